"""Receipts, and exports of them checked without the gateway (spec/receipt)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NoReturn

from . import strict_json
from .canonical import Scheme, canonical
from .checkpoint import Checkpoint
from .encoding import b64, is_hash_hex, strict_b64
from .errors import Refusal
from .merkle import Tree
from .note import ED25519, SignedNote, VerifierKey, is_key_name
from .strict_json import Json, Limits

MAX_LINE_BYTES = 2 << 20
MAX_ARRAY_BYTES = 64 << 20

_RECEIPT = Limits(1 << 16, 32, 1 << 16, 1 << 16)
_ENDS = Limits(MAX_LINE_BYTES, 2, 16, MAX_LINE_BYTES)
_LINE = Limits(MAX_LINE_BYTES, 64, 100_000, MAX_LINE_BYTES)
_ARRAY = Limits(MAX_ARRAY_BYTES, 65, 10_000_000, MAX_LINE_BYTES)
_MEMBERS = ("body", "chain", "format", "hash", "key_id", "kind", "receipt_id", "scheme", "tenant", "time_ms")
_FIXED = {"format": "sallyport-2", "hash": "sha-256", "scheme": "sallyport-jcs-2"}
_KINDS = ("decision", "outcome", "approval", "administration")
_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}")
_KEY_HASH = re.compile(r"[0-9a-f]{8}")
_GENESIS = "0" * 64
_SUCCESSION = "sallyport/key-succession/1\n"


@dataclass(frozen=True)
class Receipt:
    """A receipt that was read back; `hash` is its own, `previous` that of the one before it."""

    receipt_id: str
    tenant: str
    kind: str
    time_ms: int
    key_id: str
    sequence: int
    previous: str
    body: dict[str, Json]
    hash: str

    @staticmethod
    def parse(data: bytes) -> Receipt:
        """Reads canonical bytes: exactly the known members, each as the format has it, and no other spelling.

        Raises `Refusal` `not_canonical`, `unknown_member`, `missing_member`, `wrong_member` or a code of spec/action.
        """
        members = _exactly(_MEMBERS, _canonical_object(data, _RECEIPT))
        for name, value in _FIXED.items():
            if members[name] != value:
                _wrong(f"`{name}` must be {value}")
        chain = members["chain"]
        if not isinstance(chain, dict):
            _wrong("`chain` must be an object")
        _exactly(("previous", "sequence"), chain)
        previous, body = _text(chain, "previous"), members["body"]
        if not is_hash_hex(previous):
            _wrong("`previous` must be 64 lower-case hexadecimal digits")
        if _text(members, "kind") not in _KINDS or not isinstance(body, dict):
            _wrong(f"`kind` must be one of {', '.join(_KINDS)} and `body` an object")
        for name in ("receipt_id", "tenant"):
            if _ID.fullmatch(_text(members, name)) is None:
                _wrong(f"`{name}` must be 1 to 128 letters, digits or . _ : -")
        key_name, _, key_hash = _text(members, "key_id").rpartition("+")
        if not is_key_name(key_name) or _KEY_HASH.fullmatch(key_hash) is None:
            _wrong("`key_id` must read name+8 lower-case hexadecimal digits")
        return Receipt(
            _text(members, "receipt_id"),
            _text(members, "tenant"),
            _text(members, "kind"),
            _natural(members, "time_ms"),
            _text(members, "key_id"),
            _natural(chain, "sequence"),
            previous,
            body,
            receipt_hash(data),
        )


def receipt_hash(data: bytes) -> str:
    """The hash of a receipt over its canonical bytes, in hexadecimal."""
    return hashlib.sha256(b"sallyport/receipt/2\n" + data).hexdigest()


def commitment(salt: bytes, content: bytes) -> str:
    """What stands in a receipt for content that may be erased. The salt has 32 bytes."""
    return _salted(b"sallyport/commitment/1\n", salt, content)


def facts_digest(salt: bytes, facts: bytes) -> str:
    """What stands in a receipt for the facts of a judgement, in canonical form. The salt has 32 bytes."""
    return _salted(b"sallyport/facts/1\n", salt, facts)


def _salted(domain: bytes, salt: bytes, content: bytes) -> str:
    if len(salt) != 32:
        raise Refusal("wrong_member", "a salt has 32 bytes")
    return hashlib.sha256(domain + salt + content).hexdigest()


@dataclass(frozen=True)
class Verified:
    """An export is complete and unchanged up to its signed checkpoint.

    `signer` is `checked` when the reader had the key from elsewhere; otherwise whoever made the file may have made the key.
    `anchored` is always False: no file by itself shows that there is no other checkpoint.
    """

    count: int
    origin: str
    root: str
    signer: Literal["checked", "unchecked"]
    anchored: bool = False


@dataclass(frozen=True)
class ChainOnly:
    """An `aegis-1` chain links up. Nobody signed it, and its tail may be missing."""

    count: int
    head: str


def verify_export(data: bytes, vkey: str | None = None) -> Verified | ChainOnly:
    """Checks an export, or an `aegis-1` chain as lines or as one array, and raises `Refusal` with the first fault's line.

    `vkey` is a verifier key of the log, its newest or an earlier one, obtained elsewhere than with the file.
    """
    key = None if vkey is None else VerifierKey.parse(vkey, ED25519)
    if not data:
        raise Refusal("empty_file", "the file is empty", line=1)
    lines = _Lines(data)
    try:
        if data[:1] == b"[":
            return _unsigned(_array(data), key)
        return _lines(lines, key)
    except Refusal as e:
        if e.line is not None:
            raise
        raise Refusal(e.code, "refused", line=max(1, lines.number)) from e


class _Lines:
    """Cuts a file into lines that each end in a newline; `number` is that of the line read last, from 1."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.number = 0

    def next(self) -> bytes | None:
        if self.at == len(self.data):
            return None
        self.number += 1
        newline = self.data.find(b"\n", self.at)
        end = newline if newline >= 0 else len(self.data)
        if end - self.at > MAX_LINE_BYTES:
            raise Refusal("line_too_long", f"a line may have {MAX_LINE_BYTES} bytes", line=self.number)
        if newline < 0:
            raise Refusal("line_cut_off", "the last line does not end in a newline", line=self.number)
        line = self.data[self.at : end]
        self.at = end + 1
        return line


