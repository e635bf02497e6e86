import { mountAll } from "./store.js";

mountAll("memory", () => {});
