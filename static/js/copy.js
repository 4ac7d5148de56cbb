// «Скопировать»: hidden in the page until there is a script and a clipboard to serve it.
"use strict";

const serve = (part) => {
  for (const button of part.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    const said = document.getElementById(button.dataset.said);
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        document.execCommand("copy"); // no clipboard without https: the selection is copied the old way
      }
      said.textContent = button.dataset.done;
    });
  }
};

serve(document);
// A part of a page that came later says so.
document.addEventListener("shown", (event) => serve(event.target));