def _lines(lines: _Lines, key: VerifierKey | None) -> Verified | ChainOnly:
    line = lines.next()
    first = strict_json.parse(line or b"", _LINE)
    if line is None or not isinstance(first, dict) or not ("format" in first or "receipt_hash" in first):
        raise Refusal("unknown_format", "the first line is neither a header nor a receipt", line=1)
    if "format" in first:
        return _Export(line, lines, key).check()
    chain = _AegisChain()
    while line is not None:
        chain.add(strict_json.parse(line, _LINE), lines.number)
        line = lines.next()
    return _unsigned(ChainOnly(chain.count, chain.head), key)


class _Export:
    """One check of one native export, line by line."""

    def __init__(self, header: bytes, lines: _Lines, key: VerifierKey | None) -> None:
        self.lines = lines
        self.given = key
        members = _exactly(("format", "origin", "vkey"), _canonical_object(header, _ENDS))
        if _text(members, "format") != _FIXED["format"]:
            raise Refusal("unknown_format", "the format is not sallyport-2")
        self.origin = _text(members, "origin")
        self.key = VerifierKey.parse(_text(members, "vkey"), ED25519)
        self.keys = _Succession(key)
        self.tree = Tree()
        self.head = _GENESIS
        self.tenant: str | None = None

    def check(self) -> Verified:
        line = self.lines.next()
        while line is not None and not _is_trailer(line):
            self.receipt(line)
            line = self.lines.next()
        if line is None:
            raise Refusal("unanchored", "the file ends without its trailer", line=self.lines.number)
        before = self.lines.at - len(line) - 1
        checkpoint = self.trailer(line, hashlib.sha256(self.lines.data[:before]).hexdigest())
        if self.lines.next() is not None:
            raise Refusal("after_trailer", "something follows the trailer", line=self.lines.number)
        signer: Literal["checked", "unchecked"] = "unchecked" if self.given is None else "checked"
        return Verified(self.tree.size, self.origin, b64(checkpoint.root), signer)

    def receipt(self, line: bytes) -> None:
        receipt = Receipt.parse(line)
        self.tenant = receipt.tenant if self.tenant is None else self.tenant
        if receipt.tenant != self.tenant:
            raise Refusal("foreign_tenant", "a receipt of another tenant than the ones before it")
        self.keys.require(receipt, self.lines.number)
        if receipt.sequence < self.tree.size:
            raise Refusal("repeated_receipt", f"receipt {receipt.sequence} stands here again")
        if receipt.sequence > self.tree.size:
            number = self.lines.number
            code = "out_of_order" if self.stands_below(self.tree.size) else "missing_receipt"
            raise Refusal(code, f"receipt {self.tree.size} is due, this is {receipt.sequence}", line=number)
        if receipt.previous != self.head:
            raise Refusal("chain_broken", "the receipt does not name the hash of the one before it")
        self.keys.advance(receipt, self.lines.number)
        self.head = receipt.hash
        self.tree.append(bytes.fromhex(receipt.hash))

    def stands_below(self, sequence: int) -> bool:
        """Whether the missing receipt stands further down; only asked once the file has failed, to say how."""
        try:
            line = self.lines.next()
            while line is not None and not _is_trailer(line):
                if Receipt.parse(line).sequence == sequence:
                    return True
                line = self.lines.next()
        except Refusal:
            pass
        return False

    def trailer(self, line: bytes, digest: str) -> Checkpoint:
        self.keys.finish(self.key)
        members = _exactly(("checkpoint", "sha256"), _canonical_object(line, _ENDS))
        signed, stated = _text(members, "checkpoint"), _text(members, "sha256")
        note = SignedNote.parse(signed.encode("utf-8"))
        if len(note.signatures) != 1:
            raise Refusal("signature_count", "the checkpoint of an export has one signature")
        note.check([self.key])
        if note.text.count("\n") > 3:
            raise Refusal("checkpoint_lines", "the checkpoint of an export has three lines")
        checkpoint = Checkpoint.parse(note.text, self.origin)
        if checkpoint.size != self.tree.size:
            raise Refusal("checkpoint_size", f"the checkpoint is of {checkpoint.size} receipts, here are {self.tree.size}")
        if checkpoint.root != self.tree.root():
            raise Refusal("checkpoint_root", "the receipts have another root than the checkpoint")
        if stated != digest:
            raise Refusal("trailer_digest", "the bytes before the trailer have another SHA-256 than it says")
        return checkpoint


