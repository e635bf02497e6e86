/* Keeps the course for reading without a network. Python writes two lists above it, FILES and FIRST; nothing else changes from build
   to build.

   Every file is kept under its address and its hash, so that a file that two versions share is kept once, and one that did not
   arrive as it was built (a server that is only half brought up to date) is refused. A version answers only when all of it is
   here. Until then pages come from the network, and help is there without one. */

/** The types of a worker's events are not those of a page. @type {any} */
const worker = self;
const { registration } = worker;
/** @type {string} */
const base = registration.scope;
/** Files that are fetched at the same time. */
const AT_ONCE = 4;
/* Other sites may live under the same address: only this cache is ours. lib/storage.js deletes it by the same name. */
const open = () => caches.open(`pain-ed ${base}`);
const key = (/** @type {string} */ path) => `${base}${path}?${FILES[path]}`;

/** @param {string} path */
async function fetchOne(path) {
  const cache = await open();
  if (await cache.match(key(path))) return;
  /* The browser's own cache may be stale: then all of it is asked for. */
  for (const mode of /** @type {const} */ (["no-cache", "reload"])) {
    /* A directory's own address: some servers redirect from index.html. */
    const response = await fetch(base + path.replace(/(^|\/)index\.html$/, "$1"), { cache: mode });
    const body = await response.arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
    /* Made anew: a response that was redirected may not answer a navigation. */
    if (btoa(String.fromCharCode(...digest)).slice(0, 12) !== FILES[path]) continue;
    return cache.put(key(path), new Response(body, { headers: response.headers }));
  }
  throw new Error(`${path} is of another version`);
}

/**
 * Fetch what is not here yet, in the order given, a few at a time.
 * @param {Iterable<string>} paths
 */
async function fetchAll(paths) {
  const left = [...paths];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (left.length) await fetchOne(/** @type {string} */ (left.shift()));
  }));
}

let whole = false;
async function isWhole() {
  if (whole) return true;
  const kept = new Set((await (await open()).keys()).map((request) => request.url));
  return (whole = Object.keys(FILES).every((path) => kept.has(new URL(key(path)).href)));
}

/** Drop the files of the version before. A new version waits until the last page of the old one is closed: none can get parts of two. */
async function tidy() {
  if (registration.installing || registration.waiting) return; /* their files are not ours to judge */
  const cache = await open();
  const ours = new Set(Object.keys(FILES).map((path) => new URL(key(path)).href));
  for (const request of await cache.keys()) if (!ours.has(request.url)) await cache.delete(request);
}

worker.addEventListener("install", (/** @type {any} */ event) => {
  /* The first version need only bring help, so that a visit that is cut short leaves that. A later one replaces a whole course. */
  event.waitUntil(fetchAll(registration.active ? new Set([...FIRST, ...Object.keys(FILES)]) : FIRST));
});

worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(tidy().catch(() => {})));

worker.addEventListener("message", (/** @type {any} */ event) => {
  const work = fetchAll(Object.keys(FILES)).then(tidy);
  /* Storage may be full, or the network gone: the next page tries again. */
  event.waitUntil(work.catch(() => {}));
});

/**
 * @param {Request} request
 * @param {string} path
 */
async function answer(request, path) {
  const cache = await open();
  if (!(await isWhole())) {
    try {
      return await fetch(request);
    } catch {
      return (await cache.match(key(path))) ?? (request.mode === "navigate" && (await cache.match(key("503.html")))) ?? Response.error();
    }
  }
  return (await cache.match(key(path))) ?? fetch(request);
}

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const url = request.url.split(/[?#]/)[0];
  if (request.method !== "GET" || request.headers.has("range") || !url.startsWith(base)) return;
  const path = decodeURI(url.slice(base.length)).replace(/(^|\/)$/, "$1index.html");
  if (Object.hasOwn(FILES, path)) event.respondWith(answer(request, path));
  else if (request.mode === "navigate" && Object.hasOwn(FILES, `${path}/index.html`)) event.respondWith(Response.redirect(`${url}/`));
});
