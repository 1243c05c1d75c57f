/* Asks an official's passkey to sign the act that the form is about (spec/approvals.md), and sends the form with its answer.

   The challenge was made by the node of everything that the official decides; this script only carries it. */

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

function written(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function signature(form) {
  const ids = form.dataset.credentials.split(" ").filter(Boolean);
  const found = await navigator.credentials.get({
    publicKey: {
      challenge: bytes(form.dataset.challenge),
      allowCredentials: ids.map((id) => ({ type: "public-key", id: bytes(id) })),
      userVerification: "required",
      timeout: 300000,
    },
  });
  const { authenticatorData, clientDataJSON, signature: sig } = found.response;
  return JSON.stringify({
    id: written(found.rawId),
    response: {
      authenticatorData: written(authenticatorData),
      clientDataJSON: written(clientDataJSON),
      signature: written(sig),
    },
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const said = form.querySelector("[data-said]");
  const button = form.querySelector("button");
  if (!globalThis.PublicKeyCredential) {
    said.textContent = said.dataset.unable;
    continue;
  }
  button.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    said.textContent = said.dataset.waits;
    try {
      form.elements.assertion.value = await signature(form);
      form.submit();
    } catch {
      said.textContent = said.dataset.refused;
      button.disabled = false;
    }
  });
}
