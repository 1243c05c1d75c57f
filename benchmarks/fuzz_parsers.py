"""Breaks good bytes in new ways at every parser of the record, for as long as one likes.

    python -m benchmarks.fuzz_parsers --minutes 30 [--seed 1] [--only "verified proof"] [--keep crashes/]

Every round takes the next parser, one of its examples or of what it once answered in a new way, breaks it, and looks
that nothing but a Fault comes out; every 200th is measured for memory and work. What was answered in a way not seen
before is kept and broken further, so the run goes deeper the longer it lasts. A crash is written to --keep with what is
needed to repeat it, and the exit code is 1.
"""

import argparse
import random
import time
import traceback
from hashlib import sha256
from pathlib import Path

from tests.record.fuzz.mutate import mutate
from tests.record.fuzz.targets import TARGETS
from tests.record.fuzz.watch import check

KEPT_PER_TARGET = 400


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**9)
    parser.add_argument("--only", default="", help="parsers whose name has this in it")
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz-crashes"))
    return parser.parse_args()


def keep(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name.replace('/', '-').replace(' ', '-')}-{sha256(data).hexdigest()[:16]}"
    path.write_bytes(data)
    path.with_name(f"{path.name}.txt").write_text(traceback.format_exc(), encoding="utf-8")
    return path


def main() -> int:
    asked = arguments()
    chance, ends = random.Random(asked.seed), time.monotonic() + 60 * asked.minutes
    targets = {name: target for name, target in TARGETS.items() if asked.only in name}
    pools = {name: list(target.seeds) for name, target in targets.items()}
    seen: dict[str, dict[str, int]] = {name: {} for name in targets}
    rounds = crashes = 0
    print(f"seed {asked.seed}, {len(targets)} parsers, {asked.minutes:g} minutes", flush=True)
    while targets and time.monotonic() < ends:
        for name, target in targets.items():
            rounds += 1
            data = mutate(chance.choice(pools[name]), chance)
            try:
                found = check(target, data, measured=rounds % 200 == 0)
            except Exception:
                crashes += 1
                print(f"{name}: {keep(asked.keep, name, data)}", flush=True)
                continue
            # How long the input is goes into what counts as new: depth and size are ways of being different too.
            found = f"{found} {len(data).bit_length()}"
            if not seen[name].get(found) and len(pools[name]) < KEPT_PER_TARGET and len(data) < 1 << 16:
                pools[name].append(data)
            seen[name][found] = seen[name].get(found, 0) + 1
    for name in targets:
        codes = sorted({found.split(" ")[0] for found in seen[name]})
        print(f"{name}: {sum(seen[name].values())} inputs, {len(codes)} answers: {', '.join(codes)}")
    print(f"{rounds} rounds, {crashes} crashes")
    return 1 if crashes or not rounds else 0


if __name__ == "__main__":
    raise SystemExit(main())
