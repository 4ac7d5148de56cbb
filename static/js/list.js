// The list of tasks: the bar of the selection, and what htmx leaves to us. Without a script all of it is plain forms.
"use strict";

const wide = matchMedia("(width >= 768px)");
const part = (name) => document.querySelector(`#list-sheet [${name}]`);
const boxes = () => [...document.querySelectorAll("#list-sheet input[name=task]")];

// The bar stands over the list on a desk and at the foot of the screen on a phone.
function place() {
  const form = document.getElementById("list-sheet");
  const bar = part("data-selection");
  if (!bar) return;
  for (const hidden of form.querySelectorAll("[data-needs-script]")) hidden.hidden = false;
  form.classList.add("is-live");
  if (wide.matches) form.prepend(bar);
  else form.append(bar);
  show();
}

function show() {
  const bar = part("data-selection");
  if (!bar) return;
  const rows = boxes();
  const chosen = rows.filter((box) => box.checked).length;
  for (const box of rows) box.closest("tr").classList.toggle("is-selected", box.checked);
  const page = part("data-choose-page");
  page.checked = chosen === rows.length;
  page.indeterminate = chosen > 0 && chosen < rows.length;
  const words = part("data-chosen");
  const number = part("data-choose-all")?.checked ? Number(words.dataset.all) : chosen;
  words.textContent = `${words.dataset.words} ${number.toLocaleString("ru")}`;
  bar.hidden = number === 0;
}

function choose(checked) {
  for (const box of boxes()) box.checked = checked;
  const all = part("data-choose-all");
  if (all && !checked) all.checked = false;
  show();
}

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-choose-page], [data-choose-all]")) choose(target.checked);
  else if (target.name === "task") {
    const all = part("data-choose-all");
    if (all && !target.checked) all.checked = false; // «all found» no longer holds
    show();
  }
});
document.addEventListener("click", ({ target }) => target.matches?.("[data-choose-none]") && choose(false));
addEventListener("pageshow", show); // the browser's «back» brings the marks back, too
wide.addEventListener("change", place);
place();

// After a part of the page was replaced: the bar anew, and for those who listen how many were found.
document.addEventListener("htmx:afterSettle", () => {
  place();
  const found = document.getElementById("list-found");
  found.textContent = `${found.dataset.words} ${document.getElementById("list-sheet").dataset.total}`;
});

// Signed out meanwhile, an error, no connection: the browser opens the address itself and shows what there is to show.
const leave = (event) => location.assign(event.detail.pathInfo.finalRequestPath ?? event.detail.pathInfo.requestPath);
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status === 200 && new URL(xhr.responseURL).pathname === location.pathname) return;
  event.detail.shouldSwap = false;
  leave(event);
});
document.addEventListener("htmx:sendError", leave);
