// «Отчёт за дату»: each block saves itself; what could not be saved stays in the browser and is offered again.
"use strict";

const form = document.getElementById("fill-form");
// On a reload the browser puts back what was typed, and it would look like what the portal has.
form.reset();
const kept = window.portalKept(form.dataset.person);
const PAUSE = 1200;
const MARKS = ["radio", "checkbox"];
const isCopy = Boolean(form.dataset.copy);
window.portalSend = kept.send(location.pathname + location.search);

function block(box) {
  const prefix = box.dataset.block;
  const one = (name) => box.querySelector(`[data-${name}]`);
  const said = one("saved");
  const store = kept.typed(box.dataset.url);
  const offers = kept.offers(box.dataset.url);
  const version = form.elements[`${prefix}-version`];
  let trying = null; // a save whose answer is not known: asked for again, word for word, before anything newer
  let refused = "";
  let timer = 0;
  let running = null;
  let listed; // the files as last shown: drawn anew only when they change, so that an open preview stays open

  const fields = () => [...box.querySelectorAll("input, textarea, select")].filter((each) => each.name);
  const own = () => fields().filter((each) => !["hidden", "file"].includes(each.type));
  const chosen = () => fields().filter((each) => each.type === "file" && each.files.length);
  const typed = () => own().map((each) => [each.name, each.value, MARKS.includes(each.type) ? each.checked : null]);
  const attached = () => [...new Set([...box.querySelectorAll(`input[name="${prefix}-files"]`)].map((each) => each.value))];
  const state = () => JSON.stringify([typed(), attached(), chosen().map((each) => [...each.files].map((file) => [file.name, file.size]))]);
  let saved = state();
  const isDirty = () => state() !== saved || trying !== null;
  const keep = () =>
    store.set({ values: typed(), files: one("files").innerHTML, version: version.value, after: box.dataset.afterReport, dirty: isDirty(), trying });
  const refuse = (words) => {
    one("refusal").hidden = !words;
    one("refusal").firstElementChild.replaceChildren(Object.assign(document.createElement("p"), { textContent: words }));
  };
  const say = (words) => (said.textContent = words);
  const expire = (words) => {
    one("expired").hidden = words === null;
    one("expired-words").textContent = words || one("expired-words").dataset.words;
    if (words !== null) say("");
  };
  const apply = (values) => {
    const found = new Map(values.map(([name, value, on]) => [on === null ? name : `${name}=${value}`, on ?? value]));
    for (const each of own()) {
      const isMark = MARKS.includes(each.type);
      const value = found.get(isMark ? `${each.name}=${each.value}` : each.name);
      if (value !== undefined) each[isMark ? "checked" : "value"] = value;
    }
  };
  const textOf = (values) => values?.find(([name]) => name === `${prefix}-text`)?.[1] || "–";
  const offer = (kind, text, mine, theirs) => {
    const note = one("offer");
    note.querySelector("p").textContent = note.querySelector("p").dataset[`${kind}Words`];
    one("offer-text").textContent = text || "–";
    one("take-mine").textContent = one("take-mine").dataset[`${kind}Words`];
    one("take-mine").onclick = () => ((note.hidden = true), mine());
    one("take-theirs").onclick = () => ((note.hidden = true), theirs());
    note.hidden = false;
  };
  const offerNext = () => {
    const [first, ...rest] = offers.get() ?? [];
    if (!first) return offers.drop();
    const decided = () => (rest.length ? offers.set(rest) : offers.drop());
    const back = () => {
      apply(first.values);
      touch();
      decided();
      save();
      offerNext();
    };
    offer("offer", textOf(first.values), back, () => (decided(), offerNext()));
  };
  const putAside = (values) => {
    const others = (offers.get() ?? []).filter((each) => JSON.stringify(each.values) !== JSON.stringify(values));
    offers.set([...others, { values }]);
  };
  const stale = (news) =>
    offer(
      "stale",
      news.text,
      () => {
        version.value = news.version ?? 0;
        refused = "";
        refuse("");
        save();
      },
      () => (store.drop(), (saved = state()), location.reload()),
    );

  // As the server judges it, so that the count is right without a line as well.
  const looksReady = () => {
    const value = (name) => box.querySelector(`[name="${prefix}-${name}"]:is(:checked, textarea, select)`)?.value.trim() ?? "";
    if (value("not_applicable_reason")) return true;
    const proofs = () => attached().length + chosen().length + (window.portalUploads?.pending?.(box) ?? 0);
    const rows = () => own().some((each) => /-(links|documents)-\d+-(url|kind)$/.test(each.name) && each.value.trim());
    const owes = box.dataset.owesProof === "true" && value("degree") !== "none" && !proofs() && !rows();
    return Boolean(value("degree") && (value("text") || value("no_change")) && !owes);
  };
  const mark = (isReady) => {
    box.dataset.isReady = String(isReady);
    one("ready-words").hidden = !isReady;
    box.classList.toggle("is-ready", isReady);
    box.classList.toggle("is-faulty", !one("refusal").hidden);
    document.dispatchEvent(new CustomEvent("portal:ready"));
  };

  const attempt = async () => {
    const now = state();
    trying ??= { pairs: fields().filter((each) => each.type !== "file" && (!MARKS.includes(each.type) || each.checked)).map((each) => [each.name, each.value]), state: now };
    keep();
    const mine = trying;
    const body = new FormData();
    for (const [name, value] of mine.pairs) body.append(name, value);
    const files = chosen();
    for (const each of files) for (const file of each.files) body.append(each.name, file);
    body.set("person", form.dataset.person);
    const answer = await window.portalPost(box.dataset.url, body);
    expire(answer.outcome === "expired" ? (answer.words ?? "") : null);
    if (answer.outcome === "lost") say(said.dataset.lost);
    if (answer.outcome === "lost" || answer.outcome === "expired") {
      document.dispatchEvent(new CustomEvent("portal:lost"));
      return (keep(), answer.outcome);
    }
    trying = null;
    const found = answer.found;
    if (answer.outcome === "refused") {
      refused = state();
      refuse([found.detail, ...(found.errors ?? []).map((error) => error.detail)].join(" "));
      if (answer.status === 409 && found.news) stale(found.news);
      mark(box.dataset.isReady === "true");
      return (say(""), keep(), "refused");
    }
    version.value = found.version;
    const isNewest = state() === mine.state;
    if (listed !== found.files) one("files").innerHTML = listed = found.files;
    for (const each of files) each.value = "";
    refused = "";
    refuse("");
    if (found.saved) say(`✓ ${said.dataset.words} ${found.saved}`);
    saved = isNewest ? state() : mine.state;
    mark(isNewest ? found.ready : looksReady());
    keep();
    return "done";
  };
  const run = async () => {
    clearTimeout(timer);
    for (let outcome = "done"; ; ) {
      if (!isDirty() || state() === refused) return state() === refused && isDirty() ? "refused" : outcome;
      outcome = await attempt();
      if (outcome !== "done") return outcome;
    }
  };
  const save = () => (running ??= run().finally(() => (running = null)));
  const touch = () => {
    keep();
    mark(looksReady());
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };

  const left = store.get();
  const sends = (window.portalSend.get()?.tasks ?? []).includes(box.dataset.task);
  // Asked for while a save was on its way, the page may be older than what the portal has answered since.
  const isAhead = left && !left.dirty && left.after === box.dataset.afterReport && Number(left.version) > Number(version.value);
  if (left && (isCopy || isAhead)) {
    // The copy is older than what this browser knows of the draft.
    saved = left.dirty ? "" : saved;
    apply(left.values);
    one("files").innerHTML = left.files;
    version.value = left.version;
    trying = left.trying;
    if (!left.dirty) saved = state();
    if (isCopy) say(said.dataset.back);
    mark(looksReady());
  } else if (left?.dirty) {
    const isHere = JSON.stringify(left.values) === JSON.stringify(typed());
    const isOwn = left.version === version.value || (left.trying && JSON.stringify(JSON.parse(left.trying.state)[0]) === JSON.stringify(typed()));
    if (!isHere && sends && isOwn) {
      apply(left.values);
      mark(looksReady());
    } else {
      if (!isHere) putAside(left.values);
      store.drop();
    }
  } else if (left) store.drop();
  offerNext();

  box.addEventListener("input", touch);
  box.addEventListener("portal:file-stored", touch);
  box.addEventListener("portal:uploads", () => mark(looksReady()));
  return {
    box,
    task: box.dataset.task,
    save,
    isDirty,
    refuse: (words) => (refuse(words), mark(box.dataset.isReady === "true")),
    isReady: () => box.dataset.isReady === "true",
    isOffered: () => !one("offer").hidden,
    forget: () => (store.drop(), (trying = null), (saved = state())),
    lock: (isLocked) => {
      box.classList.toggle("is-waiting", isLocked);
      for (const each of box.querySelectorAll("[data-form] :is(input, textarea, select, button)")) each.disabled = isLocked;
    },
    remove: (id) => {
      const here = `input[name="${prefix}-files"][value="${CSS.escape(id)}"], [data-files] [data-file="${CSS.escape(id)}"]`;
      for (const each of box.querySelectorAll(here)) each.remove();
      touch();
      save();
    },
  };
}

// Of an item that is sent already: what was typed after it went stays until its author has seen it.
for (const line of form.querySelectorAll("[data-line]")) {
  const stores = [kept.typed(line.dataset.line), kept.offers(line.dataset.line)];
  const texts = [stores[0].get()?.dirty ? stores[0].get() : null, ...(stores[1].get() ?? [])].filter(Boolean);
  const words = texts.map(({ values }) => values.find(([name]) => name.endsWith("-text"))?.[1]).filter(Boolean);
  if (words.length) {
    line.querySelector("[data-left-behind]").hidden = false;
    line.querySelector("[data-left-text]").textContent = words.join("\n\n");
    line.querySelector("[data-left-away]").onclick = () => (stores.forEach((each) => each.drop()), line.querySelector("[data-left-behind]").remove());
  } else for (const each of stores) each.drop();
}

window.portalBlocks = [...form.querySelectorAll("[data-block]")].map(block);
