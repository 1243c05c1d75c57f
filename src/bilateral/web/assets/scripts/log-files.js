/* Reading a log's files (spec/checkpoint.md) with WebCrypto: bytes, verifier keys, the signed snapshot, the tree through its
   tiles. What it means for an entry is verify.js's affair. */

export const encoder = new TextEncoder();
export const decoder = new TextDecoder("utf-8", { fatal: true });
export const ENTRY = encoder.encode("bilateral/entry/v1\n");
export const KEYS = encoder.encode("bilateral/keys/v1\n");
export const SEAL = encoder.encode("bilateral/seal/v1\n");
const WIDTH = 256;

export class Failed extends Error {}

export function need(good, detail) {
  if (!good) throw new Failed(detail || "");
}

// -- bytes ---------------------------------------------------------------------------------------------------------

export function join(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
export const unhex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
export const unbase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
export const same = (a, b) => a.length === b.length && a.every((byte, n) => byte === b[n]);
export const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));
export const leafHash = (data) => sha256(Uint8Array.of(0), data);
const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);

export async function signedBy(key, message, signature) {
  const known = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, known, signature, message);
}

export async function fetched(path, optional = false) {
  const answer = await fetch(`/log/${path}`, { cache: "no-cache", credentials: "omit" });
  if (optional && answer.status === 404) return null;
  need(answer.ok, path);
  return new Uint8Array(await answer.arrayBuffer());
}

// -- the signed snapshot -------------------------------------------------------------------------------------------

export async function verifierKeys(text) {
  return Promise.all(text.trimEnd().split("\n").map(async (line) => {
    const [name, id, ...rest] = line.split("+");
    const data = unbase64(rest.join("+"));
    const hash = await sha256(encoder.encode(`${name}\n`), data);
    need(data.length === 33 && hex(hash.slice(0, 4)) === id, "verifiers.txt");
    return { name, id, type: data[0], key: data.slice(1), line };
  }));
}

export async function openSnapshot(log, keys) {
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

export class Tree {
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
