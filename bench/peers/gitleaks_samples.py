#!/usr/bin/env python3
"""What the rules of gitleaks are tested with by their authors, random parts drawn anew: rows {rule, label, text}, one a line.
Usage: gitleaks_samples.py MODULE OUT, where MODULE is the unpacked module of gitleaks 8.28 (`go mod download`); a copy of it is changed so
that it writes its samples down, and run. The tests of secret-guard read OUT if SALLYPORT_SAMPLES names it."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

WRITE = """func dump(rule, label, text string) {
\tf, _ := os.OpenFile(os.Getenv("SAMPLES"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
\tdefer f.Close()
\tb, _ := json.Marshal(map[string]string{"rule": rule, "label": label, "text": text})
\t_, _ = f.Write(append(b, '\\n'))
}

func Validate(rule"""


def changed(source: str) -> str:
    source = source.replace('"strings"\n', '"encoding/json"\n\t"os"\n\t"strings"\n', 1).replace("func Validate(rule", WRITE, 1)
    for label, kind in (("tp", "truePositives"), ("fp", "falsePositives")):
        for key in ("_", "path"):
            head = f"for {key}, {label} := range {kind} {{"
            source = source.replace(head, head + f'\n\t\tdump(r.RuleID, "{label}", {label})')
    return source.replace("logging.Fatal()", "logging.Warn()")


def main() -> int:
    module, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, "module")
        shutil.copytree(module, copy, copy_function=shutil.copyfile)
        for entry in [copy, *copy.rglob("*")]:
            entry.chmod(0o755)
        validate = copy / "cmd/generate/config/utils/validate.go"
        validate.write_text(changed(validate.read_text(encoding="utf-8")), encoding="utf-8")
        out.unlink(missing_ok=True)
        environment = {**os.environ, "SAMPLES": str(out), "GOFLAGS": "-mod=mod"}
        subprocess.run(
            ["go", "run", ".", f"{folder}/config.toml"], cwd=copy / "cmd/generate/config", env=environment, check=True, capture_output=True)
    with out.open(encoding="utf-8") as rows:
        print(sum(1 for _ in rows), "samples")
    return 0


if __name__ == "__main__":
    sys.exit(main())
