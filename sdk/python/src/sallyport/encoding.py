"""Strict base64, hexadecimal and decimals: one value has one spelling."""

from __future__ import annotations

import base64
import re

from .errors import Refusal

HASH_BYTES = 32
MAX_SIZE = 2**63 - 1
"""The greatest number of leaves and, less one, the greatest index."""

_HEX64 = re.compile(r"[0-9a-f]{64}")
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


def b64(data: bytes) -> str:
    """Padded base64 (RFC 4648 section 4)."""
    return base64.b64encode(data).decode("ascii")


def strict_b64(text: str) -> bytes:
    """The bytes of padded base64 with zero in the unused bits. Raises `Refusal` `base64_not_strict` for another spelling."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = None
    # The standard decoder ignores the unused bits of the last character; writing back does not.
    if data is None or b64(data) != text:
        raise Refusal("base64_not_strict", "not strict base64")
    return data


def is_hash_hex(text: object) -> bool:
    """Whether this is 64 lower-case hexadecimal digits."""
    return isinstance(text, str) and _HEX64.fullmatch(text) is not None


def decimal(text: str) -> int | None:
    """The number of a plain decimal of at most 2^63 - 1, or None."""
    if _DECIMAL.fullmatch(text) is None:
        return None
    value = int(text)
    return value if value <= MAX_SIZE else None
