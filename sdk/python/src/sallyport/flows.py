"""What is said to the gateway, and when, without saying how: each flow yields what to send or how long to pause, and is
handed the reply. The synchronous and the asynchronous client drive the same flows, so they fail alike."""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NoReturn, TypeAlias, TypeVar, cast
from urllib.parse import quote, urlencode, urlsplit

from . import answers
from .action import Action
from .answers import Approval, ChainVerdict, Consumed, Decision, Registered, Reply
from .canonical import ActionHash, Scheme, canonical, hash_of
from .errors import Denied, Expired, HashMismatch, NotRun, Rejected, Unavailable
from .strict_json import Json

T = TypeVar("T")

_LEAST_PAUSE = 0.01
_FIRST_BACKOFF = 0.1
_MOST_BACKOFF = 5.0
_RETRIED = frozenset({408, 429, 500, 502, 503, 504})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Send:
    """A request to send. `timeout` is in seconds, for the whole of it."""

    method: str
    path: str
    body: bytes | None = field(repr=False)
    timeout: float


@dataclass(frozen=True)
class Pause:
    """A time to wait, in seconds."""

    seconds: float


Flow: TypeAlias = Generator["Send | Pause", "Reply | None", T]


@dataclass(frozen=True)
class Timing:
    """Clocks and chance, so that tests need neither: `clock` in seconds, `jitter` from 0 to below 1, `ids` unique."""

    clock: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = random.SystemRandom().random
    ids: Callable[[], str] = lambda: secrets.token_hex(16)


@dataclass(frozen=True)
class Context:
    """What the caller says of a call; the gateway takes all of it as claims that can only make it stricter.

    `source_trust` is one of the words of spec/action, section 6, such as `trusted_internal_unsigned`.
    """

    source_trust: str = "unknown"
    contains_sensitive_data: bool | None = None
    user_id: str | None = None
    user_role: str | None = None
    run_id: str | None = None
    trace_id: str | None = None

    def members(self) -> dict[str, Json]:
        """As members of the request."""
        said: dict[str, Json] = {"source_trust": self.source_trust}
        if self.contains_sensitive_data is not None:
            said["contains_sensitive_data"] = self.contains_sensitive_data
        out: dict[str, Json] = {"context": said}
        for name, parts in (
            ("user", {"id": self.user_id, "role": self.user_role}),
            ("trace", {"run_id": self.run_id, "trace_id": self.trace_id}),
        ):
            known: dict[str, Json] = {part: value for part, value in parts.items() if value is not None}
            if known:
                out[name] = known
        return out


@dataclass(frozen=True)
class Settings:
    """How a client speaks. Times are in seconds.

    `timeout` is for one request; `deadline` for a call with its repetitions; `wait` for a person's answer; `poll` the first
    pause between two looks at an approval. `scheme` must be the one the agent is registered with.
    """

    url: str
    token: str = field(repr=False)
    agent: str = ""
    environment: str | None = None
    session: str | None = None
    scheme: Scheme = Scheme.AEGIS_JCS_1
    timeout: float = 5.0
    deadline: float = 15.0
    wait: float = 300.0
    poll: float = 1.0
    allow_http: bool = False
    timing: Timing = field(default_factory=Timing)

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("url must read http(s)://host[:port][/path]")
        if parts.username is not None or parts.password is not None:
            raise ValueError("url must not hold a credential: give the token as `token`")
        if parts.scheme == "http" and parts.hostname not in _LOOPBACK and not self.allow_http:
            raise ValueError("url must be https: the token would be readable on the way (`allow_http=True` to send it so)")
        if not all(c.isascii() and c.isprintable() and c != " " for c in self.token):
            raise ValueError("token must be printable ASCII without spaces")
        for name in ("timeout", "deadline", "wait", "poll"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} must be above 0 seconds")


@dataclass(frozen=True)
class Permit:
    """That one action may run now, once. `decision_id` is None when a read runs without the gateway."""

    decision_id: str | None
    action_hash: ActionHash


