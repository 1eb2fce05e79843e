"""What others published: Merkle proofs, notes, checkpoints, hostile JSON, numbers, and the vectors of aegisagent."""

from __future__ import annotations

import base64
import csv
import gzip
import json
import pathlib
import re
import struct
from typing import Any

import pytest
from vectors import corpora

from sallyport import (
    Action,
    Refusal,
    Scheme,
    SignedNote,
    Tree,
    Trust,
    VerifierKey,
    canonical,
    check_checkpoint,
    check_consistency,
    check_inclusion,
    parse,
    verify_export,
)
from sallyport.merkle import check_subtree
from sallyport.note import ED25519
from sallyport.numbers import MAX_SAFE_INTEGER, text

CORPORA = corpora() or pathlib.Path("missing")
pytestmark = pytest.mark.skipif(corpora() is None, reason="skipped: no corpora")


def b64(value: str | None) -> bytes:
    return base64.b64decode(value or "")


def check_merkle(kind: str, case: dict[str, Any]) -> None:
    proof = [b64(each) for each in case["proof"] or []]
    if kind == "inclusion":
        check_inclusion(b64(case["leafHash"]), case["leafIdx"], case["treeSize"], proof, b64(case["root"]))
    elif kind == "consistency":
        check_consistency(case["size1"], case["size2"], proof, b64(case["root1"]), b64(case["root2"]))
    elif kind == "subtreeinclusion":
        start, end = case["start"], case["end"]
        leaf = b64(case["leafHash"])
        # A subtree is a tree of its own; one leaf is a subtree too.
        if not (0 <= start < end) or start % (1 << (end - start - 1).bit_length()):
            raise Refusal("proof_sizes", "no subtree has this place")
        check_inclusion(leaf, case["leafIdx"] - start, end - start, proof, b64(case["root"]))
    else:
        roots = b64(case["root1"]), b64(case["root2"])
        check_subtree(case["start"], case["end"], case["size"], proof, *roots)


@pytest.mark.parametrize(
    ("kind", "count"), [("inclusion", 98), ("consistency", 98), ("subtreeinclusion", 204), ("subtreeconsistency", 118)]
)
def test_published_merkle_proofs_are_judged_alike(kind: str, count: int) -> None:
    paths = sorted((CORPORA / "tlog/merkle" / kind).rglob("*.json"))
    wrong = []
    for path in paths:
        case = json.loads(path.read_text())
        try:
            check_merkle(kind, case)
            refused = False
        except Refusal:
            refused = True
        if refused != case["wantErr"]:
            wrong.append(f"{path.parent.name}/{path.name}: {case['desc']}")
    assert len(paths) == count
    assert wrong == []


def test_published_reference_tree_has_these_roots() -> None:
    reference = json.loads((CORPORA / "tlog/rfc6962_reference_tree.json").read_text())
    roots = next(value for name, value in reference.items() if "root" in name)
    tree = Tree()
    seen = [tree.root().hex()]
    for leaf in reference["leaf_inputs_hex"]:
        tree.append(bytes.fromhex(leaf))
        seen.append(tree.root().hex())
    flat = list(roots.values()) if isinstance(roots, dict) else roots
    assert seen[-len(flat) :] == flat


def test_published_note_verifies() -> None:
    note = SignedNote.parse((CORPORA / "tlog/c2sp/signed-note.txt").read_bytes())
    key = VerifierKey.parse((CORPORA / "tlog/c2sp/signed-note.vkey").read_text().strip())
    assert note.check([key]) == [key]


def requests(name: str) -> list[str]:
    """The bodies that a witness's test script sends."""
    script = (CORPORA / "tlog/torchwood" / name).read_text()
    return re.findall(r"add-checkpoint\n```\n(.*?)```", script, re.DOTALL)


def test_checkpoint_of_the_go_checksum_database_verifies() -> None:
    script = (CORPORA / "tlog/torchwood/sumdb.txt").read_text()
    found = re.search(r"sum\.golang\.org\+\S+", script)
    assert found
    (body,) = requests("sumdb.txt")
    note = body.partition("\n\n")[2].encode()
    accepted = check_checkpoint(note, Trust.of("go.sum database tree", found.group()))
    assert accepted.checkpoint.size == 35225469


