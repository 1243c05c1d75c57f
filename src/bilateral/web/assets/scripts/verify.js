/* Verifies one entry of the record in the reader's browser, with WebCrypto and nothing else.

   It reads the same static files as any other verifier (spec/checkpoint.md, spec/entry.md, spec/seal.md): the signed
   snapshot, the tiles, the entry's bytes, the released texts. It asks the server for no opinion. The words of every
   step stand in the page, in the reader's language; this script only says which of them holds. */

import {
  encoder,
  decoder,
  ENTRY,
  KEYS,
  SEAL,
  Failed,
  need,
  join,
  hex,
  unhex,
  unbase64,
  same,
  sha256,
  leafHash,
  signedBy,
  fetched,
  verifierKeys,
  openSnapshot,
  Tree,
} from "./log-files.js";
import { approvalsOf } from "./approvals.js";

// -- the steps -----------------------------------------------------------------------------------------------------

async function snapshotStep(state) {
  state.keys = await verifierKeys(decoder.decode(await fetched("verifiers.txt")));
  state.snapshot = await openSnapshot(state.log, state.keys);
  need(state.seq < state.snapshot.size, `${state.snapshot.size}`);
  return { size: state.snapshot.size };
}

async function placeStep(state) {
  const tree = new Tree(state.log, state.snapshot.size);
  state.tree = tree;
  state.entry = await placed(state, state.seq);
  state.leaf = state.entry.leaf;
  return { leaf: state.leaf };
}

/* An entry whose bytes lead, at its place, to the root that was signed. */
async function placed(state, seq) {
  const data = await state.tree.entry(seq);
  const leaf = await leafHash(data);
  need(same(await state.tree.rootWith(leaf, seq), state.snapshot.root), `#${seq}`);
  const text = decoder.decode(data);
  return { seq, text, leaf: hex(leaf), value: JSON.parse(text) };
}

async function isSigned(entry, publicKey) {
  const { signer, sig } = entry.value;
  need(hex(await sha256(publicKey)).slice(0, 32) === signer, signer);
  const marked = `"sig":"${sig}",`;
  need(entry.text.split(marked).length === 2, "sig");
  const message = join(ENTRY, encoder.encode(entry.text.replace(marked, "")));
  need(await signedBy(publicKey, message, unbase64(sig)), signer);
}

/* Where keys changed, the page says; that each change is right (spec/keys.md) is checked here, and one that is left out
   shows: what follows it would not be signed, nor the snapshot, with the key that was in force. */
async function keysStep(state) {
  state.declared = [await placed(state, 0)];
  await isSigned(state.declared[0], unhex(state.declared[0].value.body.keys.entry));
  for (const seq of state.rekeyed) {
    if (seq >= state.snapshot.size) break;
    const next = await placed(state, seq);
    await checkChange(state, state.declared[state.declared.length - 1], next);
    state.declared.push(next);
  }
  const listed = state.keys.find((known) => known.name === state.log && known.type === 1);
  const current = state.declared[state.declared.length - 1];
  need(listed && listed.line === current.value.body.keys.checkpoint, "verifiers.txt");
  const changes = state.declared.length - 1;
  return changes ? { changes } : { none: true };
}

async function checkChange(state, before, next) {
  const { act, body } = next.value;
  const place = `#${next.seq}`;
  need(act === "rotate" || act === "revoke", place);
  need(body.after === before.leaf, place);
  const { checkpoint, cosigner, entry } = body.keys;
  const statement = {
    act,
    after: body.after,
    custodian: body.custodian,
    custody: body.custody,
    keys: { checkpoint, cosigner, entry },
    log: state.log,
    recovery: body.recovery,
    suspect: act === "revoke" ? { from: body.suspect.from } : null,
    v: 1,
  };
  const message = join(KEYS, encoder.encode(JSON.stringify(statement)));
  const recovery = before.value.body.recovery;
  const allowed = new Set();
  for (const each of body.authorised) {
    need(recovery.includes(hex(await sha256(unhex(each.key)))), place);
    need(await signedBy(unhex(each.key), message, unbase64(each.sig)), place);
    allowed.add(each.key);
  }
  need(2 * allowed.size > recovery.length, place);
  await checkLast(state, before, body.last, place);
  await isSigned(next, unhex(entry));
}

