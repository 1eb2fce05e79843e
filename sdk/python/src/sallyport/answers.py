"""What the gateway answers, as values. Read strictly: a missing or mistyped member is a malformed answer, never a default."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .canonical import Scheme
from .errors import Expired, HashMismatch, NotRun, Problem, Refusal, Rejected, Unavailable
from .strict_json import Json, Limits, parse

_LIMITS = Limits(size=64 << 20, depth=64, members=10_000_000, string=64 << 20)
_CODE = re.compile(r"[a-z0-9_.-]{1,64}")
_SECONDS = re.compile(r"[0-9]{1,6}", re.ASCII)
_DECISIONS: dict[str, Literal["allow", "deny", "held"]] = {"allow": "allow", "deny": "deny", "require_approval": "held"}
_DETAIL_CHARS = 200
_BUSY = frozenset({408, 429})
# What a gateway calls bytes other than the ones it decided about.
_MISMATCHES = frozenset({"action_hash_mismatch", "approval_hash_mismatch", "executed_hash_mismatch"})

Status = Literal["PENDING", "APPROVED", "REJECTED", "EXPIRED", "CONSUMED", "INVALIDATED"]
_STATUSES: dict[str, Status] = {
    "PENDING": "PENDING",
    "APPROVED": "APPROVED",
    "REJECTED": "REJECTED",
    "EXPIRED": "EXPIRED",
    "CONSUMED": "CONSUMED",
    "INVALIDATED": "INVALIDATED",
}


@dataclass(frozen=True)
class Reply:
    """An HTTP answer; names of header fields in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class Approval:
    """A held action. `action_hash` is what people agree to; `expires_at` is RFC 3339."""

    approval_id: str
    status: Status
    action_hash: str
    approver_group: str
    expires_at: str


@dataclass(frozen=True)
class Decision:
    """What the gateway decided: `allow`, `deny`, or `held` for people, with the `approval` they answer.

    `risk_score` (0 to 100) informs and never decides. `action_hash` is over what the gateway read, under `scheme`: the one
    on the wire, which may be one that is not known here.
    """

    decision_id: str
    decision: Literal["allow", "deny", "held"]
    reason: str
    receipt_id: str
    action_hash: str
    scheme: str
    matched_policies: tuple[str, ...]
    risk_score: int
    risk_level: str
    approval: Approval | None = None

    def is_about(self, scheme: Scheme) -> bool:
        """Whether the hash is under this scheme."""
        return self.scheme == scheme.value


@dataclass(frozen=True)
class Consumed:
    """A claim that the gateway granted or not: only `CONSUMED` with `allow` lets the action run, once."""

    approval_id: str
    status: str
    decision_id: str
    decision: Literal["allow", "deny", "held"]
    receipt_id: str
    action_hash: str
    scheme: str


@dataclass(frozen=True)
class Registered:
    """A new agent. The token is shown this once and not by `repr`."""

    agent_id: str
    agent_token: str = field(repr=False)


@dataclass(frozen=True)
class ChainVerdict:
    """What the gateway says of presented receipts; `verify_export` says it without the gateway."""

    verified: bool
    checked: int
    error: str | None = None
    first_bad_index: int | None = None


def malformed(what: str, *, answered: bool = False) -> Unavailable:
    """The failure of an answer that is not one."""
    return Unavailable("malformed_answer", f"the gateway's answer is malformed: {what}", answered=answered)


def body_of(reply: Reply) -> Members:
    """The object that a reply holds."""
    try:
        value = parse(reply.body, _LIMITS)
    except Refusal as refusal:
        raise malformed(f"no strict JSON ({refusal.code})") from None
    if not isinstance(value, dict):
        raise malformed("no object")
    return Members(value)