class _Succession:
    """The keys of one chain, receipt by receipt. Until a receipt introduces a key, only the id of the first is known."""

    def __init__(self, given: VerifierKey | None) -> None:
        self.given = given
        self.given_seen = given is None
        self.current_id: str | None = None
        self.current: VerifierKey | None = None
        self.since = 0

    def require(self, receipt: Receipt, line: int) -> None:
        if self.current_id is None:
            self.current_id, self.since = receipt.key_id, line
        if receipt.key_id != self.current_id:
            raise Refusal("foreign_key", f"the receipt names another key than {self.current_id}")

    def advance(self, receipt: Receipt, line: int) -> None:
        if receipt.kind != "administration" or "key_succession" not in receipt.body:
            return
        said = receipt.body["key_succession"]
        if not isinstance(said, dict):
            _wrong("`key_succession` must be an object")
        _exactly(("endorsement", "next_vkey", "vkey"), said)
        endorsement = _text(said, "endorsement")
        following = VerifierKey.parse(_text(said, "next_vkey"), ED25519)
        old = VerifierKey.parse(_text(said, "vkey"), ED25519)
        signature = strict_b64(endorsement)
        text = f"{_SUCCESSION}{receipt.tenant}\n{receipt.sequence}\n{receipt.previous}\n{following}\n"
        expected = old.id == self.current_id if self.current is None else old == self.current
        if (
            following.name != old.name
            or following == old
            or not expected
            or not old.verifies(text.encode("utf-8"), signature)
        ):
            raise Refusal("key_endorsement", f"the key {self.current_id} did not endorse {following.id} at this place")
        self.see(old)
        self.current, self.current_id, self.since = following, following.id, line

    def finish(self, newest: VerifierKey) -> None:
        self.see(newest)
        if not self.given_seen:
            raise Refusal("key_differs", "the key given is none of the keys of this log", line=1)
        linked = self.current_id in (None, newest.id) if self.current is None else self.current == newest
        if not linked:
            raise Refusal("foreign_key", "no endorsement leads from this key to the header's", line=self.since)

    def see(self, key: VerifierKey) -> None:
        self.given_seen = self.given_seen or key == self.given


