"""Signed notes and verifier keys (C2SP signed-note v1.0.0; spec/log, section 2)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .encoding import MAX_SIZE, b64, strict_b64
from .errors import Refusal

ED25519 = 0x01
COSIGNATURE_V1 = 0x04
MAX_NOTE_BYTES = 1 << 20
MAX_SIGNATURES = 100

_KEY_BYTES = 32
_SIGNATURE_BYTES = 64
_TIME_BYTES = 8
_ID_BYTES = 4
_MAX_NAME_UNITS = 255
_NO_NAME = re.compile("[+\x00-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_KEY_ID = re.compile(r"[0-9a-f]{8}")
_CONTROL = re.compile(rb"[\x00-\x09\x0b-\x1f]")
_DASH = "\u2014 "


def is_key_name(name: str) -> bool:
    """Whether this may be the name of a key: 1 to 255 UTF-16 code units, no plus, no control, no space."""
    units = len(name.encode("utf-16-le", "surrogatepass")) // 2
    return 1 <= units <= _MAX_NAME_UNITS and _NO_NAME.search(name) is None


@dataclass(frozen=True)
class VerifierKey:
    """The public half of a signing key under its name; `type` is `ED25519` or `COSIGNATURE_V1`."""

    name: str
    type: int
    public: bytes

    @staticmethod
    def parse(text: str, *types: int) -> VerifierKey:
        """Reads `NAME+hhhhhhhh+base64`; `types` are those the caller has a use for, none means every known one.

        Raises `Refusal` `vkey_malformed`, `base64_not_strict`, `vkey_unknown_type`, `key_name` or `vkey_wrong_hash`.
        """
        parts = text.split("+", 2)
        if len(parts) != 3 or _KEY_ID.fullmatch(parts[1]) is None:
            raise Refusal("vkey_malformed", "a verifier key must read name+8 lower-case hexadecimal digits+base64")
        typed = strict_b64(parts[2])
        if not typed:
            raise Refusal("vkey_malformed", "a verifier key must name its type")
        if typed[0] not in (types or (ED25519, COSIGNATURE_V1)):
            raise Refusal("vkey_unknown_type", f"signature type 0x{typed[0]:02x} has no use here")
        if not is_key_name(parts[0]):
            raise Refusal("key_name", "a key name must be 1 to 255 characters without spaces, plus signs or controls")
        if len(typed) != 1 + _KEY_BYTES:
            raise Refusal("vkey_malformed", f"a public key of this type has {_KEY_BYTES} bytes")
        key = VerifierKey(parts[0], typed[0], typed[1:])
        if key.id_bytes.hex() != parts[1]:
            raise Refusal("vkey_wrong_hash", "the key's hash is another than its text says")
        return key

    @property
    def id_bytes(self) -> bytes:
        """The 4 bytes that stand before the key's signatures; a hint, not a fingerprint."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.type]) + self.public).digest()[:_ID_BYTES]

    @property
    def id(self) -> str:
        """`name+hhhhhhhh`: how a receipt names the key."""
        return f"{self.name}+{self.id_bytes.hex()}"

    def __str__(self) -> str:
        return f"{self.id}+{b64(bytes([self.type]) + self.public)}"

    def verifies(self, text: bytes, signature: bytes) -> bool:
        """Whether the key made this signature (without the key id) over this note text. Cosignature times meet no clock."""
        if self.type == COSIGNATURE_V1:
            seconds = int.from_bytes(signature[:_TIME_BYTES], "big")
            if len(signature) < _TIME_BYTES or seconds > MAX_SIZE:
                return False
            text = b"cosignature/v1\ntime %d\n" % seconds + text
            signature = signature[_TIME_BYTES:]
        if len(signature) != _SIGNATURE_BYTES:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class NoteSignature:
    """One signature line: the key it claims, and the signature behind the key id."""

    name: str
    id_bytes: bytes
    signature: bytes


@dataclass(frozen=True)
class SignedNote:
    """A text with the signatures below it. The text means nothing before `check` said who signed it."""

    text: str
    signatures: tuple[NoteSignature, ...]

    @staticmethod
    def parse(data: bytes) -> SignedNote:
        """Reads a note; checks no signature.

        Raises `Refusal` `note_size`, `note_text`, `note_signatures`, `signature_line` or `base64_not_strict`.
        """
        if len(data) > MAX_NOTE_BYTES:
            raise Refusal("note_size", f"a note may have {MAX_NOTE_BYTES} bytes")
        try:
            note = data.decode("utf-8")
        except UnicodeDecodeError:
            raise Refusal("note_text", "a note must be UTF-8") from None
        end = note.rfind("\n\n")
        if _CONTROL.search(data) or not note.endswith("\n") or end < 0:
            raise Refusal("note_text", "a note needs a text, an empty line, a final newline, and no other control")
        lines = note[end + 2 :].split("\n", MAX_SIGNATURES + 1)[:-1]
        if not 1 <= len(lines) <= MAX_SIGNATURES:
            raise Refusal("note_signatures", f"a note must have 1 to {MAX_SIGNATURES} signatures")
        return SignedNote(note[: end + 1], tuple(_signature(line) for line in lines))

    def check(self, keys: Iterable[VerifierKey]) -> list[VerifierKey]:
        """The known keys that signed, in the order of their lines; unknown signatures are passed over.

        Raises `Refusal` `signature_count`, `signature_invalid` or `signature_unknown`.
        """
        known = {(key.name, key.id_bytes): key for key in keys}
        text = self.text.encode("utf-8")
        signed: list[VerifierKey] = []
        for line in self.signatures:
            key = known.get((line.name, line.id_bytes))
            if key is None:
                continue
            if key in signed:
                raise Refusal("signature_count", "a known key signed twice")
            if not key.verifies(text, line.signature):
                raise Refusal("signature_invalid", f"the key {key.id} did not sign this")
            signed.append(key)
        if not signed:
            raise Refusal("signature_unknown", "none of the keys asked for signed this")
        return signed


def _signature(line: str) -> NoteSignature:
    name, space, text = line[len(_DASH) :].partition(" ")
    if not line.startswith(_DASH) or not space or not is_key_name(name):
        raise Refusal("signature_line", "a signature line must read: em dash, space, name, space, base64")
    data = strict_b64(text)
    if len(data) <= _ID_BYTES:
        raise Refusal("signature_line", f"a signature must have more than {_ID_BYTES} bytes")
    return NoteSignature(name, data[:_ID_BYTES], data[_ID_BYTES:])
