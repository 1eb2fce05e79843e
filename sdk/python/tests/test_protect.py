"""What a protected function does for each thing a gateway can do, blocking and awaiting alike."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from gateway import DROP, HANG, Answer, Asked, FakeGateway, Ticks, decided, free_port, held, problem, reply

from sallyport import (
    Approval,
    AsyncClient,
    Client,
    Context,
    Denied,
    Expired,
    HashMismatch,
    NotRun,
    Problem,
    Refusal,
    Rejected,
    Scheme,
    Settings,
    Timing,
    Unavailable,
    protect,
)

AUTHORIZE = "POST /v1/authorize"
CONSUME = "POST /v1/approvals/apr%2F1/consume"
OUTCOMES = "POST /v1/outcomes"
LOOK = "GET /v1/approvals/apr%2F1"
TOKEN = "a-token-that-must-not-show"


class World:
    """A gateway, a client of either kind, and a function that notes each run."""

    def __init__(self, kind: str, gateway: FakeGateway) -> None:
        self.kind = kind
        self.gateway = gateway
        self.ticks = Ticks()
        self.runs: list[dict[str, Any]] = []
        self.fails: BaseException | None = None
        self.held: list[Approval] = []
        self.settings: dict[str, Any] = {"timeout": 5.0, "deadline": 2.6, "wait": 10.0}

    def client(self) -> Client | AsyncClient:
        timing = Timing(self.ticks.clock, self.ticks.jitter, self.ticks.id)
        settings = Settings(**{"url": self.gateway.url, "token": TOKEN, "agent": "a1", "timing": timing, **self.settings})
        if self.kind == "sync":
            return Client(settings, sleep=self.ticks.sleep)
        return AsyncClient(settings, sleep=self.ticks.sleep_async)

    def call(self, *args: Any, more: dict[str, Any] | None = None, **guard: Any) -> Any:
        client = self.client()
        options: dict[str, Any] = {"tool": "bank", "on_held": self.held.append, **guard}

        def pay(to: Any, amount: Any = 5, **rest: Any) -> Any:
            self.runs.append({"to": to, "amount": amount, **rest})
            if self.fails is not None:
                raise self.fails
            return "paid"

        if isinstance(client, Client):
            with client:
                return protect(client, **options)(pay)(*args, **(more or {}))

        async def pay_async(to: Any, amount: Any = 5, **rest: Any) -> Any:
            await asyncio.sleep(0)
            return pay(to, amount, **rest)

        async def main() -> Any:
            async with client:
                options.setdefault("action", "pay")
                return await protect(client, **options)(pay_async)(*args, **(more or {}))

        return asyncio.run(main())

    def refused(self, error: type[BaseException], code: str, *args: Any, **guard: Any) -> Any:
        with pytest.raises(error) as caught:
            self.call(*(args or ("bob",)), **guard)
        assert getattr(caught.value, "code", code) == code
        assert type(caught.value) is error
        assert self.runs == []
        assert self.gateway.asked_for(OUTCOMES) == []
        return caught.value


@pytest.fixture(params=["sync", "async"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    with FakeGateway().records() as gateway:
        yield World(request.param, gateway)


# --- allowed


def test_allowed_call_runs_once_and_its_outcome_is_reported(world: World) -> None:
    world.gateway.on(AUTHORIZE, decided("allow"))
    assert world.call("bob") == "paid"
    assert world.runs == [{"to": "bob", "amount": 5}]
    (asked,) = world.gateway.asked_for(AUTHORIZE)
    call = {"to": "bob", "amount": 5, "rest": {}}
    assert asked.body == {
        "action_hash": world.gateway.hash_seen(),
        "agent": {"id": "a1"},
        "context": {"source_trust": "unknown"},
        "request_id": "request-1",
        "tool_call": {"tool": "bank", "action": "pay", "resource": None, "mutates_state": True, "parameters": call},
    }
    assert asked.headers["authorization"] == f"Bearer {TOKEN}"
    (outcome,) = world.gateway.asked_for(OUTCOMES)
    assert outcome.body == {"decision_id": "dec_1", "status": "succeeded", "executed_hash": world.gateway.hash_seen()}


def test_hash_is_over_the_bytes_that_are_sent(world: World) -> None:
    seen: list[Asked] = []

    def answer(asked: Asked) -> Answer:
        seen.append(asked)
        react = decided("allow")
        assert callable(react)
        return react(asked)

    world.gateway.on(AUTHORIZE, answer)
    world.call("bÖb", 98.70)
    form = b'{"action":"pay","mutates_state":true,"parameters":{"amount":98.7,"rest":{},"to":"b\xc3\x96b"}'
    form += b',"resource":null,"tool":"bank"}'
    assert b'"tool_call":' + form + b"}" in seen[0].raw


def test_function_runs_with_the_copy_that_was_hashed(world: World) -> None:
    to = {"name": "bob", "tags": ["a"]}

    def swap(asked: Asked) -> Answer:
        to["name"] = "mallory"
        to["tags"].append("b")  # type: ignore[attr-defined]
        react = decided("allow")
        assert callable(react)
        return react(asked)

    world.gateway.on(AUTHORIZE, swap)
    world.call(to)
    assert world.runs[0]["to"] == {"name": "bob", "tags": ["a"]}
    assert world.runs[0]["to"] is not to


def test_failing_function_reports_failed_and_raises_its_own_error(world: World) -> None:
    world.gateway.on(AUTHORIZE, decided("allow"))
    world.fails = KeyError("x")
    with pytest.raises(KeyError):
        world.call("bob")
    assert world.gateway.asked_for(OUTCOMES)[0].body["status"] == "failed"


def test_interrupted_function_reports_unknown(world: World) -> None:
    class Stop(BaseException):
        pass

    world.gateway.on(AUTHORIZE, decided("allow"))
    world.fails = Stop()
    with pytest.raises(Stop):
        world.call("bob")
    assert world.gateway.asked_for(OUTCOMES)[0].body["status"] == "unknown"


@pytest.mark.parametrize("outcome", [problem(503, "unwritable"), DROP, reply(201, b"nonsense")])
def test_lost_outcome_is_logged_and_neither_repeated_nor_raised(
    world: World, outcome: Any, caplog: pytest.LogCaptureFixture
) -> None:
    world.gateway.on(AUTHORIZE, decided("allow")).on(OUTCOMES, outcome)
    assert world.call("bob") == "paid"
    assert len(world.gateway.asked_for(OUTCOMES)) == 1
    assert "the outcome of decision dec_1 was not recorded" in caplog.text


def test_context_resource_and_excluded_handles(world: World) -> None:
    world.gateway.on(AUTHORIZE, decided("allow"))
    handle = object()
    said = Context("semi_trusted_customer", True, user_id="u", run_id="r")
    world.settings |= {"session": "s1", "environment": "prod"}
    world.call(
        "bob", handle, exclude=["amount"], resource=lambda p: f"account/{p['to']}", context=lambda: said, action="transfer"
    )
    assert world.runs == [{"to": "bob", "amount": handle}]
    body = world.gateway.asked_for(AUTHORIZE)[0].body
    assert body["tool_call"]["resource"] == "account/bob"
    assert body["tool_call"]["parameters"] == {"to": "bob", "rest": {}}
    assert body["tool_call"]["action"] == "transfer"
    assert body["context"] == {"source_trust": "semi_trusted_customer", "contains_sensitive_data": True}
    assert (body["user"], body["trace"], body["session"]) == ({"id": "u"}, {"run_id": "r"}, "s1")
    assert body["agent"] == {"id": "a1", "environment": "prod"}


def test_other_scheme_when_the_agent_is_registered_with_it(world: World) -> None:
    world.settings["scheme"] = Scheme.SALLYPORT_JCS_2
    world.gateway.on(AUTHORIZE, decided("allow", scheme=Scheme.SALLYPORT_JCS_2))
    assert world.call("bob") == "paid"


# --- not allowed


def test_denied_call_does_not_run(world: World) -> None:
    world.gateway.on(AUTHORIZE, decided("deny"))
    error = world.refused(Denied, "policy_forbid")
    assert error.decision_id == "dec_1"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"action_hash": "0" * 64}, "hash_mismatch"),
        ({"action_hash": ""}, "hash_mismatch"),
        ({"action_hash_scheme": "sallyport-jcs-2"}, "scheme_skew"),
        ({"action_hash_scheme": "aegis-jcs-9"}, "scheme_skew"),
    ],
)
def test_answer_about_other_bytes_does_not_run(world: World, changed: dict[str, Any], code: str) -> None:
    world.gateway.on(AUTHORIZE, decided("allow", **changed))
    world.refused(HashMismatch, code)


def test_upper_case_hash_is_another_hash(world: World) -> None:
    def shout(asked: Asked) -> Answer:
        react = decided("allow")
        assert callable(react)
        status, headers, body = react(asked)
        digest = world.gateway.hash_seen()
        return status, headers, body.replace(digest.encode(), digest.upper().encode())

    world.gateway.on(AUTHORIZE, shout)
    world.refused(HashMismatch, "hash_mismatch")


# --- the table of failures, for a call that mutates and for a read

NO_ANSWER: list[tuple[str, Any, str]] = [
    ("dropped", DROP, "unreachable"),
    ("slow", HANG, "timeout"),
    ("no json", reply(200, b"<html>"), "malformed_answer"),
    ("cut json", reply(200, b'{"decision":"allow"'), "malformed_answer"),
    ("duplicate name", reply(200, b'{"decision":"deny","decision":"allow"}'), "malformed_answer"),
    ("array", reply(200, []), "malformed_answer"),
    ("empty", reply(200, b""), "malformed_answer"),
    ("page of a proxy", reply(502, b"<html>bad gateway</html>"), "http_502"),
]
ANSWERED: list[tuple[str, Any, str, type[BaseException]]] = [
    ("nothing said", reply(200, {}), "malformed_answer", Unavailable),
    ("internal", problem(500, "internal"), "internal", Unavailable),
    ("unwritable", problem(503, "unwritable"), "unwritable", Unavailable),
    ("no credential", problem(401, "credential_unknown"), "credential_unknown", Problem),
    ("forbidden page", reply(403, b"<html>"), "http_403", Unavailable),
    ("conflict", problem(409, "request_id_reused"), "request_id_reused", Problem),
    ("rate limit", problem(429, "rate_limited", {"Retry-After": "3600"}), "rate_limited", Unavailable),
    ("redirect", reply(302, b"", Location="http://127.0.0.1:1/"), "malformed_answer", Unavailable),
    ("created", decided("allow"), "malformed_answer", Unavailable),
    ("unknown decision", decided("perhaps"), "unknown_decision", Unavailable),
    ("denial without id", decided("deny", decision_id=None), "malformed_answer", Unavailable),
    ("score as text", decided("allow", risk_score="7"), "malformed_answer", Unavailable),
    ("held without approval", decided("require_approval"), "malformed_answer", Unavailable),
    ("number of tomorrow", decided("allow", risk_score=0.5), "malformed_answer", Unavailable),
]


def _created(asked: Asked) -> Answer:
    react = decided("allow")
    assert callable(react)
    return (201, *react(asked)[1:])


ANSWERED = [(name, _created if name == "created" else reaction, code, kind) for name, reaction, code, kind in ANSWERED]


@pytest.mark.parametrize(("reaction", "code"), [row[1:] for row in NO_ANSWER], ids=[row[0] for row in NO_ANSWER])
def test_without_an_answer_nothing_that_mutates_runs(world: World, reaction: Any, code: str) -> None:
    world.gateway.on(AUTHORIZE, reaction)
    world.settings["timeout"] = 0.05 if reaction == HANG else 5.0
    error = world.refused(Unavailable, code)
    assert not error.answered


@pytest.mark.parametrize(("reaction", "code"), [row[1:] for row in NO_ANSWER], ids=[row[0] for row in NO_ANSWER])
def test_without_an_answer_a_read_runs_only_if_its_host_said_so(
    world: World, reaction: Any, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    world.gateway.on(AUTHORIZE, reaction)
    world.settings["timeout"] = 0.05 if reaction == HANG else 5.0
    world.refused(Unavailable, code, mutates_state=False)
    assert world.call("bob", mutates_state=False, read_open=True) == "paid"
    assert world.gateway.asked_for(OUTCOMES) == []
    assert "bank.pay runs without the gateway: read_open" in caplog.text


@pytest.mark.parametrize(("reaction", "code", "kind"), [row[1:] for row in ANSWERED], ids=[row[0] for row in ANSWERED])
def test_against_the_gateways_word_nothing_runs_however_open(world: World, reaction: Any, code: str, kind: Any) -> None:
    world.gateway.on(AUTHORIZE, reaction)
    world.refused(kind, code)
    world.refused(kind, code, mutates_state=False, read_open=True)


def test_denied_read_does_not_run_however_open(world: World) -> None:
    world.gateway.on(AUTHORIZE, decided("deny"))
    world.refused(Denied, "policy_forbid", mutates_state=False, read_open=True)


def test_mismatch_does_not_run_however_open(world: World) -> None:
    world.gateway.on(AUTHORIZE, decided("allow", action_hash="0" * 64))
    world.refused(HashMismatch, "hash_mismatch", mutates_state=False, read_open=True)


def test_refused_connection_does_not_run(world: World) -> None:
    world.settings["url"] = f"http://127.0.0.1:{free_port()}"
    world.refused(Unavailable, "unreachable")
    assert len(world.ticks.pauses) >= 1
    assert world.call("bob", mutates_state=False, read_open=True) == "paid"


# --- repetitions


def test_authorize_is_repeated_with_the_same_request_id(world: World) -> None:
    world.settings["deadline"] = 10.0
    world.gateway.on(AUTHORIZE, problem(503, "unwritable"), DROP, decided("allow"))
    assert world.call("bob") == "paid"
    assert [a.body["request_id"] for a in world.gateway.asked_for(AUTHORIZE)] == ["request-1"] * 3
    assert world.ticks.pauses == [0.05, 0.1]


def test_retry_after_is_kept(world: World) -> None:
    world.settings["deadline"] = 10.0
    world.gateway.on(AUTHORIZE, problem(429, "rate_limited", {"Retry-After": "3"}), decided("allow"))
    assert world.call("bob") == "paid"
    assert world.ticks.pauses == [3.0]


def test_repetitions_end_at_the_deadline(world: World) -> None:
    world.settings["deadline"] = 3.0
    world.gateway.on(AUTHORIZE, problem(503, "unwritable"))
    world.refused(Unavailable, "unwritable")
    assert world.ticks.now < 3.0
    assert 3 < len(world.gateway.asked_for(AUTHORIZE)) < 10


def test_what_repeating_can_not_cure_is_not_repeated(world: World) -> None:
    world.settings["deadline"] = 10.0
    world.gateway.on(AUTHORIZE, problem(401, "credential_unknown"), decided("allow"))
    world.refused(Problem, "credential_unknown")
    assert len(world.gateway.asked_for(AUTHORIZE)) == 1


# --- held


def held_world(world: World, *statuses: str) -> World:
    world.gateway.on(AUTHORIZE, decided("require_approval", holds=True)).approves(*statuses).consumes()
    return world


def test_held_call_waits_is_claimed_and_runs(world: World) -> None:
    held_world(world, "PENDING", "PENDING", "APPROVED")
    assert world.call("bob") == "paid"
    assert [a.approval_id for a in world.held] == ["apr/1"]
    assert world.ticks.pauses == [1.0, 1.5]
    (claim,) = world.gateway.asked_for(CONSUME)
    assert claim.body == {"action_hash": world.gateway.hash_seen()}
    assert world.gateway.asked_for(OUTCOMES)[0].body["decision_id"] == "dec_2"


@pytest.mark.parametrize(
    ("status", "error", "code"),
    [
        ("REJECTED", Rejected, "approval_rejected"),
        ("EXPIRED", Expired, "approval_expired"),
        ("CONSUMED", Denied, "approval_consumed"),
        ("INVALIDATED", Denied, "approval_invalidated"),
        ("MAYBE", Unavailable, "unknown_status"),
    ],
)
def test_held_call_that_is_not_approved_does_not_run(world: World, status: str, error: type[NotRun], code: str) -> None:
    held_world(world, "PENDING", status).refused(error, code)
    assert world.gateway.asked_for(CONSUME) == []


def test_waiting_ends_with_the_callers_patience(world: World) -> None:
    held_world(world, "PENDING").refused(Expired, "wait_deadline", wait=4.0)
    assert world.ticks.now < 4.0


def test_waiting_outlives_a_gateway_that_is_away_for_a_moment(world: World) -> None:
    held_world(world, "APPROVED")
    world.gateway.reactions[LOOK][:0] = [DROP, problem(503, "not_ready")]
    assert world.call("bob") == "paid"


def test_waiting_on_a_gateway_that_stays_away_does_not_run(world: World) -> None:
    held_world(world).gateway.on(LOOK, DROP)
    world.refused(Expired, "wait_deadline", mutates_state=False, read_open=True)


def test_approval_of_another_action_does_not_run(world: World) -> None:
    held_world(world, "APPROVED").gateway.approves("APPROVED", action_hash="1" * 64)
    world.refused(HashMismatch, "hash_mismatch")
    assert world.gateway.asked_for(CONSUME) == []


def test_brief_of_another_action_does_not_run(world: World) -> None:
    held_world(world, "APPROVED").gateway.on(AUTHORIZE, decided("require_approval", approval=held("PENDING")))
    world.refused(HashMismatch, "hash_mismatch")


def test_other_approval_than_the_one_asked_for_does_not_run(world: World) -> None:
    held_world(world).gateway.approves("APPROVED", approval_id="apr_2")
    world.refused(Unavailable, "malformed_answer")


@pytest.mark.parametrize("lost", [DROP, HANG, reply(200, b"{"), reply(200, {}), reply(502, b"<html>")])
def test_lost_answer_to_a_claim_is_unknown_and_not_repeated(world: World, lost: Any) -> None:
    held_world(world, "APPROVED").gateway.on(CONSUME, lost)
    world.settings["timeout"] = 2.0 if lost == HANG else 5.0
    world.refused(Unavailable, "consume_unknown", mutates_state=False, read_open=True)
    assert len(world.gateway.asked_for(CONSUME)) == 1


@pytest.mark.parametrize(
    ("refusal", "error", "code"),
    [
        (problem(409, "approval_consumed", approval_status="CONSUMED"), Problem, "approval_consumed"),
        (problem(409, "approval_expired", approval_status="EXPIRED"), Expired, "approval_expired"),
        (problem(409, "approval_rejected", approval_status="REJECTED"), Rejected, "approval_rejected"),
        (problem(409, "approval_invalidated"), Problem, "approval_invalidated"),
        (problem(503, "unwritable"), Unavailable, "consume_unknown"),
        (problem(429, "rate_limited", {"Retry-After": "0"}), Unavailable, "consume_unknown"),
        (problem(409, "approval_hash_mismatch"), HashMismatch, "approval_hash_mismatch"),
        (problem(404, "no_such_approval"), Problem, "no_such_approval"),
    ],
)
def test_refused_claim_does_not_run_and_is_not_repeated(world: World, refusal: Any, error: type[NotRun], code: str) -> None:
    held_world(world, "APPROVED").gateway.on(CONSUME, refusal)
    world.refused(error, code)
    assert len(world.gateway.asked_for(CONSUME)) == 1


@pytest.mark.parametrize(
    ("changed", "error", "code"),
    [
        ({"action_hash": "2" * 64}, HashMismatch, "hash_mismatch"),
        ({"action_hash_scheme": "sallyport-jcs-2"}, HashMismatch, "scheme_skew"),
        ({"decision": "deny"}, Denied, "claim_not_granted"),
        ({"decision": "require_approval"}, Denied, "claim_not_granted"),
        ({"status": "APPROVED"}, Denied, "claim_not_granted"),
        ({"approval_id": "apr_2"}, Denied, "claim_not_granted"),
        ({"decision": "sure"}, Unavailable, "consume_unknown"),
    ],
)
def test_claim_that_was_not_granted_does_not_run(world: World, changed: dict[str, str], error: type[NotRun], code: str) -> None:
    held_world(world, "APPROVED").gateway.consumes(**changed)
    world.refused(error, code)


# --- arguments


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (2**53, "number_too_large"),
        (-0.0, "negative_zero"),
        (float("nan"), "bad_number"),
        (float("inf"), "bad_number"),
        (1e300, "number_too_large"),
        (0.00001, "number_not_portable"),
        ("\ud800", "lone_surrogate"),
        ("\ufffe", "noncharacter"),
        (b"bytes", "wrong_type"),
        ({1: "x"}, "wrong_type"),
        ({"a": {1, 2}}, "wrong_type"),
        (object(), "wrong_type"),
        ("x" * (1 << 20), "too_large"),
    ],
)
def test_arguments_that_are_no_json_are_refused_before_anything_is_sent(world: World, value: Any, code: str) -> None:
    world.refused(Refusal, code, value)
    assert world.gateway.asked == []


def test_cyclic_and_deep_arguments_are_refused(world: World) -> None:
    cycle: list[Any] = []
    cycle.append(cycle)
    world.refused(Refusal, "too_deep", cycle)
    deep: list[Any] = []
    for _ in range(70):
        deep = [deep]
    world.refused(Refusal, "too_deep", deep)


def test_values_that_only_look_like_json_are_refused(world: World) -> None:
    class Text(str):
        pass

    class Shifty(dict[str, Any]):
        pass

    world.refused(Refusal, "wrong_type", Text("bob"))
    world.refused(Refusal, "wrong_type", Shifty())


def test_integral_floats_and_tuples_arrive_as_they_were_hashed(world: World) -> None:
    world.gateway.on(AUTHORIZE, decided("allow"))
    world.call((1.0, 2), True)
    assert world.runs == [{"to": [1, 2], "amount": True}]


def test_star_arguments_keep_their_shape() -> None:
    ticks = Ticks()
    with FakeGateway().records().on(AUTHORIZE, decided("allow")) as gateway:
        settings = Settings(gateway.url, TOKEN, "a1", timing=Timing(ticks.clock, ticks.jitter, ticks.id))

        class Shell:
            @protect(Client(settings), tool="shell")
            def run(self, first: str, /, *rest: str, check: bool = True) -> tuple[Any, ...]:
                return first, rest, check

        assert Shell().run("ls", "-l", "-a", check=False) == ("ls", ("-l", "-a"), False)
        call = gateway.asked_for(AUTHORIZE)[0].body["tool_call"]
    assert call["parameters"] == {"first": "ls", "rest": ["-l", "-a"], "check": False}
    assert call["action"] == "run"


# --- misuse and secrets


def test_misuse_is_refused_when_the_function_is_defined() -> None:
    client = Client(Settings("http://127.0.0.1:1", TOKEN))
    with pytest.raises(ValueError, match="read_open"):
        protect(client, tool="t", mutates_state=True, read_open=True)
    with pytest.raises(ValueError, match="exclude"):
        protect(client, tool="t", exclude=["nobody"])(lambda a: a)

    async def coroutine() -> None: ...

    def generator() -> Iterator[int]:
        yield 1

    with pytest.raises(TypeError):
        protect(client, tool="t")(coroutine)
    with pytest.raises(TypeError):
        protect(client, tool="t")(generator)
    with pytest.raises(TypeError):
        protect(AsyncClient(Settings("http://127.0.0.1:1", TOKEN)), tool="t")(lambda: 1)  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize(
    "url", ["http://example.org", "ftp://127.0.0.1", "http://u:p@127.0.0.1", "127.0.0.1:7171", "http://127.0.0.1/?t=1"]
)
def test_addresses_that_would_show_the_token_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="url must"):
        Settings(url, TOKEN)


def test_token_that_would_break_a_header_is_refused_without_showing_it() -> None:
    with pytest.raises(ValueError) as caught:
        Settings("http://127.0.0.1", "secret\r\nX: y")
    assert "secret" not in str(caught.value)


def test_token_and_arguments_show_nowhere(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = world.client()
    world.gateway.on(AUTHORIZE, problem(401, "credential_unknown"))
    error = world.refused(Problem, "credential_unknown", "argument-that-must-not-show")
    shown = [repr(client), repr(client.settings), str(client.settings), repr(error), str(error), caplog.text]
    assert all(TOKEN not in text and "must-not-show" not in text for text in shown)


def test_cancelled_call_reports_unknown() -> None:
    ticks = Ticks()
    with FakeGateway().records().on(AUTHORIZE, decided("allow")) as gateway:
        settings = Settings(gateway.url, TOKEN, "a1", timing=Timing(ticks.clock, ticks.jitter, ticks.id))

        async def main() -> None:
            started = asyncio.Event()
            async with AsyncClient(settings) as client:

                @protect(client, tool="t")
                async def long() -> None:
                    started.set()
                    await asyncio.Event().wait()

                task = asyncio.create_task(long())
                await started.wait()
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task

        asyncio.run(main())
        assert gateway.asked_for(OUTCOMES)[0].body["status"] == "unknown"


def test_a_parameter_called_self_of_a_plain_function_is_hashed_and_sent_like_any_other() -> None:
    with FakeGateway().records() as gateway:
        gateway.on(AUTHORIZE, problem(403, "wrong_credential"))
        world = World("sync", gateway)

        def pay(self: str) -> None:
            world.runs.append({"self": self})

        client = world.client()
        assert isinstance(client, Client)
        guarded = protect(client, tool="bank", mutates_state=True)(pay)
        with pytest.raises(NotRun):
            guarded("ann")
        assert gateway.asked_for(AUTHORIZE)[0].body["tool_call"]["parameters"] == {"self": "ann"}
    assert world.runs == []
