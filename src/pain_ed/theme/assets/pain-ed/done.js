import { mountAll } from "./store.js";

mountAll("done", () => {});
