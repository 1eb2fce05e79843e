"""Every vector of spec/, and the conformance program."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
from typing import Any

import pytest
import vectors

from sallyport.conformance import OPS, answer

PROGRAM = pathlib.Path(__file__).resolve().parents[1] / "conformance"
EVERY = list(vectors.every())


@pytest.mark.parametrize(("request_", "expected"), [v[1:] for v in EVERY], ids=[v[0] for v in EVERY])
def test_vector_of_the_spec_is_answered_as_written(request_: dict[str, Any], expected: dict[str, Any]) -> None:
    answered = answer({"id": 1, **request_})
    assert {name: answered.get(name) for name in expected} == expected


def test_refusal_names_a_place_where_the_contract_says_so_and_nowhere_else() -> None:
    bad = b"[1,]".hex()
    assert answer({"id": 1, "op": "canon", "scheme": "aegis-jcs-1", "document": bad})["offset"] == 3
    assert answer({"id": 1, "op": "receipts", "file": b"x\n".hex()}) == {
        "id": 1,
        "outcome": "refuse",
        "code": "unexpected_character",
        "line": 1,
    }
    assert set(answer({"id": 1, "op": "receipt_hash", "receipt": bad})) == {"id", "outcome", "code"}


def test_there_are_vectors_of_each_kind() -> None:
    kinds = {v[1]["op"] for v in EVERY}
    assert kinds == set(OPS) - {"protect", "prompt", "outcome"}  # these need a gateway: the runner plays it
    assert len(EVERY) > 700


def test_program_answers_every_vector_in_order_and_ends_with_0() -> None:
    requests = [{"id": i, **v[1]} for i, v in enumerate(EVERY)]
    text = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run([str(PROGRAM)], input=text, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["id"] for a in answers] == list(range(len(EVERY)))
    for (name, _, expected), answered in zip(EVERY, answers, strict=True):
        assert {member: answered.get(member) for member in expected} == expected, name


def test_program_survives_lines_that_are_no_requests() -> None:
    bad = [b"\xff\xfe", b"[]", b'{"id":4}', b'{"id":5,"op":"canon"}', b'{"id":6,"op":"canon","scheme":"x","document":"zz"}']
    lines = b"\n".join([*bad, b'{"id":7,"op":"root","leaves":[]}', b""])
    done = subprocess.run([str(PROGRAM)], input=lines, capture_output=True, timeout=60)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [a["outcome"] for a in answers] == ["unsupported"] * 5 + ["accept"]
    assert [a["id"] for a in answers] == [None, None, 4, 5, 6, 7]


def test_offline_parts_need_no_httpx() -> None:
    code = "import sys; sys.modules['httpx'] = None; import sallyport, sallyport.conformance; print(sallyport.canonical([1]))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        env={"PYTHONPATH": str(PROGRAM.parent / "src")},
    )
    assert done.stdout == "b'[1]'\n", done.stderr
