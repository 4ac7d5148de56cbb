// «Отчёт за дату»: each block saves itself; what could not be saved stays in the browser and is offered again.
"use strict";

const form = document.getElementById("fill-form");
const PAUSE = 1200;

for (const box of form?.querySelectorAll("[data-block]") ?? []) {
  const prefix = box.dataset.block;
  // One browser may serve several people: each finds only their own words again.
  const key = `fill:${form.dataset.person}:${box.dataset.url}`;
  const one = (name) => box.querySelector(`[data-${name}]`);
  const said = one("saved");
  const version = form.elements[`${prefix}-version`];
  let timer = 0;
  let busy = false;
  let changed = 0;
  let listed; // the files as last shown: drawn anew only when they change, so that an open preview stays open

  const fields = () => [...box.querySelectorAll("input, textarea, select")].filter((each) => each.name);
  const typed = () =>
    fields()
      .filter((each) => !["hidden", "file"].includes(each.type))
      .map((each) => [each.name, each.value, ["radio", "checkbox"].includes(each.type) ? each.checked : null]);
  const keep = () => {
    try {
      localStorage.setItem(key, JSON.stringify(typed()));
    } catch {
      /* no room or forbidden: the page itself still holds it */
    }
  };
  const forget = () => localStorage.removeItem(key);
  const refuse = (words) => {
    one("refusal").hidden = !words;
    one("refusal").firstElementChild.replaceChildren(Object.assign(document.createElement("p"), { textContent: words }));
  };
  const offer = (kind, text, mine, theirs) => {
    const note = one("offer");
    note.querySelector("p").textContent = note.querySelector("p").dataset[`${kind}Words`];
    one("offer-text").textContent = text || "–";
    one("take-mine").textContent = one("take-mine").dataset[`${kind}Words`];
    one("take-mine").onclick = () => ((note.hidden = true), mine());
    one("take-theirs").onclick = () => ((note.hidden = true), theirs());
    note.hidden = false;
  };
  const count = (ready) => {
    box.dataset.isReady = String(ready);
    one("ready-words").hidden = !ready;
    const all = form.querySelectorAll('[data-is-ready="true"]').length;
    for (const place of document.querySelectorAll("[data-ready]")) place.textContent = place.dataset.ready ? `(${all})` : all;
  };
  const stale = (problem) =>
    offer(
      "stale",
      problem.news?.text,
      () => {
        version.value = problem.news?.version ?? 0;
        refuse("");
        save();
      },
      () => {
        forget();
        location.reload();
      },
    );

  const save = async () => {
    clearTimeout(timer);
    if (busy) return (timer = setTimeout(save, PAUSE));
    busy = true;
    const seen = changed;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const sent = fields().filter((each) => each.type !== "file");
    const files = fields().filter((each) => each.type === "file");
    for (const each of sent) {
      if (!["radio", "checkbox"].includes(each.type) || each.checked) body.append(each.name, each.value);
    }
    for (const each of files) for (const file of each.files) body.append(each.name, file);
    try {
      const answer = await fetch(box.dataset.url, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.redirected || answer.status === 403) return (said.textContent = said.dataset.expired);
      const found = await answer.json();
      if (answer.ok) {
        version.value = found.version;
        if (found.saved) said.textContent = `✓ ${said.dataset.words} ${found.saved}`;
        if (listed !== found.files) box.querySelector("[data-files]").innerHTML = listed = found.files;
        for (const each of files) if (each.files.length) each.value = "";
        refuse("");
        count(found.ready);
        if (seen === changed) forget();
      } else {
        refuse([found.detail, ...(found.errors ?? []).map((error) => error.detail)].join(" "));
        if (answer.status === 409 && found.news) stale(found);
      }
    } catch {
      said.textContent = said.dataset.lost;
    } finally {
      busy = false;
    }
  };

  const left = localStorage.getItem(key);
  if (left && left !== JSON.stringify(typed())) {
    const values = new Map(JSON.parse(left).map(([name, value, on]) => [on === null ? name : `${name}=${value}`, on ?? value]));
    const back = () => {
      for (const each of fields()) {
        const isMark = ["radio", "checkbox"].includes(each.type);
        const found = values.get(isMark ? `${each.name}=${each.value}` : each.name);
        if (found !== undefined && !["hidden", "file"].includes(each.type)) each[isMark ? "checked" : "value"] = found;
      }
      save();
    };
    offer("offer", values.get(`${prefix}-text`), back, forget);
  }

  box.addEventListener("input", () => {
    changed += 1;
    keep();
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  box.addEventListener("portal:file-stored", () => {
    changed += 1;
    save();
  });
  window.addEventListener("online", () => localStorage.getItem(key) && changed && save());
}