def test_exchange_with_a_witness_is_consistent_where_the_witness_said_so() -> None:
    script = (CORPORA / "tlog/torchwood/litewitness.txt").read_text()
    found = re.search(r"-key=([0-9a-f]{64})", script)
    assert found
    roots: dict[int, bytes] = {}
    held, signed, refused = 0, 0, 0
    for body in requests("litewitness.txt"):
        head, _, note = body.partition("\n\n")
        lines = head.split("\n")
        origin, size, root = note.split("\n")[:3]
        key = VerifierKey(origin, ED25519, bytes.fromhex(found.group(1)))
        try:
            SignedNote.parse(note.encode()).check([key])
            signed += 1
        except Refusal:
            refused += 1
            continue
        old = int(lines[0].removeprefix("old "))
        try:
            if old:
                check_consistency(old, int(size), [b64(line) for line in lines[1:]], roots[old], b64(root))
                held += 1
            roots[int(size)] = b64(root)
        except (Refusal, KeyError):
            pass
    assert sorted(roots)[:1] == [1]
    assert held >= 2
    assert refused >= 1


ACCEPTED = {
    "nfc", "nfd", "nul", "del", "ls", "slash", "sort_utf16", "top_scalar", "top_number", "top_null", "proto_key", "toJSON",
    "constructor", "exp_upper", "exp_int", "trailing_zero", "float_int", "min_subnormal",
}  # fmt: skip


def test_hostile_documents_are_read_in_one_way_or_refused() -> None:
    with gzip.open(CORPORA / "jcs/hostile.tsv.gz", "rt") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    accepted = set()
    for name, data in rows:
        try:
            form = canonical(parse(bytes.fromhex(data)))
        except Refusal as refusal:
            assert refusal.offset is not None
            continue
        accepted.add(name)
        assert json.loads(form) == json.loads(bytes.fromhex(data))
        assert canonical(parse(form)) == form
    assert len(rows) == 66
    assert accepted == ACCEPTED


def es6_lines() -> list[tuple[float, str]]:
    opened = [(CORPORA / "jcs/es6testfile_1000.txt").read_text()]
    opened.append(gzip.decompress((CORPORA / "jcs/es6testfile_10000.txt.gz").read_bytes()).decode())
    pairs = [line.split(",") for part in opened for line in part.splitlines()]
    with (CORPORA / "jcs/rfc8785_appendix_b.csv").open() as file:
        pairs += [row for row in list(csv.reader(file))[1:] if row[1]]
    return [(struct.unpack(">d", bytes.fromhex(bits.rjust(16, "0")))[0], expected) for bits, expected in pairs]


def test_numbers_have_the_text_that_ecmascript_gives_them() -> None:
    checked = beyond = 0
    for value, expected in es6_lines():
        if value == int(value) and abs(value) > MAX_SAFE_INTEGER:
            with pytest.raises(Refusal):
                text(value)
            beyond += 1
        elif value != 0:
            assert text(value) == expected
            assert parse(expected.encode()) == value
            checked += 1
    assert checked > 5_000
    assert beyond > 3_000


@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode", "values", "weird"])
def test_published_forms_of_jcs_or_a_refusal(name: str) -> None:
    folder = CORPORA / "jcs/cyberphone"
    try:
        form = canonical(parse((folder / f"input/{name}.json").read_bytes()))
    except Refusal as refusal:
        # The published document holds 333333333.33333329 and 1E30, which a double changes or other integers share.
        assert (name, refusal.code) == ("values", "number_not_canonical")
        return
    assert form == (folder / f"output/{name}.json").read_bytes().rstrip(b"\n")


def test_aegisagents_actions_have_their_bytes() -> None:
    vectors = json.loads((CORPORA / "aegisagent/canonical_action_vectors.json").read_text())["vectors"]
    for vector in vectors:
        document = json.dumps(vector["tool_call"]).encode()
        assert Action.parse(document).canonical(Scheme.AEGIS_JCS_1) == vector["canonical"].encode(), vector["name"]
    assert len(vectors) == 4


def test_aegisagents_chain_links_up() -> None:
    receipts = json.loads((CORPORA / "aegisagent/receipt_chain_vectors.json").read_text())["receipts"]
    verdict = verify_export(json.dumps(receipts).encode())
    lines = "".join(json.dumps(receipt) + "\n" for receipt in receipts).encode()
    assert verdict == verify_export(lines)
    assert verdict.count == len(receipts)
    receipts[1]["decision"] = "allow"
    with pytest.raises(Refusal, match="hash_mismatch"):
        verify_export(json.dumps(receipts).encode())
