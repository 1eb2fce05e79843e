"""Checkpoints, their witnesses, and tlog-proof files (spec/log, sections 3 and 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .encoding import HASH_BYTES, decimal, strict_b64
from .errors import Refusal
from .merkle import check_inclusion, leaf_hash
from .note import COSIGNATURE_V1, ED25519, SignedNote, VerifierKey

_MAGIC = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself at one moment. `extensions` are further lines, without a meaning here."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @staticmethod
    def parse(text: str, origin: str) -> Checkpoint:
        """Reads the text of a note whose signatures were checked, of the log with this origin.

        Raises `Refusal` `checkpoint_lines`, `checkpoint_origin`, `checkpoint_size`, `base64_not_strict` or `checkpoint_root`.
        """
        lines = text[:-1].split("\n")
        if len(lines) < 3 or "" in lines:
            raise Refusal("checkpoint_lines", "a checkpoint must have the lines origin, size and root, and none empty")
        if lines[0] != origin:
            raise Refusal("checkpoint_origin", "the checkpoint is of another log")
        size = decimal(lines[1])
        if size is None:
            raise Refusal("checkpoint_size", "a log's size must be a plain decimal below 2^63")
        root = strict_b64(lines[2])
        if len(root) != HASH_BYTES:
            raise Refusal("checkpoint_root", f"a root must be {HASH_BYTES} bytes in base64")
        return Checkpoint(origin, size, root, tuple(lines[3:]))


@dataclass(frozen=True)
class Trust:
    """Whom a reader believes: the log's origin and key, its witnesses, and how many of them must have cosigned."""

    origin: str
    log: VerifierKey
    witnesses: tuple[VerifierKey, ...] = ()
    quorum: int = 0

    @staticmethod
    def of(origin: str, vkey: str, witnesses: Sequence[str] = (), quorum: int = 0) -> Trust:
        """Reads the keys. Raises `Refusal` as `VerifierKey.parse` does."""
        log = VerifierKey.parse(vkey, ED25519)
        return Trust(origin, log, tuple(VerifierKey.parse(text, COSIGNATURE_V1) for text in witnesses), quorum)


@dataclass(frozen=True)
class Witnessed:
    """A checkpoint that was accepted, and how many of the trusted witnesses cosigned it."""

    checkpoint: Checkpoint
    witnesses: int


def check_checkpoint(note: bytes, trust: Trust) -> Witnessed:
    """Accepts a signed checkpoint, or raises `Refusal` with the first fault."""
    signed_note = SignedNote.parse(note)
    signed = signed_note.check((trust.log, *trust.witnesses))
    if trust.log not in signed:
        raise Refusal("signature_unknown", "the log did not sign this")
    checkpoint = Checkpoint.parse(signed_note.text, trust.origin)
    # A cosignature does not name its maker: one signature could stand there under two names of the same key.
    witnesses = len({key.public for key in signed if key.type == COSIGNATURE_V1})
    if witnesses < trust.quorum:
        raise Refusal("witness_quorum", f"{witnesses} witnesses cosigned, {trust.quorum} are asked for")
    return Witnessed(checkpoint, witnesses)


@dataclass(frozen=True)
class Included:
    """A record that was shown to stand in a log."""

    index: int
    checkpoint: Checkpoint
    witnesses: int


def check_proof(proof: bytes, record: bytes, trust: Trust) -> Included:
    """Shows with a tlog-proof file that a record stands in a log. For a receipt the record is its hash.

    Raises `Refusal` with the first fault.
    """
    head, empty_line, note = proof.partition(b"\n\n")
    # Bytes beyond ASCII are no base64 and no keyword; any stand-in for them will do.
    lines = head.decode("ascii", "replace").split("\n")
    if not empty_line or lines[0] != _MAGIC:
        raise Refusal("proof_format", f"a proof must begin with the line {_MAGIC} and have an empty line")
    extra = lines[1][len("extra ") :] if len(lines) > 1 and lines[1].startswith("extra ") else None
    at = 1 if extra is None else 2
    index = decimal(lines[at][len("index ") :]) if len(lines) > at and lines[at].startswith("index ") else None
    if extra == "" or index is None:
        raise Refusal("proof_format", "a proof needs a line `index` with a plain decimal below 2^63")
    if extra is not None:
        strict_b64(extra)
    hashes = [strict_b64(line) for line in lines[at + 1 :]]
    witnessed = check_checkpoint(note, trust)
    checkpoint = witnessed.checkpoint
    check_inclusion(leaf_hash(record), index, checkpoint.size, hashes, checkpoint.root)
    return Included(index, checkpoint, witnessed.witnesses)
