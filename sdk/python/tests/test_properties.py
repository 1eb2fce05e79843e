"""Seeded properties of the parser and the canonical forms. Set SALLYPORT_SEED to run a printed seed again."""

from __future__ import annotations

import contextlib
import json
import math
import os
import random
import struct
import sys
import time
from typing import Any

import pytest
import vectors

from sallyport import Json, Refusal, Scheme, canonical, parse
from sallyport.numbers import MAX_SAFE_INTEGER, text

SEED = int(os.environ.get("SALLYPORT_SEED", random.SystemRandom().randrange(1 << 32)))
CHARACTERS = ["a", "Z", "0", '"', "\\", "/", "\b", "\n", "\x00", "\x1f", "\x7f", "\x80", "é", "\u2028", "\ud7ff", "\ue000"]
CHARACTERS += ["\ufdcf", "\ufdf0", "\ufffd", "\U00010000", "\U0001f511", "\U0010fffd"]


@pytest.fixture(autouse=True)
def seed(capsys: pytest.CaptureFixture[str]) -> random.Random:
    print(f"seed {SEED}: set SALLYPORT_SEED to repeat")
    return random.Random(SEED)


def some_text(r: random.Random) -> str:
    return "".join(r.choice(CHARACTERS) for _ in range(r.randrange(6)))


def some_number(r: random.Random) -> int | float:
    if r.random() < 0.5:
        return r.choice([0, 1, -1, r.randrange(-1000, 1000), r.randrange(-MAX_SAFE_INTEGER, MAX_SAFE_INTEGER + 1)])
    while True:
        bits: float = struct.unpack(">d", r.getrandbits(64).to_bytes(8, "big"))[0]
        value = bits if r.random() < 0.5 else round(r.uniform(-1e4, 1e4), r.randrange(6))
        fraction = math.isfinite(value) and value != int(value)
        if fraction and abs(value) >= 1e-4:
            return value


def some_value(r: random.Random, depth: int = 0) -> Any:
    kind = r.randrange(8 if depth < 6 else 5)
    if kind < 5:
        return [None, True, False, some_number(r), some_text(r)][kind]
    if kind == 5:
        return [some_value(r, depth + 1) for _ in range(r.randrange(4))]
    return {some_text(r): some_value(r, depth + 1) for _ in range(r.randrange(5))}


def mutated(r: random.Random, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(r.randrange(1, 4)):
        at = r.randrange(len(out) + 1)
        kind = r.randrange(4)
        if kind == 0 and at < len(out):
            out[at] ^= 1 << r.randrange(8)
        elif kind == 1 and at < len(out):
            del out[at]
        elif kind == 2:
            out[at:at] = r.choice([b'"', b"\\u", b"{", b"]", b",", b"-", b"e9", b"0", b"\xed\xa0\x80", b"\xff", b" "])
        else:
            other = r.randrange(len(out) + 1)
            out[at:at] = out[min(at, other) : max(at, other)]
    return bytes(out)


def test_reading_a_canonical_form_gives_the_value_back(seed: random.Random) -> None:
    for _ in range(2000):
        value = some_value(seed)
        for scheme in Scheme:
            form = canonical(value, scheme)
            assert parse(form) == value
            assert canonical(parse(form), scheme) == form
        # The standard library reads it alike; it is the reader that repairs, so it reads all that we write.
        assert json.loads(canonical(value)) == value


def test_order_of_members_is_that_of_utf_16_or_of_code_points(seed: random.Random) -> None:
    for _ in range(500):
        value: dict[str, Json] = {some_text(seed): 0 for _ in range(6)}
        names = list(json.loads(canonical(value)))
        assert names == sorted(names, key=lambda name: [unit for (unit,) in struct.iter_unpack(">H", name.encode("utf-16-be"))])
        points = list(json.loads(canonical(value, Scheme.AEGIS_JCS_1)))
        assert points == sorted(points, key=lambda name: [ord(c) for c in name])


def test_what_is_not_read_is_refused_with_a_code_and_a_byte(seed: random.Random) -> None:
    documents = [bytes.fromhex(v[1]["document"]) for v in vectors.action()]
    documents += [canonical(some_value(seed)) for _ in range(200)]
    read = refused = 0
    end = time.monotonic() + 20
    for _ in range(20_000):
        data = mutated(seed, seed.choice(documents)[:2000])
        try:
            value = parse(data)
        except Refusal as refusal:
            refused += 1
            assert refusal.offset is not None
            assert 0 <= refusal.offset <= len(data)
            assert refusal.code.replace("_", "").isalnum()
        else:
            read += 1
            form = canonical(value)
            assert canonical(parse(form)) == form
            # Whatever we read, the lenient reader reads as the same value.
            assert json.loads(data) == value
        if time.monotonic() > end:
            break
    assert read > 100
    assert refused > 100


def test_random_bytes_are_refused_or_read_never_more(seed: random.Random) -> None:
    for _ in range(5_000):
        data = bytes(seed.choice(b'{}[]",:-0123456789eE.\\utrfalsn \xc3\xa9\xff') for _ in range(seed.randrange(20)))
        with contextlib.suppress(Refusal):
            canonical(parse(data))


def test_doubles_survive_their_text(seed: random.Random) -> None:
    for _ in range(5_000):
        value: float = struct.unpack(">d", seed.getrandbits(64).to_bytes(8, "big"))[0]
        if not math.isfinite(value) or value == int(value):
            continue
        assert parse(text(value).encode()) == value


def test_long_hostile_documents_take_linear_time() -> None:
    million = 1_000_000
    for data, code in (
        (b"[" * million, "too_deep"),
        (b"1" * million, "number_too_large"),
        (b"0." + b"0" * (million - 10) + b"1", "number_underflow"),
        (b"0." + b"1" * (million - 10), "number_not_canonical"),
        (b"1e" + b"9" * (million - 10), "number_too_large"),
        (b"[" + b"1," * 499_990 + b"1]", "too_many_members"),
        (b'"' + b"\\u0041" * 170_000, "unexpected_end"),
        (b" " * million, "empty_document"),
    ):
        start = time.process_time()
        with pytest.raises(Refusal) as caught:
            parse(data)
        assert caught.value.code == code
        assert time.process_time() - start < 5


def test_recursion_limit_of_the_host_does_not_matter() -> None:
    deep = b"[" * 64 + b"]" * 64
    before = sys.getrecursionlimit()
    frames = len(__import__("inspect").stack())
    sys.setrecursionlimit(frames + 40)
    try:
        assert canonical(parse(deep)) == deep
    finally:
        sys.setrecursionlimit(before)
