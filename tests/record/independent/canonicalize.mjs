// Reads one JSON value a line, writes what npm's canonicalize makes of it, a line each.
import { createInterface } from "node:readline";
import canonicalize from "canonicalize";

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  process.stdout.write(`${canonicalize(JSON.parse(line))}\n`);
}
