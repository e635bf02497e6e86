/* The link of a plan. On the pages that open one, it leaves the address bar before any other script looks there: it belongs in no
   title and no request, and the theme stops on a fragment that is no selector. lib/link.js finds it in the history's state. */

import { given } from "./site.js";

function take() {
  if (!/[^#\w:-]/.test(location.hash)) return; // empty, or a place on the page
  history.replaceState({ ...history.state, plan: location.hash }, "", location.pathname + location.search);
}

if ("plan" in given) {
  take();
  addEventListener("hashchange", take); // a link that is opened on the page itself
}