class Flows:
    """The flows of one client. Holds no state: safe for use by several threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._timing = settings.timing

    # --- one request

    def call(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        due: int = 200,
        safe: bool,
        until: float | None = None,
    ) -> Flow[Reply]:
        """Sends a request. A safe one is sent again after a failure, with full jitter, until the deadline."""
        end = self._timing.clock() + self.settings.deadline if until is None else until
        backoff = _FIRST_BACKOFF
        word: Unavailable | None = None
        before: Unavailable | None = None
        while True:
            left = end - self._timing.clock()
            if left <= 0:
                raise word or before or Unavailable("timeout", "the deadline is over")
            try:
                reply = yield Send(method, path, body, min(left, self.settings.timeout))
                if reply is None:
                    raise RuntimeError("a flow was handed no reply")
                if reply.status == due:
                    return reply
                raise self._fault(reply)
            except Unavailable as unavailable:
                fault = unavailable
            if fault.answered:
                word = fault  # a later silence does not take back what the gateway said
            if before is None or fault.code != "timeout":
                before = fault  # the deadline may cut the last attempt, which then says least
            pause = max(_LEAST_PAUSE, self._timing.jitter() * backoff)
            if fault.retry_after is not None:
                pause = max(pause, fault.retry_after)
            if not safe or not _passes(fault) or self._timing.clock() + pause >= end:
                raise word or before
            yield Pause(pause)
            backoff = min(backoff * 2, _MOST_BACKOFF)

    @staticmethod
    def _fault(reply: Reply) -> NotRun:
        if reply.status >= 400:
            return answers.problem_of(reply)
        return answers.malformed(f"HTTP {reply.status}", answered=True)

    def get(self, path: str, until: float | None = None, **query: object) -> Flow[answers.Members]:
        """Reads a route; `query` without the parameters that are None."""
        named = {name: str(value) for name, value in query.items() if value is not None}
        reply = yield from self.call("GET", path + ("?" + urlencode(named) if named else ""), safe=True, until=until)
        return answers.body_of(reply)

    # --- the routes

    def alive(self, path: str) -> Flow[bool]:
        try:
            reply = yield from self.call("GET", path, safe=False)
        except NotRun:
            return False
        return reply.status == 200

    def register(self, agent_key: str, more: Mapping[str, Json]) -> Flow[Registered]:
        body = canonical({"agent_key": agent_key, **more})
        reply = yield from self.call("POST", "/v1/agents/register", body, due=201, safe=False)
        members = answers.body_of(reply)
        return Registered(members.text("agent_id"), members.text("agent_token"))

    def authorize(self, tool_call: bytes, context: Context, request_id: str | None, deadline: float | None) -> Flow[Decision]:
        """Asks for a decision on canonical bytes, which are sent as they are."""
        agent: dict[str, Json] = {"id": self.settings.agent}
        if self.settings.environment is not None:
            agent["environment"] = self.settings.environment
        envelope: dict[str, Json] = {"agent": agent, **context.members()}
        envelope["action_hash"] = hash_of(tool_call, self.settings.scheme).hex
        envelope["request_id"] = self._timing.ids() if request_id is None else request_id
        if self.settings.session is not None:
            envelope["session"] = self.settings.session
        body = canonical(envelope)[:-1] + b',"tool_call":' + tool_call + b"}"
        until = self._timing.clock() + (self.settings.deadline if deadline is None else deadline)
        reply = yield from self.call("POST", "/v1/authorize", body, safe=True, until=until)
        return answers.decision_of(answers.body_of(reply))

    def approval(self, approval_id: str, until: float | None = None) -> Flow[Approval]:
        approval = answers.approval_of((yield from self.get(f"/v1/approvals/{_segment(approval_id)}", until)))
        if approval.approval_id != approval_id:
            raise answers.malformed("another approval", answered=True)
        return approval

    def approvals(self, status: str | None, limit: int | None, offset: int | None) -> Flow[list[Approval]]:
        members = yield from self.get("/v1/approvals", status=status, limit=limit, offset=offset)
        return [answers.approval_of(each) for each in members.objects("approvals")]

    def wait(self, approval_id: str, wait: float | None) -> Flow[Approval]:
        """Looks at an approval until it is not pending any more."""
        end = self._timing.clock() + (self.settings.wait if wait is None else wait)
        interval = self.settings.poll
        while True:
            try:
                approval = yield from self.approval(approval_id, end)
            except Unavailable as unavailable:
                if _passes(unavailable):  # it was asked again until the wait was over
                    raise _impatient() from unavailable
                raise
            if approval.status != "PENDING":
                return approval
            pause = interval * (0.5 + self._timing.jitter())
            if self._timing.clock() + pause >= end:
                raise _impatient()
            yield Pause(pause)
            interval = min(interval * 1.5, max(_MOST_BACKOFF, self.settings.poll))

    def consume(self, approval_id: str, action_hash: str) -> Flow[Consumed]:
        """Claims an approval. Sent once: after a lost answer nobody here knows whether it was claimed."""
        path = f"/v1/approvals/{_segment(approval_id)}/consume"
        try:
            reply = yield from self.call("POST", path, canonical({"action_hash": action_hash}), safe=False)
            return answers.consumed_of(answers.body_of(reply))
        except Unavailable as unavailable:
            message = f"whether the approval was claimed is unknown ({unavailable.code}); ask for a new one"
            raise Unavailable("consume_unknown", message, answered=True) from unavailable

    def prompt(self, session: str, text: str) -> Flow[bool]:
        path = f"/v1/sessions/{_segment(session)}/prompts"
        reply = yield from self.call("POST", path, canonical({"text": text}), due=201, safe=False)
        members = answers.body_of(reply)
        if members.text("session") != session:
            raise answers.malformed("another session", answered=True)
        return members.flag("vouched")

    def outcome(
        self,
        decision_id: str,
        status: str,
        executed_hash: str | None,
        output_hash: str | None,
        content: str | None = None,
    ) -> Flow[str]:
        body: dict[str, Json] = {"decision_id": decision_id, "status": status}
        if executed_hash is not None:
            body["executed_hash"] = executed_hash
        if output_hash is not None:
            body["output_hash"] = output_hash
        if content is not None:
            body["content"] = content
        reply = yield from self.call("POST", "/v1/outcomes", canonical(body), due=201, safe=False)
        return answers.body_of(reply).text("receipt_id")

    def receipt(self, receipt_id: str) -> Flow[dict[str, Json]]:
        members = yield from self.get(f"/v1/receipts/{_segment(receipt_id)}")
        return members.values

    def receipts(self, limit: int | None, cursor: str | None) -> Flow[tuple[list[dict[str, Json]], str | None]]:
        members = yield from self.get("/v1/receipts", limit=limit, cursor=cursor)
        following = members.values.get("next_cursor")
        rows = [row.values for row in members.objects("receipts")]
        return rows, following if isinstance(following, str) else None

    def verify_chain(self, receipts: list[Json]) -> Flow[ChainVerdict]:
        reply = yield from self.call("POST", "/v1/receipts/verify-chain", canonical({"receipts": receipts}), safe=False)
        return answers.verdict_of(answers.body_of(reply))

    def text(self, method: str, path: str, body: bytes | None) -> Flow[bytes]:
        reply = yield from self.call(method, path, body, safe=method == "GET")
        return reply.body

    # --- permission for one run

    def permit(
        self,
        tool_call: bytes,
        context: Context,
        *,
        read_open: bool,
        wait: float | None,
        on_held: Callable[[Approval], None] | None,
    ) -> Flow[Permit]:
        """Gets the permission to run exactly these canonical bytes, once, or raises a `NotRun`."""
        local = hash_of(tool_call, self.settings.scheme)
        try:
            decision = yield from self.authorize(tool_call, context, None, None)
        except Unavailable as unavailable:
            if read_open and not unavailable.answered:
                return Permit(None, local)
            raise
        _same(decision, local, decision.decision_id)
        if decision.approval is not None:
            _same_hash(decision.approval.action_hash, local, decision.decision_id)
        if decision.decision == "deny":
            raise Denied(decision.reason, "the gateway denied the action", decision_id=decision.decision_id)
        if decision.decision == "allow":
            return Permit(decision.decision_id, local)
        return (yield from self._claimed(decision, cast(Approval, decision.approval), local, wait, on_held))

    def _claimed(
        self,
        decision: Decision,
        held: Approval,
        local: ActionHash,
        wait: float | None,
        on_held: Callable[[Approval], None] | None,
    ) -> Flow[Permit]:
        if on_held is not None:
            on_held(held)
        approval = yield from self.wait(held.approval_id, wait)
        _same_hash(approval.action_hash, local, decision.decision_id)
        if approval.status != "APPROVED":
            _refuse_status(approval.status, f"approval_{approval.status.lower()}", decision.decision_id)
        consumed = yield from self.consume(held.approval_id, local.hex)
        _same(consumed, local, consumed.decision_id)
        if consumed.approval_id != held.approval_id or consumed.status != "CONSUMED" or consumed.decision != "allow":
            raise Denied("claim_not_granted", "the gateway did not grant the claim", decision_id=consumed.decision_id)
        return Permit(consumed.decision_id, local)


def frozen_action(action: Action, scheme: Scheme) -> tuple[bytes, Action]:
    """The canonical bytes of an action, and the action as read back from them."""
    frozen = action.frozen(scheme)
    return frozen.canonical(scheme), frozen


def _passes(fault: Unavailable) -> bool:
    """Whether a failure may be over when the same is asked again."""
    return fault.code in ("unreachable", "timeout") or fault.status in _RETRIED


def _impatient() -> Expired:
    return Expired("wait_deadline", "nobody answered in the time the caller would wait")


def _segment(name: str) -> str:
    """A name as one segment of a path."""
    if name in ("", ".", ".."):
        raise ValueError("an id must not be empty or dots")
    return quote(name, safe="")


def _same(said: Decision | Consumed, local: ActionHash, decision_id: str) -> None:
    if said.scheme != local.scheme.value:
        message = f"the gateway hashes under another scheme than {local.scheme.value}: set the client's `scheme`"
        raise HashMismatch("scheme_skew", message, decision_id=decision_id)
    _same_hash(said.action_hash, local, decision_id)


def _same_hash(said: str, local: ActionHash, decision_id: str) -> None:
    if not local.matches(said):
        raise HashMismatch("hash_mismatch", "the gateway answered about another action", decision_id=decision_id)


def _refuse_status(status: str | None, code: str, decision_id: str | None) -> NoReturn:
    """What a status that lets nothing run is for the caller."""
    kind: type[Rejected | Expired | Denied]
    kind = Rejected if status == "REJECTED" else Expired if status == "EXPIRED" else Denied
    why = {"REJECTED": "a person refused the action", "EXPIRED": "nobody agreed before the approval ran out"}
    raise kind(code, why.get(status or "", "the approval lets nothing run any more"), decision_id=decision_id)


OutcomeStatus: TypeAlias = Literal["succeeded", "failed", "not_started", "unknown"]
