import { mountAll } from "./store.js";

mountAll("reader", () => {});
