import { mountAll } from "./store.js";

mountAll("notes", () => {});
