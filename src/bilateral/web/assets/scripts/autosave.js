/* Keeps a form of a paper while it is being written: some seconds after the last key, and when the page is left.

   Without this script the buttons do the same. Where somebody else has saved meanwhile, it stops and says so; the
   button then shows both versions. */

const PAUSE = 3000;

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const said = form.querySelector("[data-said]");
  let waiting = null;
  let stopped = false;
  let sending = false;

  async function save() {
    waiting = null;
    if (stopped || sending) return;
    sending = true;
    const data = new FormData(form);
    data.set("do", "autosave");
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, credentials: "same-origin" });
      const told = await answer.json();
      if (answer.ok) form.elements.revision.value = told.revision;
      else stopped = true;
      said.textContent = told.said;
    } catch {
      said.textContent = said.dataset.fails;
    }
    sending = false;
  }

  form.addEventListener("input", () => {
    if (waiting !== null) clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => {
    if (waiting !== null) clearTimeout(waiting);
    stopped = true;
  });
}