def problem_of(reply: Reply) -> NotRun:
    """The refusal that a reply of a status from 400 up stands for."""
    try:
        members: dict[str, Json] = body_of(reply).values
    except Unavailable:
        members = {}
    code, stands, decision = members.get("code"), members.get("approval_status"), members.get("decision_id")
    spoke = isinstance(code, str) and _CODE.fullmatch(code) is not None and members.get("status") == reply.status
    named = code if isinstance(code, str) and spoke else f"http_{reply.status}"
    decision_id = decision if isinstance(decision, str) else None
    said = members.get("detail")
    detail = _printable(said) if isinstance(said, str) else "no problem details"
    if not spoke or reply.status >= 500 or reply.status in _BUSY:
        after = reply.headers.get("retry-after", "")
        return Unavailable(
            named,
            f"HTTP {reply.status}: {detail}",
            decision_id=decision_id,
            # An error page of something between here and the gateway is no word of the gateway.
            answered=spoke or reply.status < 500,
            status=reply.status,
            retry_after=float(after) if _SECONDS.fullmatch(after) else None,
        )
    if named in _MISMATCHES:
        return HashMismatch(named, detail, decision_id=decision_id)
    if stands in ("REJECTED", "EXPIRED"):
        return (Rejected if stands == "REJECTED" else Expired)(named, detail, decision_id=decision_id)
    return Problem(reply.status, named, detail, decision_id=decision_id)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text[:_DETAIL_CHARS])


class Members:
    """The members of an answer, taken out by type."""

    def __init__(self, values: dict[str, Json]) -> None:
        self.values = values

    def text(self, name: str) -> str:
        value = self.values.get(name)
        if not isinstance(value, str):
            raise self._wrong(name)
        return value

    def integer(self, name: str) -> int:
        value = self.values.get(name)
        if type(value) is not int:
            raise self._wrong(name)
        return value

    def flag(self, name: str) -> bool:
        value = self.values.get(name)
        if not isinstance(value, bool):
            raise self._wrong(name)
        return value

    def array(self, name: str) -> list[Json]:
        value = self.values.get(name)
        if not isinstance(value, list):
            raise self._wrong(name)
        return value

    def objects(self, name: str) -> list[Members]:
        items = self.array(name)
        if not all(isinstance(item, dict) for item in items):
            raise self._wrong(name)
        return [Members(item) for item in items if isinstance(item, dict)]

    def texts(self, name: str) -> tuple[str, ...]:
        items = self.array(name)
        if not all(isinstance(item, str) for item in items):
            raise self._wrong(name)
        return tuple(item for item in items if isinstance(item, str))

    def status(self) -> Status:
        status = _STATUSES.get(self.text("status"))
        if status is None:
            raise Unavailable("unknown_status", "the gateway names a status that is not known here", answered=True)
        return status

    def decision(self) -> Literal["allow", "deny", "held"]:
        decision = _DECISIONS.get(self.text("decision"))
        if decision is None:
            raise Unavailable("unknown_decision", "the gateway names a decision that is not known here", answered=True)
        return decision

    def _wrong(self, name: str) -> Unavailable:
        # Whoever answers with an object has spoken, however badly: a read must not run over a denial that lost a member.
        return malformed(f"member `{name}`", answered=True)


def approval_of(members: Members) -> Approval:
    """A held action, as the list, the single route and a decision have it."""
    return Approval(
        members.text("approval_id"),
        members.status(),
        members.text("action_hash"),
        members.text("approver_group"),
        members.text("expires_at"),
    )


def decision_of(members: Members) -> Decision:
    """The answer to `authorize`."""
    decision = members.decision()
    brief = members.values.get("approval")
    if brief is not None and not isinstance(brief, dict):
        raise malformed("member `approval`", answered=True)
    if decision == "held" and brief is None:
        raise malformed("held without an approval", answered=True)
    return Decision(
        members.text("decision_id"),
        decision,
        members.text("reason"),
        members.text("receipt_id"),
        members.text("action_hash"),
        members.text("action_hash_scheme"),
        members.texts("matched_policies"),
        members.integer("risk_score"),
        members.text("risk_level"),
        approval_of(Members(brief)) if isinstance(brief, dict) else None,
    )


def consumed_of(members: Members) -> Consumed:
    """The answer to `consume`."""
    return Consumed(
        members.text("approval_id"),
        members.text("status"),
        members.text("decision_id"),
        members.decision(),
        members.text("receipt_id"),
        members.text("action_hash"),
        members.text("action_hash_scheme"),
    )


def verdict_of(members: Members) -> ChainVerdict:
    """The answer to `verify-chain`."""
    error, index = members.values.get("error"), members.values.get("first_bad_index")
    return ChainVerdict(
        members.flag("verified"),
        members.integer("checked"),
        error if isinstance(error, str) else None,
        index if type(index) is int else None,
    )
