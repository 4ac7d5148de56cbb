// On every page: the service worker that keeps report pages; whose copies this browser may hold; what still waits to go.
"use strict";

{
  const person = document.body.dataset.person;
  const drop = async (isKept) => {
    if (!window.caches) return;
    for (const name of await caches.keys()) {
      if (name.startsWith("portal-pages-") && !isKept(name)) await caches.delete(name);
    }
  };
  const worker = navigator.serviceWorker;
  if (person) {
    worker?.register("/service-worker.js").catch(() => {});
    drop((name) => name.endsWith(`-${person}`));
    const note = document.querySelector("[data-sends]");
    const sends = window.portalKept(person).sends().filter((url) => url !== location.pathname + location.search);
    if (note && sends.length) {
      note.hidden = false;
      note.querySelector("a").href = sends[0];
    }
    // The first page of all is fetched before there is a worker to keep it, who may have come meanwhile.
    const [way] = performance.getEntriesByType("navigation");
    if (worker && !way?.workerStart && document.body.dataset.page === "fill") {
      worker.ready.then(({ active }) => active.postMessage({ renew: location.href.split("#")[0] }));
    }
  } else if (document.body.dataset.page.startsWith("account_")) drop(() => false);

  // On a computer that others use next, nothing of a person's pages stays after they have left.
  for (const form of document.querySelectorAll('form[action$="/accounts/logout/"]')) {
    form.addEventListener("submit", () => {
      drop(() => false);
      if (person) window.portalKept(person).forgetSaved();
    });
  }
}
