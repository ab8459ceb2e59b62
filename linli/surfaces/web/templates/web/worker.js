{% load static %}// Keeps the field pages openable without a network. It never sends anything: drafts.js does, with the form's own key.
const STORE = "linli-{% static "web/js/drafts.js" %}";
const PARTS = [
  "{% url "web:drafts" %}",
  "{% static "web/css/tokens.css" %}", "{% static "web/css/base.css" %}", "{% static "web/css/shell.css" %}",
  "{% static "web/css/portal.css" %}", "{% static "web/css/parts.css" %}", "{% static "web/css/fields.css" %}", "{% static "web/css/field.css" %}",
  "{% static "web/css/timeline.css" %}", "{% static "web/css/case.css" %}",
  "{% static "web/js/shell.js" %}", "{% static "web/js/toast.js" %}", "{% static "web/js/drafts.js" %}",
  "{% static "web/js/photo.js" %}", "{% static "web/js/count.js" %}", "{% static "web/js/dialog.js" %}",
];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STORE).then((store) => store.addAll(PARTS)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("linli-") && name !== STORE) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

const keptPage = (url) => url.pathname.startsWith("/field/");
const keptPart = (url) => url.pathname.startsWith("{% get_static_prefix %}");

async function fresh(request) {
  const store = await caches.open(STORE);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await store.put(request, answer.clone());
    return answer;
  } catch (error) {
    const found = (await store.match(request, {ignoreVary: true})) || (await store.match(request, {ignoreVary: true, ignoreSearch: true}));
    return found || (await store.match("{% url "web:drafts" %}", {ignoreVary: true})) || Response.error();
  }
}

async function kept(request) {
  const found = await caches.match(request, {ignoreVary: true});
  return found || fetch(request);
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (keptPart(url)) event.respondWith(kept(event.request));
  else if (event.request.mode === "navigate" && keptPage(url)) event.respondWith(fresh(event.request));
});

// A list of field pages names those that it leads to: they are fetched one by one, and others below it are forgotten.
async function keepPages(wanted, below) {
  const store = await caches.open(STORE);
  for (const old of await store.keys()) {
    const path = new URL(old.url).pathname;
    if (path.startsWith(below) && path !== below && !wanted.includes(old.url)) await store.delete(old);
  }
  for (const url of wanted) {
    if (!keptPage(new URL(url))) continue;
    const answer = await fetch(url, {credentials: "same-origin"});
    if (answer.ok && !answer.redirected) await store.put(url, answer);
  }
}

// Signing out empties the store: the next person on this phone must not read the last one's pages.
self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(caches.delete(STORE));
  else if (event.data && event.data.keep) event.waitUntil(keepPages(event.data.keep, event.data.below).catch(() => {}));
});
