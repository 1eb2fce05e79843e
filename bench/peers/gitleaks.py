#!/usr/bin/env python3
"""gitleaks, unchanged, over its own fixtures: how many it finds, counted as the tests of secret-guard count. Usage: gitleaks.py BINARY FIXTURES,
where FIXTURES is a file of objects {rule, label, text, path?}, one a line. Installed by `go install github.com/zricethezav/gitleaks/v8@v8.28.0`."""

import json
import pathlib
import subprocess
import sys
import tempfile
import time


def main() -> int:
    binary, fixtures = sys.argv[1], pathlib.Path(sys.argv[2])
    rows = [json.loads(line) for line in fixtures.read_text(encoding="utf-8").splitlines() if line]
    with tempfile.TemporaryDirectory() as folder:
        for number, row in enumerate(rows):
            home = pathlib.Path(folder, "fixtures", str(number))
            home.mkdir(parents=True)
            (home / pathlib.PurePath(row.get("path", "a.txt")).name).write_text(row["text"], encoding="utf-8")
        report = pathlib.Path(folder, "report.json")
        began = time.monotonic()
        subprocess.run(
            [binary, "detect", "--no-git", "-s", f"{folder}/fixtures", "-f", "json", "-r", str(report), "--exit-code", "0"],
            check=True, capture_output=True)
        seconds = time.monotonic() - began
        found = {int(pathlib.PurePath(one["File"]).parent.name) for one in json.loads(report.read_text())}
    positive = [n for n, row in enumerate(rows) if row["label"] == "tp"]
    hits = len(found.intersection(positive))
    print(f"precision {hits}/{len(found)}, recall {hits}/{len(positive)}, {seconds:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
