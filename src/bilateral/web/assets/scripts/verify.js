/* Verifies one entry of the record in the reader's browser, with WebCrypto and nothing else.

   It reads the same static files as any other verifier (spec/checkpoint.md, spec/entry.md, spec/seal.md): the signed
   snapshot, the tiles, the entry's bytes, the released texts. It asks the server for no opinion. The words of every
   step stand in the page, in the reader's language; this script only says which of them holds. */

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });
const ENTRY = encoder.encode("bilateral/entry/v1\n");
const SEAL = encoder.encode("bilateral/seal/v1\n");
const WIDTH = 256;

class Failed extends Error {}

function need(good, detail) {
  if (!good) throw new Failed(detail || "");
}

// -- bytes ---------------------------------------------------------------------------------------------------------

function join(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const unhex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
const unbase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const same = (a, b) => a.length === b.length && a.every((byte, n) => byte === b[n]);
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));
const leafHash = (data) => sha256(Uint8Array.of(0), data);
const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);

async function signedBy(key, message, signature) {
  const known = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, known, signature, message);
}

async function fetched(path, optional = false) {
  const answer = await fetch(`/log/${path}`, { cache: "no-cache", credentials: "omit" });
  if (optional && answer.status === 404) return null;
  need(answer.ok, path);
  return new Uint8Array(await answer.arrayBuffer());
}

// -- the signed snapshot -------------------------------------------------------------------------------------------

async function verifierKeys(text) {
  return Promise.all(text.trimEnd().split("\n").map(async (line) => {
    const [name, id, ...rest] = line.split("+");
    const data = unbase64(rest.join("+"));
    const hash = await sha256(encoder.encode(`${name}\n`), data);
    need(data.length === 33 && hex(hash.slice(0, 4)) === id, "verifiers.txt");
    return { name, id, type: data[0], key: data.slice(1), line };
  }));
}

async function openSnapshot(log, keys) {
  const note = decoder.decode(await fetched(`${log}/checkpoint`));
  const split = note.lastIndexOf("\n\n");
  need(split > 0, "checkpoint");
  const text = encoder.encode(note.slice(0, split + 1));
  const [origin, size, root] = note.slice(0, split).split("\n");
  need(origin === log && /^\d+$/.test(size), "checkpoint");
  const found = { size: Number(size), root: unbase64(root), signed: false, attested: [] };
  for (const line of note.slice(split + 2).trimEnd().split("\n")) {
    const [, name, encoded] = line.split(" ");
    const data = unbase64(encoded);
    const key = keys.find((known) => known.name === name && known.id === hex(data.slice(0, 4)));
    if (!key) continue;
    if (key.type === 1) {
      need(await signedBy(key.key, text, data.slice(4)), name);
      found.signed = found.signed || name === log;
    } else {
      const time = new DataView(data.buffer, data.byteOffset + 4, 8).getBigUint64(0);
      const message = join(encoder.encode(`cosignature/v1\ntime ${time}\n`), text);
      need(await signedBy(key.key, message, data.slice(12)), name);
      found.attested.push({ name, time: Number(time) });
    }
  }
  need(found.signed, log);
  return found;
}

// -- the tree, read through its tiles ------------------------------------------------------------------------------

