import { mountAll } from "./store.js";

mountAll("reflection", () => {});
