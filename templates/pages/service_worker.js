// Keeps the report pages that this person has seen, and the files they are shown with: so that they open without a line.
// Nothing else goes through here: every other request is the browser's own.
"use strict";

const FILES = new Set({{ files|safe }});
const NAMES_ARE_FINAL = {{ final|yesno:"true,false" }};
const STATIC = "portal-files-{{ version }}";
const PAGES = "portal-pages-{{ version }}-";
const PAGE = /^\/reports\/fill\/\d+\/[\d-]+\/$/;
const PERSON = "{{ person_header }}";
const WHEN = "X-Portal-Kept";
const PATIENCE = 8000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STATIC).then((cache) => cache.addAll([...FILES])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(renewed().then(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (FILES.has(url.pathname)) event.respondWith(file(request));
  else if (request.mode === "navigate" && PAGE.test(url.pathname)) event.respondWith(page(event));
});

self.addEventListener("message", (event) => {
  const url = event.data?.renew;
  if (url && PAGE.test(new URL(url).pathname)) event.waitUntil(fetch(url).then((answer) => put(url, answer)).catch(() => {}));
});

async function file(request) {
  const kept = () => caches.match(request.url, { cacheName: STATIC });
  if (NAMES_ARE_FINAL) return (await kept()) ?? fetch(request);
  return fetch(request).catch(async () => (await kept()) ?? Response.error());
}

// The network first; the copy when there is none, or when it says nothing for long.
async function page(event) {
  const { url } = event.request;
  const asked = fetch(event.request);
  event.waitUntil(asked.then((answer) => put(url, answer)).catch(() => {}));
  const copy = await kept(url);
  if (!copy) return asked;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = await Promise.race([asked, late]).catch(() => null);
  return answer && answer.status < 500 ? answer : shown(copy);
}

async function put(url, answer) {
  const person = answer.headers.get(PERSON);
  if (!person || !answer.ok || answer.redirected) return;
  const copy = answer.clone();
  const headers = new Headers(copy.headers);
  headers.set(WHEN, new Date().toISOString());
  const cache = await caches.open(PAGES + person);
  await cache.put(bare(url), new Response(copy.body, { headers }));
}

async function kept(url) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PAGES)) continue;
    const found = await (await caches.open(name)).match(bare(url));
    if (found) return found;
  }
  return null;
}

// The page says itself that it is a copy, and of when.
async function shown(copy) {
  const html = (await copy.text()).replace('data-copy=""', `data-copy="${copy.headers.get(WHEN)}"`);
  const headers = new Headers(copy.headers);
  headers.delete("Content-Length");
  headers.delete("Content-Encoding");
  return new Response(html, { headers });
}

// After a release the kept pages are fetched anew, as the files they were shown with are gone.
async function renewed() {
  for (const name of await caches.keys()) {
    if (!name.startsWith("portal-") || name === STATIC || name.startsWith(PAGES)) continue;
    if (name.startsWith("portal-pages-")) {
      for (const { url } of await (await caches.open(name)).keys()) {
        await fetch(url).then((answer) => put(url, answer)).catch(() => {});
      }
    }
    await caches.delete(name);
  }
}

function bare(url) {
  return url.split("#")[0];
}
