#!/usr/bin/env python3
"""Locks the vectors of the formats whose bytes never change: writes their digests to spec/vectors.lock. A new vector is added
to the lock by running this; a locked vector that changed, or is gone, is told and not written: a scheme that would have other
bytes is a new scheme, in a folder of its own. The house's tests compare the lock."""

import hashlib
import pathlib
import sys

SPEC = pathlib.Path(__file__).resolve().parent
LOCK = SPEC / "vectors.lock"
LOCKED = ("action/vectors", "receipt/vectors", "log/vectors", "conformance/vectors")


def digests() -> dict[str, str]:
    files = (path for folder in LOCKED for path in (SPEC / folder).rglob("*") if path.is_file() and path.name not in ("README.md", "make.py"))
    return {path.relative_to(SPEC).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def main() -> int:
    locked = dict(reversed(line.split("  ", 1)) for line in LOCK.read_text().splitlines()) if LOCK.exists() else {}
    now = digests()
    changed = sorted(name for name, digest in locked.items() if now.get(name) != digest)
    for name in changed:
        print(f"lock: {name} is not what was locked: its bytes are a promise", file=sys.stderr)
    if changed:
        return 1
    LOCK.write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(now.items())))
    print(len(now), "vectors locked,", len(now) - len(locked), "of them new")
    return 0


if __name__ == "__main__":
    sys.exit(main())
