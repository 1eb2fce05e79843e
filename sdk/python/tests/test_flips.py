"""Every single bit of what is signed or proved matters: a flip is refused, or changes nothing that was asked for."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
import vectors

from sallyport import Refusal, Trust, check_checkpoint, check_proof, verify_export

LOG = vectors.SPEC / "log/vectors"


def flips(data: bytes) -> list[bytes]:
    out = []
    for bit in range(8 * len(data)):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        out.append(bytes(changed))
    return out


def survivors(data: bytes, check: Callable[[bytes], object]) -> list[int]:
    """The bits whose flip was not refused."""
    check(data)
    out = []
    for bit, changed in enumerate(flips(data)):
        try:
            check(changed)
        except Refusal as refusal:
            assert refusal.code
        else:
            out.append(bit)
    return out


def test_export_with_any_bit_flipped_is_refused() -> None:
    folder = vectors.SPEC / "receipt/vectors/one"
    key = (folder / "log.vkey").read_text().strip()
    assert survivors((folder / "log.receipts").read_bytes(), lambda data: verify_export(data, key)) == []


def test_export_without_a_key_is_refused_too() -> None:
    data = (vectors.SPEC / "receipt/vectors/one/log.receipts").read_bytes()
    assert survivors(data, verify_export) == []


def load(path: str) -> tuple[bytes, bytes, Trust]:
    case = json.loads((LOG / path).read_text())
    trust = Trust.of(case["origin"], case["vkey"], case["witnesses"], case["quorum"])
    return bytes.fromhex(case.get("note") or case["proof"]), bytes.fromhex(case.get("record", "")), trust


def test_checkpoint_with_any_bit_flipped_is_refused() -> None:
    note, _, trust = load("checkpoint_accept/three_of_three.json")
    assert survivors(note, lambda data: check_checkpoint(data, trust)) == []


def test_proof_with_any_bit_flipped_is_refused() -> None:
    proof, record, trust = load("proof_accept/inner_leaf_two_witnesses.json")
    assert survivors(proof, lambda data: check_proof(data, record, trust)) == []


def test_record_with_any_bit_flipped_is_refused() -> None:
    proof, record, trust = load("proof_accept/inner_leaf_two_witnesses.json")
    assert survivors(record, lambda data: check_proof(proof, data, trust)) == []


@pytest.mark.parametrize("cut", [1, 10, 100])
def test_cut_export_is_refused(cut: int) -> None:
    data = (vectors.SPEC / "receipt/vectors/five/log.receipts").read_bytes()
    with pytest.raises(Refusal):
        verify_export(data[:-cut])
