/* Passkeys of officials that signed an entry too (spec/approvals.md), checked with WebCrypto. */

import { decoder, encoder, join, need, same, sha256, signedBy, unbase64, unhex } from "./log-files.js";

const APPROVAL = encoder.encode("bilateral/approval/v1\n");
const COVERED = ["act", "attachments", "body", "changes", "log", "office", "refs", "sealed", "target", "v"];
const ORIGIN = /^(?:https:\/\/([a-z0-9.-]+)|http:\/\/(localhost))(?::[1-9][0-9]{0,4})?$/;
const MOST = 16;

/* RFC 8785, for values that came out of canonical bytes: whole numbers, keys in ASCII. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(",")}}`;
}

const base64url = (data) =>
  btoa(String.fromCharCode(...data)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function starts(data, frame) {
  return same(data.slice(0, frame.length / 2), unhex(frame));
}

/* A COSE key in the one way in which it may stand (the page's table), ready to check with. */
async function checker(cose, place) {
  if (cose.length === 77 && starts(cose, "a5010203262001215820") && starts(cose.slice(42), "225820")) {
    const point = join(Uint8Array.of(4), cose.slice(10, 42), cose.slice(45));
    const how = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", point, how, false, ["verify"]);
    return (message, sig) => crypto.subtle.verify(how, key, pair(sig, place), message);
  }
  if (cose.length === 42 && starts(cose, "a4010103272006215820")) {
    return (message, sig) => signedBy(cose.slice(10), message, sig);
  }
  const size = cose.length - 16;
  need(starts(cose, "a401030339010020") && starts(cose.slice(-5), "2143010001") && [256, 384, 512].includes(size), place);
  need(cose[8] === 0x59 && cose[9] * 256 + cose[10] === size && cose[11] >= 0x80, place);
  const how = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const numbers = { kty: "RSA", n: base64url(cose.slice(11, -5)), e: "AQAB" };
  const key = await crypto.subtle.importKey("jwk", numbers, how, false, ["verify"]);
  return (message, sig) => crypto.subtle.verify(how, key, sig, message);
}

/* The two numbers of an ECDSA signature out of their DER, each in 32 bytes. */
function pair(der, place) {
  need(der[0] === 0x30 && der[1] === der.length - 2 && der.length <= 72, place);
  const found = new Uint8Array(64);
  let at = 2;
  for (const half of [32, 64]) {
    const length = der[at + 1];
    need(der[at] === 2 && length > 0 && at + 2 + length <= der.length, place);
    let number = der.slice(at + 2, at + 2 + length);
    if (number.length === 33 && number[0] === 0) number = number.slice(1);
    need(number.length <= 32, place);
    found.set(number, half - number.length);
    at += 2 + length;
  }
  need(at === der.length, place);
  return found;
}

/* The site on which a passkey signed just this act. */
async function holds(entry, approval, place) {
  const [client, data] = [unbase64(approval.client), unbase64(approval.authenticator)];
  const content = Object.fromEntries(COVERED.map((name) => [name, entry[name]]));
  const challenge = await sha256(APPROVAL, unhex(approval.nonce), encoder.encode(canonical(content)));
  const said = JSON.parse(decoder.decode(client));
  need(said.type === "webauthn.get" && (said.crossOrigin ?? false) === false && !("topOrigin" in said), place);
  need(said.challenge === base64url(challenge), place);
  const site = ORIGIN.exec(said.origin);
  need(site && same(data.slice(0, 32), await sha256(encoder.encode(site[1] || site[2]))), place);
  const flags = data[32];
  need((flags & 0x05) === 0x05 && !(flags & 0x40) && Boolean(flags & 0x80) === data.length > 37, place);
  const check = await checker(unbase64(approval.key), place);
  need(await check(join(data, await sha256(client)), unbase64(approval.sig)), place);
  return said.origin;
}

/* How many passkeys signed this entry too, on which sites; one that doesn't hold fails, one of another kind is counted. */
export async function approvalsOf(entry) {
  const keys = new Set();
  const sites = new Set();
  let unknown = 0;
  for (const [n, approval] of entry.approvals.entries()) {
    if (approval.type !== "webauthn") {
      unknown += 1;
      continue;
    }
    need(n < MOST, `approvals[${n}]`);
    sites.add(await holds(entry, approval, `approvals[${n}]`));
    keys.add(approval.key);
  }
  return { held: keys.size, sites: [...sites].join(", ") || "–", unknown, none: !entry.approvals.length };
}
