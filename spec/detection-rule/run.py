#!/usr/bin/env python3
"""Runs these vectors through any engine that has the two commands of Sallyport: `ENGINE rules check --json DIR` and
`ENGINE rules eval --json --rules FILE --events FILE`. Usage: run.py ENGINE... ; exit 1 if a vector disagrees."""

import json
import pathlib
import subprocess
import sys

VECTORS = pathlib.Path(__file__).resolve().parent / "vectors"


def rows(engine: list[str], *words: str) -> list[dict]:
    ran = subprocess.run([*engine, "rules", *words], capture_output=True, text=True, check=False)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def main(engine: list[str]) -> int:
    wrong = []
    refused = json.loads((VECTORS / "refuse" / "expected.json").read_text())
    seen = {row["file"]: row for row in rows(engine, "check", "--json", str(VECTORS / "refuse")) if "file" in row}
    for name, wanted in refused.items():
        row = seen.get(name + ".yml", {})
        if row.get("verdict") != "refused" or any(row.get(key) != value for key, value in wanted.items()):
            wrong.append(f"refuse/{name}: wanted {wanted}, seen {row}")
    matches = json.loads((VECTORS / "match" / "expected.json").read_text())
    for name, wanted in matches.items():
        rule, events = (str(VECTORS / "match" / (name + ending)) for ending in (".yml", ".jsonl"))
        hits = [row["index"] for row in rows(engine, "eval", "--json", "--rules", rule, "--events", events)]
        if hits != wanted:
            wrong.append(f"match/{name}: wanted {wanted}, seen {hits}")
    print("\n".join([*wrong, f"{len(refused) + len(matches) - len(wrong)} of {len(refused) + len(matches)} agree"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
