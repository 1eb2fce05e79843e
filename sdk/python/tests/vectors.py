"""The vectors of spec/ as requests of the conformance contract, with the answer that each must get."""

from __future__ import annotations

import hashlib
import json
import os
import pathlib
from collections.abc import Iterator
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parents[3]
SPEC = ROOT / "spec"
Vector = tuple[str, dict[str, Any], dict[str, Any]]


def corpora() -> pathlib.Path | None:
    """Where the corpora of others lie, if they are there."""
    folder = pathlib.Path(os.environ.get("SALLYPORT_CORPORA", ROOT / "../shared/corpora"))
    return folder.resolve() if folder.is_dir() else None


def every() -> Iterator[Vector]:
    """Name, request, and the members that the answer must have."""
    yield from action()
    yield from receipt()
    yield from values()
    yield from log()


def action() -> Iterator[Vector]:
    for path in sorted((SPEC / "action/vectors").glob("*/*.json")):
        vector = json.loads(path.read_text())
        op = "action" if path.parent.name.startswith("action_") else "canon"
        for scheme, prefix in (("sallyport-jcs-2", ""), ("aegis-jcs-1", "aegis_")):
            request = {"op": op, "scheme": scheme, "document": vector["hex"]}
            hash_name = "aegis_hash" if prefix else "action_hash"
            name = f"action/{path.parent.name}/{path.stem} {scheme}"
            if prefix + "canonical" in vector:
                form = vector[prefix + "canonical"].encode().hex()
                yield name, request, {"outcome": "accept", "output": {"canonical": form, "hash": vector[hash_name]}}
            elif "code" in vector and (path.parent.name != "aegis_fail" or prefix):
                places = {"offset": vector["offset"]} if "offset" in vector else {}
                yield name, request, {"outcome": "refuse", "code": vector["code"], **places}
            elif prefix:
                yield name, request, {"outcome": "refuse", "code": "number_not_portable"}


def receipt() -> Iterator[Vector]:
    for path in sorted((SPEC / "receipt/vectors").glob("*/expected.json")):
        expected = json.loads(path.read_text())
        request = {"op": "receipts", "file": (path.parent / "log.receipts").read_bytes().hex()}
        vkey = path.parent / "log.vkey"
        if vkey.exists():
            request["vkey"] = vkey.read_text().strip()
        verdict = expected.pop("verdict")
        answer = {"outcome": "refuse", **expected} if verdict == "fault" else {"outcome": "accept", "output": expected}
        yield f"receipt/{path.parent.name}", request, answer


def rows(name: str) -> Iterator[list[str]]:
    for line in (SPEC / "receipt/vectors/values" / name).read_text().splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def values() -> Iterator[Vector]:
    def accept(**output: Any) -> dict[str, Any]:
        return {"outcome": "accept", "output": output}

    for sequence, text, digest in rows("receipt_hash.tsv"):
        yield f"values/receipt {sequence}", {"op": "receipt_hash", "receipt": text.encode().hex()}, accept(hash=digest)
    for kind, salt, content, digest in rows("commitment.tsv"):
        yield (
            f"values/{kind}",
            {"op": "commitment", "kind": kind, "salt": salt, "content": content},
            accept(hash=digest),
        )
    leaves: list[str] = []
    roots: dict[int, str] = {}
    for row in rows("tree.tsv"):
        kind, rest = row[0], row[1:]
        if kind == "leaf":
            leaves.append(rest[1])
        elif kind == "root":
            size = int(rest[0])
            roots[size] = rest[1]
            yield f"values/root {size}", {"op": "root", "leaves": leaves[:size]}, accept(root=rest[1])
        elif kind == "inclusion":
            leaf = hashlib.sha256(b"\0" + bytes.fromhex(leaves[int(rest[0])])).hexdigest()
            request = {
                "leaf_hash": leaf,
                "index": rest[0],
                "size": rest[1],
                "proof": path(rest),
                "root": roots[int(rest[1])],
            }
            yield f"values/inclusion {rest[0]} of {rest[1]}", {"op": kind, **request}, accept()
        elif kind == "consistency":
            sizes = {"size1": rest[0], "size2": rest[1], "root1": roots[int(rest[0])], "root2": roots[int(rest[1])]}
            yield f"values/consistency {rest[0]} to {rest[1]}", {"op": kind, **sizes, "proof": path(rest)}, accept()


def path(row: list[str]) -> list[str]:
    return row[2].split(",") if len(row) > 2 and row[2] else []


def log() -> Iterator[Vector]:
    for path in sorted((SPEC / "log/vectors").glob("*/*.json")):
        request = json.loads(path.read_text())
        name = request.pop("name")
        if "code" in request:
            yield f"log/{path.parent.name}/{name}", request, {"outcome": "refuse", "code": request.pop("code")}
        else:
            yield f"log/{path.parent.name}/{name}", request, {"outcome": "accept", "output": request.pop("output")}
