/* The launch page of a module on a learning platform (SCORM 1.2). It alone talks to the platform; the lessons, in its frame, know
   nothing of it. Made into a classic script: a platform may serve files under types that no browser takes for a module. */

const words = JSON.parse(document.body.dataset.words ?? "{}");
const frame = document.querySelector("iframe");
const details = document.querySelector(".lessons");
const status = document.querySelector(".said");
const lessons = [...document.querySelectorAll("[data-lesson]")].map((item) => ({ id: item.dataset.lesson, item, link: item.querySelector("a") }));

/* --- The platform --------------------------------------------------------------------------------------------------- */

/**
 * The platform's API: in a window around this one, or around the one that opened it.
 * @param {any} from a window
 */
function find(from) {
  for (let last = null; from && from !== last; last = from, from = from.parent) {
    try {
      if (from.API) return from.API;
    } catch {
      /* A window of another site, which shows nothing of itself. */
    }
  }
  return null;
}
const api = find(window) ?? find(window.opener) ?? find(window.top?.opener);

/**
 * @param {string} name
 * @param {...string} values
 */
function call(name, ...values) {
  try {
    return String(api[name](...values));
  } catch {
    return "false";
  }
}
const get = (/** @type {string} */ element) => call("LMSGetValue", `cmi.${element}`);
let isRefused = false;
const set = (/** @type {string} */ element, /** @type {string} */ value) => {
  if (call("LMSSetValue", `cmi.${element}`, value) !== "true") isRefused = true;
};
const keep = () => {
  if (call("LMSCommit", "") !== "true") isRefused = true;
};

/* --- What is reported --------------------------------------------------------------------------------------------------- */

let isOpen = Boolean(api) && call("LMSInitialize", "") === "true";
const begun = Date.now();
const read = new Set(isOpen ? get("suspend_data").split(" ") : []);
let here = isOpen ? lessons.find(({ id }) => id === get("core.lesson_location")) : null;
const before = isOpen ? get("core.lesson_status") : "";
let isFinished = ["completed", "passed"].includes(before);

/** Hours, minutes and seconds; SCORM has four digits for the hours. */
function time() {
  const seconds = Math.min((Date.now() - begun) / 1000, 9999 * 3600);
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
}

function tell() {
  if (!isOpen) return;
  isRefused = false;
  if (!isFinished) {
    isFinished = lessons.every(({ id }) => read.has(id));
    set("core.lesson_status", isFinished ? "completed" : "incomplete");
  }
  set("suspend_data", lessons.filter(({ id }) => read.has(id)).map(({ id }) => id).join(" "));
  if (here) set("core.lesson_location", here.id);
  keep();
}

/* A phone may end a page that is out of sight without another word. */
document.addEventListener("visibilitychange", () => {
  if (!isOpen || document.visibilityState === "visible") return;
  set("core.session_time", time());
  keep();
});
addEventListener("pagehide", () => {
  if (!isOpen) return;
  look();
  set("core.session_time", time());
  set("core.exit", "suspend"); /* Else a platform may forget where the reader was. */
  isOpen = false;
  call("LMSFinish", "");
});
/* A page that the browser brings back from memory has taken its leave already. */
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});

/* --- What is seen --------------------------------------------------------------------------------------------------- */

function show() {
  const done = lessons.filter(({ id }) => read.has(id)).length;
  document.querySelector(".count").textContent = words.count.replace("{}", String(done)).replace("{}", String(lessons.length));
  for (const { id, item, link } of lessons) {
    item.querySelector(".read").hidden = !read.has(id);
    if (here?.id === id) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const text = !api || (!isOpen && !before) ? words.none : isRefused ? words.refused : isFinished ? words.finished : words.started;
  if (status.textContent !== text) status.textContent = text;
}

/** The page in the frame; none while it loads, and where it is one of another site. */
function pageIn() {
  try {
    return frame.contentDocument?.readyState === "complete" ? frame.contentDocument : null;
  } catch {
    return null;
  }
}

/**
 * Whether the reader has ticked the lesson, or has its end in sight. A jump past the end, to the sources, does not count.
 * @param {Document} page
 */
function isRead(page) {
  const end = page.querySelector('[data-tool="done"]');
  if (!end) return false;
  const { top } = end.getBoundingClientRect();
  return Boolean(end.querySelector("input")?.checked) || (document.visibilityState === "visible" && top >= 0 && top < frame.clientHeight);
}

function look() {
  const page = pageIn();
  const scheme = page?.body.dataset.mdColorScheme;
  if (scheme) document.documentElement.dataset.scheme = scheme;
  const lesson = page && lessons.find(({ link }) => link.pathname === page.location.pathname);
  if (!lesson) return;
  const isNew = isRead(page) && !read.has(lesson.id);
  if (isNew) read.add(lesson.id);
  if (!isNew && lesson === here) return;
  here = lesson;
  tell();
  show();
}

for (const { link } of lessons) {
  link.addEventListener("click", () => {
    details.open = false;
    frame.focus();
  });
}
if (here) frame.contentWindow.location.replace(here.link.href);
tell();
show();
/* Twice a second, and not on events: a page grows and shrinks by itself. */
setInterval(look, 500);
