import { mountAll } from "./store.js";

mountAll("code", () => {});