class _AegisChain:
    """One check of one `aegis-1` chain, receipt by receipt. The first follows the empty hash."""

    def __init__(self) -> None:
        self.head = ""
        self.count = 0

    def add(self, value: Json, line: int) -> None:
        if not isinstance(value, dict) or not is_hash_hex(value.get("receipt_hash")):
            raise Refusal("wrong_member", "a receipt must be an object with its hash in hexadecimal", line=line)
        if value.get("prev_receipt_hash") != self.head:
            raise Refusal("chain_broken", "the receipt does not name the hash of the one before it", line=line)
        others = {name: member for name, member in value.items() if name != "receipt_hash"}
        try:
            computed = hashlib.sha256(canonical(others, Scheme.AEGIS_JCS_1)).hexdigest()
        except Refusal as e:
            raise Refusal(e.code, "refused", line=line) from e
        if value["receipt_hash"] != computed:
            raise Refusal("hash_mismatch", "receipt_hash is not the hash of the receipt", line=line)
        self.head = computed
        self.count += 1


def verify_chain(receipts: Sequence[Json]) -> ChainOnly:
    """Checks that `aegis-1` receipts link up. Raises `Refusal`, with `line` the receipt's place from 1."""
    chain = _AegisChain()
    for place, receipt in enumerate(receipts, 1):
        chain.add(receipt, place)
    return ChainOnly(chain.count, chain.head)


def _array(data: bytes) -> ChainOnly:
    receipts = strict_json.parse(data, _ARRAY)
    return verify_chain(receipts if isinstance(receipts, list) else [])


def _unsigned(chain: ChainOnly, key: VerifierKey | None) -> ChainOnly:
    """A chain that nobody signed is no answer to whoever named a key: anyone can write one that links up."""
    if key is not None:
        raise Refusal("unsigned", "an aegis-1 chain has no signature that the key could have made", line=1)
    return replace(chain)


def _is_trailer(line: bytes) -> bool:
    return line.startswith(b'{"checkpoint":')


def _canonical_object(data: bytes, limits: Limits) -> dict[str, Json]:
    value = strict_json.parse(data, limits)
    if canonical(value, Scheme.SALLYPORT_JCS_2) != data:
        raise Refusal("not_canonical", "not in canonical form")
    if not isinstance(value, dict):
        _wrong("this must be an object")
    return value


def _exactly(names: Sequence[str], members: dict[str, Json]) -> dict[str, Json]:
    if any(name not in names for name in members):
        raise Refusal("unknown_member", "a member that the format does not know")
    for name in names:
        if name not in members:
            raise Refusal("missing_member", f"member `{name}` is missing")
    return members


def _text(members: dict[str, Json], name: str) -> str:
    value = members[name]
    if not isinstance(value, str):
        _wrong(f"`{name}` must be a string")
    return value


def _natural(members: dict[str, Json], name: str) -> int:
    value = members[name]
    if type(value) is not int or value < 0:
        _wrong(f"`{name}` must be an integer from 0 to 2^53 - 1")
    return value


def _wrong(rule: str) -> NoReturn:
    raise Refusal("wrong_member", rule)
