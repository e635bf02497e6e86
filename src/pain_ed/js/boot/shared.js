/* A shared computer: all is kept in this tab alone, and nothing on the device. What this course kept before moves along, both ways
   (tools/memory.js sets the switch to "on" or "off"). */

import { SWITCH, isOurs } from "../lib/keys.js";
import { site } from "./site.js";

/**
 * Only our own keys: other sites may live under the same address.
 * @param {Storage} from
 * @param {Storage} [to]
 */
function move(from, to) {
  for (const key of Object.keys(from).filter((one) => isOurs(one, site.pathname))) {
    to?.setItem(key, from.getItem(key) ?? "");
    from.removeItem(key);
  }
}

try {
  const state = sessionStorage.getItem(SWITCH);
  if (state === "on") {
    move(localStorage, sessionStorage);
    Object.defineProperty(window, "localStorage", { value: sessionStorage, configurable: true });
    document.documentElement.dataset.shared = "";
  } else if (state) {
    sessionStorage.removeItem(SWITCH);
    move(sessionStorage, localStorage);
  }
} catch {
  // Full: what did not fit stays where it was, and the switch as it is.
}

export const isShared = () => "shared" in document.documentElement.dataset;

/** The line at the head of every page that says so, with its button. */
export function showShared() {
  const line = document.querySelector(".pe-shared");
  if (!line || !isShared()) return;
  line.hidden = false;
  line.querySelector("button").addEventListener("click", () => {
    move(sessionStorage);
    location.replace(`${site}${location.protocol === "file:" ? "index.html" : ""}`); // away from what the page still shows
  });
}

// "Back" brings a page with its answers from the browser's own memory.
addEventListener("pageshow", (event) => { if (event.persisted && isShared()) location.reload(); });
