import { mountAll } from "./store.js";

mountAll("again", () => {});
