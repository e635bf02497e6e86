import { mountAll } from "./store.js";

mountAll("plan", () => {});