function tilePath(level, index, width) {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, "0");
  const groups = padded.match(/.../g);
  const name = groups.map((group, n) => (n < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${level}/${name}${width === WIDTH ? "" : `.p/${width}`}`;
}

class Tree {
  constructor(log, size) {
    this.log = log;
    this.size = size;
    this.tiles = new Map();
  }

  async tile(level, index) {
    const place = `${level}/${index}`;
    if (!this.tiles.has(place)) {
      const count = level === "entries" ? this.size : Math.floor(this.size / 2 ** (8 * level));
      const width = Math.min(WIDTH, count - index * WIDTH);
      const partial = await fetched(`${this.log}/${tilePath(level, index, width)}`, width < WIDTH);
      this.tiles.set(place, partial || (await fetched(`${this.log}/${tilePath(level, index, WIDTH)}`)));
    }
    return this.tiles.get(place);
  }

  async entry(seq) {
    const bundle = await this.tile("entries", Math.floor(seq / WIDTH));
    let at = 0;
    for (let n = 0; n < seq % WIDTH; n += 1) at += 2 + (bundle[at] << 8) + bundle[at + 1];
    const length = (bundle[at] << 8) + bundle[at + 1];
    need(at + 2 + length <= bundle.length, `#${seq}`);
    return bundle.slice(at + 2, at + 2 + length);
  }

  /* The hash over leaves low..high, where low is a multiple of the smallest power of two >= high - low. */
  async range(low, high) {
    const width = high - low;
    const height = Math.log2(width);
    if (Number.isInteger(height)) return this.subtree(height, low / width);
    const split = low + 2 ** Math.floor(height);
    return nodeHash(await this.range(low, split), await this.range(split, high));
  }

  async subtree(height, index) {
    const level = Math.floor(height / 8);
    const first = index * 2 ** (height % 8);
    const tile = await this.tile(level, Math.floor(first / WIDTH));
    const start = (first % WIDTH) * 32;
    let row = [];
    for (let n = 0; n < 2 ** (height % 8); n += 1) row.push(tile.slice(start + 32 * n, start + 32 * n + 32));
    need(row.every((hash) => hash.length === 32), "tile");
    while (row.length > 1) {
      row = await Promise.all(row.filter((_, n) => n % 2 === 0).map((left, n) => nodeHash(left, row[2 * n + 1])));
    }
    return row[0];
  }

  /* The root that follows from this leaf at this place: the siblings come from the tiles, the leaf from its bytes. */
  async rootWith(leaf, seq, low = 0, high = this.size) {
    if (high - low === 1) return leaf;
    let span = 1;
    while (span * 2 < high - low) span *= 2;
    const split = low + span;
    if (seq < split) return nodeHash(await this.rootWith(leaf, seq, low, split), await this.range(split, high));
    return nodeHash(await this.range(low, split), await this.rootWith(leaf, seq, split, high));
  }
}

// -- the steps -----------------------------------------------------------------------------------------------------

async function snapshotStep(state) {
  state.keys = await verifierKeys(decoder.decode(await fetched("verifiers.txt")));
  state.snapshot = await openSnapshot(state.log, state.keys);
  need(state.seq < state.snapshot.size, `${state.snapshot.size}`);
  return { size: state.snapshot.size };
}

async function placeStep(state) {
  const tree = new Tree(state.log, state.snapshot.size);
  for (const [name, seq] of [["genesis", 0], ["entry", state.seq]]) {
    const data = await tree.entry(seq);
    need(same(await tree.rootWith(await leafHash(data), seq), state.snapshot.root), `#${seq}`);
    state[name] = { data, text: decoder.decode(data) };
    state[name].value = JSON.parse(state[name].text);
  }
  state.leaf = hex(await leafHash(state.entry.data));
  return { leaf: state.leaf };
}

async function sameStep(state) {
  need(state.entry.value.log === state.log && state.entry.value.seq === state.seq, state.log);
  need(state.shown === state.leaf, state.shown);
  return {};
}

async function signatureStep(state) {
  const { signer, sig } = state.entry.value;
  const declared = state.genesis.value.body.keys;
  const key = unhex(declared.entry);
  need(hex(await sha256(key)).slice(0, 32) === signer, signer);
  const pinned = state.keys.find((known) => known.name === state.log && known.type === 1);
  need(pinned && pinned.line === declared.checkpoint, "verifiers.txt");
  const marked = `"sig":"${sig}",`;
  need(state.entry.text.split(marked).length === 2, "sig");
  const message = join(ENTRY, encoder.encode(state.entry.text.replace(marked, "")));
  need(await signedBy(key, message, unbase64(sig)), signer);
  return { signer };
}

async function textsStep(state) {
  let promised = 0;
  let open = 0;
  for (const item of state.entry.value.sealed) {
    promised += 1;
    const opening = await fetched(`${state.log}/released/${item.digest}`, true);
    if (opening === null) continue;
    need(hex(await sha256(SEAL, opening)) === item.digest, item.id);
    open += 1;
  }
  const withheld = promised - open;
  need(withheld === 0 || state.entry.value.body.visibility !== "public", `${withheld}`);
  return { open, withheld };
}

async function attestedStep(state) {
  const others = state.snapshot.attested.filter((each) => each.name !== state.log);
  return others.length ? { names: others.map((each) => each.name).join(", ") } : { none: true };
}

const STEPS = {
  snapshot: snapshotStep,
  place: placeStep,
  same: sameStep,
  signature: signatureStep,
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
