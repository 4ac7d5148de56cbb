// Small additions; every page works without them.
"use strict";

// A page of a background job: ask how far it is, and show the result when it is there.
for (const box of document.querySelectorAll("[data-progress]:not([data-samples] *)")) {
  const bar = box.querySelector("progress[data-job]");
  if (["done", "failed"].includes(bar.dataset.state)) continue;
  const words = box.querySelector("[data-progress-words]");
  const count = box.querySelector("[data-progress-count]");
  let pause = 1000;
  const ask = async () => {
    try {
      const answer = await fetch(`/jobs/${bar.dataset.job}/`, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const job = await answer.json();
        if (["done", "failed"].includes(job.state)) return location.reload();
        if (job.message) words.textContent = job.message;
        if (job.total) {
          bar.max = job.total;
          bar.value = job.done;
          count.textContent = `${job.done.toLocaleString("ru")} из ${job.total.toLocaleString("ru")}`;
        }
      } else if (answer.status === 404 || answer.status === 403) return;
    } catch {
      pause = Math.min(pause * 2, 30000); // no connection: ask less often, the job goes on
    }
    setTimeout(ask, pause);
  };
  setTimeout(ask, pause);
}

// «Показать» at a password field; hidden in the page until there is a script to serve it.
for (const button of document.querySelectorAll("[data-reveal]")) {
  const field = document.getElementById(button.dataset.reveal);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.textContent = shown ? button.dataset.show : button.dataset.hide;
    button.setAttribute("aria-pressed", String(!shown));
    field.focus();
  });
}

// The checkbox in a table's head selects every row of the page.
for (const all of document.querySelectorAll("[data-select-all]")) {
  const table = all.closest("table");
  const boxes = [...table.querySelectorAll("tbody input[type=checkbox]")];
  const mark = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    for (const box of boxes) box.closest("tr").classList.toggle("is-selected", box.checked);
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    mark();
  });
  table.addEventListener("change", (event) => event.target !== all && mark());
  mark();
}

// The bell: how many are unread, asked each minute while somebody looks at the page.
for (const bell of document.querySelectorAll("[data-unread]")) {
  const count = bell.querySelector("[data-unread-count]");
  let timer, asked = Date.now(), over = false;
  const wait = () => {
    clearTimeout(timer);
    if (!over && !document.hidden) timer = setTimeout(ask, Math.max(0, asked + 60000 - Date.now()));
  };
  const ask = async () => {
    asked = Date.now();
    try {
      const answer = await fetch(bell.dataset.unread, { headers: { Accept: "application/json" } });
      over = answer.redirected || answer.status === 404; // signed out meanwhile: nobody to count for
      if (answer.ok && !over) {
        const { unread } = await answer.json();
        count.textContent = unread > 99 ? "99+" : unread;
        count.hidden = !unread;
      }
    } catch {
      // No connection: the next minute asks again.
    }
    wait();
  };
  document.addEventListener("visibilitychange", wait);
  wait();
}

// After a refused form the summary of errors is what the person needs first.
document.querySelector("#form-errors:not([data-samples] *)")?.focus();
