/* Loaded before every other script of a page: repairs the theme. In this order, since each looks at what the one before has done. */

import "./storage.js";
import { showShared } from "./shared.js";
import "./plan.js";
import "./navigation.js";
import { followPlace } from "./moved.js";
import { makeMenuButton, nameSearch, watchTables } from "./access.js";
import { keepCopy } from "./copy.js";

document.addEventListener("DOMContentLoaded", () => {
  nameSearch();
  makeMenuButton();
  showShared();
  keepCopy();
  watchTables();
  followPlace();
});
