"""The one byte string of a value under a scheme (spec/action, section 3), and its hash."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NoReturn

from . import numbers
from .errors import Refusal
from .strict_json import MAX_DEPTH, Json


class Scheme(Enum):
    """How a value becomes bytes and bytes a hash; the value is the name on the wire."""

    SALLYPORT_JCS_2 = "sallyport-jcs-2"
    AEGIS_JCS_1 = "aegis-jcs-1"

    @property
    def _domain(self) -> bytes:
        return b"sallyport/action/2\n" if self is Scheme.SALLYPORT_JCS_2 else b""


@dataclass(frozen=True)
class ActionHash:
    """What an approval binds: 64 lower-case hexadecimal digits under a scheme."""

    hex: str
    scheme: Scheme

    def matches(self, other: object) -> bool:
        """Whether a text, for example of an answer, is this hash. Takes the same time wherever they differ."""
        return isinstance(other, str) and hmac.compare_digest(self.hex.encode(), other.encode("utf-8", "replace"))

    def __str__(self) -> str:
        return self.hex


def _points(least: int, greatest: int) -> str:
    return f"{chr(least)}-{chr(greatest)}"


_SPECIAL = re.compile(r'["\\\x00-\x1f]')
_FORBIDDEN = re.compile(
    "[" + _points(0xD800, 0xDFFF) + _points(0xFDD0, 0xFDEF)
    + "".join(_points(plane << 16 | 0xFFFE, plane << 16 | 0xFFFF) for plane in range(17)) + "]"
)  # fmt: skip
_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def canonical(value: Json, scheme: Scheme = Scheme.SALLYPORT_JCS_2) -> bytes:
    """The canonical bytes of a value.

    Takes None, bool, int, float, str, list, tuple (as an array) and dict with str names, of exactly these types: what only
    looks like one of them could be read as something else. Raises `Refusal` for anything that no document could hold.
    """
    out: list[str] = []
    stack: list[tuple[Iterator[tuple[str, Json]], str]] = []
    opened = _write(value, scheme, out)
    while True:
        if opened is not None:
            if len(stack) >= MAX_DEPTH:
                raise Refusal("too_deep", f"more than {MAX_DEPTH} nested objects and arrays")
            stack.append(opened)
        opened = None
        while stack and opened is None:
            entries, closer = stack[-1]
            entry = next(entries, None)
            if entry is None:
                out.append(closer)
                stack.pop()
            else:
                out.append(entry[0])
                opened = _write(entry[1], scheme, out)
        if opened is None:
            return "".join(out).encode("utf-8")


def action_hash(value: Json, scheme: Scheme = Scheme.SALLYPORT_JCS_2) -> ActionHash:
    """The hash of a value as it stands; an action needs all five members here (see `Action.hash`)."""
    return hash_of(canonical(value, scheme), scheme)


def hash_of(canonical_bytes: bytes, scheme: Scheme) -> ActionHash:
    """The action hash over bytes that are canonical already."""
    return ActionHash(hashlib.sha256(scheme._domain + canonical_bytes).hexdigest(), scheme)


def _write(value: Json, scheme: Scheme, out: list[str]) -> tuple[Iterator[tuple[str, Json]], str] | None:
    """Writes a scalar; of a container the opening, and answers its entries and what closes it."""
    kind: type = type(value)
    if kind is dict:
        out.append("{")
        return _members(value, scheme), "}"  # type: ignore[arg-type]
    if kind is list or kind is tuple:
        out.append("[")
        return _items(value), "]"  # type: ignore[arg-type]
    out.append(_scalar(value, scheme))
    return None


def _scalar(value: Json, scheme: Scheme) -> str:
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if type(value) is str:
        return quoted(value)
    if type(value) is int or type(value) is float:
        if scheme is Scheme.AEGIS_JCS_1 and value != 0 and abs(value) < numbers.LEAST_PORTABLE_FRACTION:
            raise Refusal("number_not_portable", "fraction below 0.0001: send it as a string")
        return numbers.text(value)
    _not_json(value)


def _items(value: list[Json]) -> Iterator[tuple[str, Json]]:
    for place, item in enumerate(value):
        yield "," if place else "", item


def _members(value: dict[str, Json], scheme: Scheme) -> Iterator[tuple[str, Json]]:
    for name in value:
        if type(name) is not str:
            _not_json(name, "the name of a member")
    # Python compares by code point, RFC 8785 by UTF-16 code unit.
    if scheme is Scheme.AEGIS_JCS_1:
        names = sorted(value)
    else:
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
    for place, name in enumerate(names):
        yield ("," if place else "") + quoted(name) + ":", value[name]


def quoted(text: str) -> str:
    """A string between quotes, escaped as RFC 8785 section 3.2.2.2 says."""
    found = _FORBIDDEN.search(text)
    if found:
        lone = "\ud800" <= found.group() <= "\udfff"
        raise Refusal("lone_surrogate" if lone else "noncharacter", f"U+{ord(found.group()):04X} in a string")
    return '"' + _SPECIAL.sub(lambda c: _SHORT.get(c.group()) or f"\\u{ord(c.group()):04x}", text) + '"'


def _not_json(value: object, what: str = "a value") -> NoReturn:
    raise Refusal("wrong_type", f"{what} of type {type(value).__name__} is no JSON: turn it into text or a number first")
