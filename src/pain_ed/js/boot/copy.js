/* The copy for reading without a network (worker.js). */

import { isShared } from "./shared.js";
import { given } from "./site.js";

/** The template names the worker where there is one: `mkdocs serve` and a USB stick have none. */
export async function keepCopy() {
  try {
    if (!given.worker || isShared() || !isSecureContext) return;
    const { serviceWorker } = navigator;
    await serviceWorker.register(given.worker, { updateViaCache: "none" });
    (await serviceWorker.ready).active?.postMessage("fetch");
  } catch {
    // A private window, blocked storage: the course is then read with a network.
  }
}
