// Chosen files that are not yet in a report: kept in this browser, so that a closed tab loses none.
"use strict";

const portalShelf = (() => {
  const WEEK = 7 * 24 * 3600 * 1000; // as long as the portal keeps an unfinished upload
  let last = 0;
  let opened;
  const answered = (asked) =>
    new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  const open = () => {
    const asked = indexedDB.open("portal-uploads", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("files", { keyPath: "id", autoIncrement: true });
    return answered(asked);
  };
  const files = async (mode) => (await (opened ??= open())).transaction("files", mode).objectStore("files");
  // Without room, or where the browser forbids it, the page itself still holds the file.
  const tried = (deed) => deed.catch(() => undefined);

  return {
    add: async (entry) => {
      const id = await tried(files("readwrite").then((store) => answered(store.add(entry))));
      return Object.assign(entry, { id: id ?? (last -= 1), isKept: id !== undefined });
    },
    put: (entry) => entry.isKept && tried(files("readwrite").then((store) => answered(store.put(entry)))),
    remove: (entry) => entry.isKept && tried(files("readwrite").then((store) => answered(store.delete(entry.id)))),
    // It as it stands now; nothing when another tab has finished it.
    fresh: async (entry) => (entry.isKept ? tried(files("readonly").then((store) => answered(store.get(entry.id)))) : entry),
    of: async (person, task) => {
      const all = (await tried(files("readonly").then((store) => answered(store.getAll())))) ?? [];
      const old = all.filter((entry) => Date.now() - entry.added > WEEK);
      for (const entry of old) tried(files("readwrite").then((store) => answered(store.delete(entry.id))));
      const mine = all.filter((entry) => entry.person === person && entry.task === task && !old.includes(entry));
      return mine.map((entry) => Object.assign(entry, { isKept: true }));
    },
  };
})();
