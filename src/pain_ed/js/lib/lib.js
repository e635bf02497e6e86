/* What the scripts of a page share. It is loaded once, as a module of its own: what it holds is the same for all of them. */

export * from "./codec.js";
export * from "./dom.js";
export * from "./keys.js";
export * from "./link.js";
export * from "./messages.js";
export * from "./mount.js";
export * from "./schedule.js";
export * from "./storage.js";
