import { mountAll } from "./store.js";

mountAll("record", () => {});