/* The snapshot by the outgoing key: it is of this very history. */
async function checkLast(state, before, note, place) {
  const split = note.lastIndexOf("\n\n");
  need(split > 0, place);
  const [origin, digits, root] = note.slice(0, split).split("\n");
  const size = Number(digits);
  need(origin === state.log && size > before.seq && size <= Number(place.slice(1)), place);
  const [key] = await verifierKeys(before.value.body.keys.checkpoint);
  const data = unbase64(note.slice(split + 2).trimEnd().split(" ")[2]);
  need(await signedBy(key.key, encoder.encode(note.slice(0, split + 1)), data.slice(4)), place);
  need(same(await state.tree.range(0, size), unbase64(root)), place);
}

async function sameStep(state) {
  need(state.entry.value.log === state.log && state.entry.value.seq === state.seq, state.log);
  need(state.shown === state.leaf, state.shown);
  return {};
}

async function signatureStep(state) {
  const inForce = state.declared.filter((each) => each.seq <= state.seq).pop();
  await isSigned(state.entry, unhex(inForce.value.body.keys.entry));
  return { signer: state.entry.value.signer };
}

/* Passkeys of officials that signed the act too. */
async function approvalsStep(state) {
  return approvalsOf(state.entry.value);
}

/* The digests that acts of this log, at the places that the page names, have taken from view in this entry. */
async function hiddenTexts(state) {
  const found = new Set();
  for (const seq of state.acts) {
    const { value } = await placed(state, seq);
    const target = value.target || {};
    need(["withhold", "redact", "erase"].includes(value.act) && seq > state.seq, `#${seq}`);
    need(target.log === state.log && target.seq === state.seq && target.leaf === state.leaf, `#${seq}`);
    for (const digest of value.body.items) found.add(digest);
  }
  return found;
}

/* A text of a public entry may be absent only where an act on the record says so. */
async function textsStep(state) {
  const hidden = await hiddenTexts(state);
  const all = state.entry.value.body.visibility === "public";
  let promised = 0;
  let open = 0;
  for (const item of state.entry.value.sealed) {
    promised += 1;
    const opening = await fetched(`${state.log}/released/${item.digest}`, true);
    if (opening === null) {
      need(!all || hidden.has(item.digest), item.id);
      continue;
    }
    need(hex(await sha256(SEAL, opening)) === item.digest, item.id);
    open += 1;
  }
  return { open, withheld: promised - open };
}

async function attestedStep(state) {
  const others = state.snapshot.attested.filter((each) => each.name !== state.log);
  return others.length ? { names: others.map((each) => each.name).join(", ") } : { none: true };
}

const STEPS = {
  snapshot: snapshotStep,
  place: placeStep,
  same: sameStep,
  keys: keysStep,
  signature: signatureStep,
  approvals: approvalsStep,
  texts: textsStep,
  attested: attestedStep,
};

// -- the page ------------------------------------------------------------------------------------------------------

function say(row, state, values) {
  row.dataset.state = state;
  const words = row.querySelector(`[data-when="${state}"]`);
  for (const each of row.querySelectorAll("[data-when]")) each.hidden = each !== words;
  for (const slot of words ? words.querySelectorAll("[data-value]") : []) {
    slot.textContent = values[slot.dataset.value] ?? "";
  }
}

async function canVerify() {
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32).fill(1), { name: "Ed25519" }, false, ["verify"]);
    return true;
  } catch (error) {
    return error.name !== "NotSupportedError" && Boolean(globalThis.crypto && crypto.subtle);
  }
}

async function verify(section) {
  const state = { log: section.dataset.log, seq: Number(section.dataset.seq), shown: section.dataset.leaf };
  state.rekeyed = section.dataset.rekeyed.split(" ").filter(Boolean).map(Number);
  state.acts = section.dataset.acts.split(" ").filter(Boolean).map(Number);
  const rows = [...section.querySelectorAll("[data-step]")];
  const end = section.querySelector("[data-verdict]");
  for (const row of rows) say(row, "waiting", {});
  say(end, "running", {});
  if (!(await canVerify())) {
    say(end, "unable", {});
    return;
  }
  for (const row of rows) {
    try {
      const values = await STEPS[row.dataset.step](state);
      say(row, values.none ? "none" : "holds", values);
    } catch (error) {
      say(row, "fails", { detail: error instanceof Failed ? error.message : String(error.message || error) });
      say(end, "fails", {});
      return;
    }
  }
  say(end, "holds", {});
}

for (const section of document.querySelectorAll("[data-verify]")) {
  section.hidden = false;
  const button = section.querySelector("button");
  button.addEventListener("click", async () => {
    button.disabled = true;
    await verify(section);
    button.disabled = false;
    section.querySelector("[data-verdict]").focus();
  });
}
