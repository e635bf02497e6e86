import { mountAll } from "./store.js";

mountAll("assign", () => {});
