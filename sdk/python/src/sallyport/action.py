"""The action: one thing an agent wants done, exactly as it would be done (spec/action, section 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from .canonical import ActionHash, Scheme, action_hash, canonical
from .errors import Refusal
from .strict_json import Json, parse

_MEMBERS = ("tool", "action", "resource", "mutates_state", "parameters")


@dataclass(frozen=True)
class Action:
    """A call of a tool. `mutates_state` is the caller's claim; the gateway may be stricter, never laxer.

    The parameters are not shown by `repr`: they may hold secrets.
    """

    tool: str
    action: str
    mutates_state: bool
    parameters: Mapping[str, Json] = field(repr=False)
    resource: str | None = None

    def __post_init__(self) -> None:
        _check(self._members())

    @staticmethod
    def parse(document: bytes, *, portable: bool = False) -> Action:
        """Reads an action from a strict document; an absent resource is None. Raises `Refusal`."""
        return Action.from_json(parse(document, portable=portable))

    @staticmethod
    def from_json(value: Json) -> Action:
        """Reads an action from a value that was parsed."""
        if type(value) is not dict:
            raise Refusal("wrong_type", "an action must be an object")
        for name in value:
            if name not in _MEMBERS:
                raise Refusal("unknown_member", "an action has no such member")
        _check(value)
        return Action(
            cast(str, value["tool"]),
            cast(str, value["action"]),
            cast(bool, value["mutates_state"]),
            cast("dict[str, Json]", value["parameters"]),
            cast("str | None", value.get("resource")),
        )

    def to_json(self) -> dict[str, Json]:
        """All five members."""
        return self._members()

    def canonical(self, scheme: Scheme = Scheme.SALLYPORT_JCS_2) -> bytes:
        """The bytes that are hashed and sent."""
        return canonical(self._members(), scheme)

    def hash(self, scheme: Scheme = Scheme.SALLYPORT_JCS_2) -> ActionHash:
        """The commitment to `canonical`."""
        return action_hash(self._members(), scheme)

    def frozen(self, scheme: Scheme = Scheme.SALLYPORT_JCS_2) -> Action:
        """The action as read back from its canonical bytes: nothing the caller still holds can change it.

        Numbers without a fraction become `int`, tuples lists. Raises `Refusal` when it is over a limit of a document.
        """
        return Action.parse(self.canonical(scheme), portable=scheme is Scheme.AEGIS_JCS_1)

    def _members(self) -> dict[str, Json]:
        return {
            "tool": self.tool,
            "action": self.action,
            "resource": self.resource,
            "mutates_state": self.mutates_state,
            "parameters": cast("dict[str, Json]", self.parameters),
        }


def _check(members: Mapping[str, Json]) -> None:
    for name in ("tool", "action"):
        value = _required(members, name)
        if type(value) is not str:
            raise Refusal("wrong_type", f"member `{name}` must be a string")
        if not value:
            raise Refusal("empty_name", f"member `{name}` must not be empty")
    resource = members.get("resource")
    if resource is not None and type(resource) is not str:
        raise Refusal("wrong_type", "member `resource` must be a string or null")
    if type(_required(members, "mutates_state")) is not bool:
        raise Refusal("wrong_type", "member `mutates_state` must be true or false")
    if type(_required(members, "parameters")) is not dict:
        raise Refusal("wrong_type", "member `parameters` must be an object")


def _required(members: Mapping[str, Json], name: str) -> Json:
    if name not in members:
        raise Refusal("missing_member", f"member `{name}` is missing")
    return members[name]
