"""The routes, blocking and awaiting alike: what is asked, and what comes back."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import vectors
from gateway import FakeGateway, Ticks, decided, held, problem, reply

from sallyport import (
    Action,
    ActionHash,
    AsyncClient,
    Client,
    Expired,
    Problem,
    Scheme,
    Settings,
    Timing,
    Unavailable,
    Verified,
    verify_export,
)

HASH = ActionHash("ab" * 32, Scheme.AEGIS_JCS_1)
Call = Callable[[Any], Any]


class Both:
    def __init__(self, kind: str, gateway: FakeGateway) -> None:
        self.kind, self.gateway, self.ticks = kind, gateway, Ticks()

    def __call__(self, call: Call) -> Any:
        timing = Timing(self.ticks.clock, self.ticks.jitter, self.ticks.id)
        settings = Settings(self.gateway.url, "token", "a1", timing=timing, deadline=2.6)
        if self.kind == "sync":
            with Client(settings, sleep=self.ticks.sleep) as client:
                return call(client)

        async def main() -> Any:
            async with AsyncClient(settings, sleep=self.ticks.sleep_async) as client:
                return await call(client)

        return asyncio.run(main())


@pytest.fixture(params=["sync", "async"])
def ask(request: pytest.FixtureRequest) -> Iterator[Both]:
    with FakeGateway() as gateway:
        yield Both(request.param, gateway)


def test_both_clients_have_the_same_methods() -> None:
    def methods(kind: type) -> dict[str, list[str]]:
        named = inspect.getmembers(kind, inspect.isfunction)
        return {name: list(inspect.signature(f).parameters) for name, f in named if not name.startswith("_")}

    assert methods(Client) == methods(AsyncClient)


def test_health_is_an_answer_and_never_an_error(ask: Both) -> None:
    ask.gateway.on("GET /healthz", reply(200, {"status": "ok"})).on("GET /readyz", problem(503, "not_ready"))
    assert ask(lambda c: c.health()) is True
    assert ask(lambda c: c.ready()) is False


def test_register_gives_a_token_that_does_not_show(ask: Both) -> None:
    ask.gateway.on(
        "POST /v1/agents/register", reply(201, {"agent_id": "agt_1", "agent_token": "sp_hidden", "status": "active"})
    )
    registered = ask(lambda c: c.register("coder", owner_team="pay", trust_ceiling="unknown"))
    assert (registered.agent_id, registered.agent_token) == ("agt_1", "sp_hidden")
    assert "sp_hidden" not in repr(registered)
    assert ask.gateway.asked[0].body == {"agent_key": "coder", "owner_team": "pay", "trust_ceiling": "unknown"}


def test_authorize_answers_the_decision_with_its_approval(ask: Both) -> None:
    ask.gateway.on("POST /v1/authorize", decided("require_approval", holds=True))
    action = Action("mail", "send", True, {"to": "x"})
    decision = ask(lambda c: c.authorize(action, request_id="r9"))
    assert (decision.decision, decision.approval.status) == ("held", "PENDING")
    assert decision.action_hash == action.hash(Scheme.AEGIS_JCS_1).hex
    assert decision.is_about(Scheme.AEGIS_JCS_1)
    assert ask.gateway.asked[0].body["request_id"] == "r9"


def test_approvals_are_listed_and_read(ask: Both) -> None:
    ask.gateway.on("GET /v1/approvals?status=PENDING&limit=2", reply(200, {"approvals": [held("PENDING"), held("PENDING")]}))
    ask.gateway.on("GET /v1/approvals/apr%2F1", reply(200, held("APPROVED")))
    assert [a.status for a in ask(lambda c: c.approvals("PENDING", limit=2))] == ["PENDING"] * 2
    assert ask(lambda c: c.approval("apr/1")).status == "APPROVED"


def test_id_can_not_leave_its_route(ask: Both) -> None:
    for call in (lambda c: c.approval(""), lambda c: c.approval("."), lambda c: c.approval("..")):
        with pytest.raises(ValueError, match="must not be"):
            ask(call)
    with pytest.raises(Problem):
        ask(lambda c: c.receipt("../approvals?x#y"))
    assert [a.path for a in ask.gateway.asked] == ["/v1/receipts/..%2Fapprovals%3Fx%23y"]


def test_waiting_for_an_approval(ask: Both) -> None:
    ask.gateway.on("GET /v1/approvals/apr%2F1", reply(200, held("PENDING")), reply(200, held("REJECTED")))
    assert ask(lambda c: c.wait_for_approval("apr/1")).status == "REJECTED"
    ask.gateway.on("GET /v1/approvals/apr%2F1", reply(200, held("PENDING")))
    with pytest.raises(Expired, match="wait_deadline"):
        ask(lambda c: c.wait_for_approval("apr/1", wait=4.0))


def test_consume_and_outcome(ask: Both) -> None:
    claimed = {"approval_id": "apr/1", "status": "CONSUMED", "decision_id": "d2", "decision": "allow", "receipt_id": "r"}
    claimed |= {"action_hash": HASH.hex, "action_hash_scheme": "aegis-jcs-1"}
    ask.gateway.on("POST /v1/approvals/apr%2F1/consume", reply(200, claimed))
    ask.gateway.on("POST /v1/outcomes", reply(201, {"decision_id": "d2", "status": "failed", "receipt_id": "r3"}))
    assert ask(lambda c: c.consume("apr/1", HASH)).decision_id == "d2"
    assert ask(lambda c: c.report_outcome("d2", "failed", executed_hash=HASH, output_hash="cd" * 32)) == "r3"
    body = {"decision_id": "d2", "status": "failed", "executed_hash": HASH.hex, "output_hash": "cd" * 32}
    assert ask.gateway.asked[-1].body == body


def test_prompts_and_content(ask: Both) -> None:
    ask.gateway.on("POST /v1/sessions/s%2F1/prompts", reply(201, {"session": "s/1", "vouched": True}))
    assert ask(lambda c: c.prompt("s/1", "Write to Bob")) is True
    assert ask.gateway.asked[-1].body == {"text": "Write to Bob"}
    ask.gateway.on("POST /v1/sessions/s/prompts", reply(201, {"session": "s", "vouched": False}))
    assert ask(lambda c: c.prompt("s", "Write to Bob")) is False
    for bad in ({"session": "t", "vouched": True}, {"session": "s"}, {"session": "s", "vouched": "true"}):
        ask.gateway.on("POST /v1/sessions/s/prompts", reply(201, bad))
        with pytest.raises(Unavailable, match="malformed"):
            ask(lambda c: c.prompt("s", "Write to Bob"))
    ask.gateway.on("POST /v1/outcomes", reply(201, {"decision_id": "d2", "status": "succeeded", "receipt_id": "r3"}))
    assert ask(lambda c: c.report_outcome("d2", "succeeded", content="done")) == "r3"
    assert ask.gateway.asked[-1].body == {"decision_id": "d2", "status": "succeeded", "content": "done"}


def test_receipts_and_chain(ask: Both) -> None:
    row = {"receipt_id": "r1", "sequence": 0, "receipt_hash": "", "receipt": {}}
    ask.gateway.on("GET /v1/receipts/r1", reply(200, row))
    ask.gateway.on("GET /v1/receipts?limit=1", reply(200, {"receipts": [row], "next_cursor": "c1"}))
    ask.gateway.on("GET /v1/receipts?limit=1&cursor=c1", reply(200, {"receipts": []}))
    bad = {"verified": False, "checked": 1, "error": "chain_broken", "first_bad_index": 1}
    ask.gateway.on("POST /v1/receipts/verify-chain", reply(200, bad))
    assert ask(lambda c: c.receipt("r1")) == row
    assert ask(lambda c: c.receipts(1)) == ([row], "c1")
    assert ask(lambda c: c.receipts(1, "c1")) == ([], None)
    verdict = ask(lambda c: c.verify_chain([{"a": 1}]))
    assert (verdict.verified, verdict.checked, verdict.error, verdict.first_bad_index) == (False, 1, "chain_broken", 1)


def test_export_is_verified_here(ask: Both) -> None:
    file = (vectors.SPEC / "receipt/vectors/five/log.receipts").read_bytes()
    ask.gateway.on("POST /v1/receipts/export", reply(200, file))
    verdict = verify_export(ask(lambda c: c.export_receipts()))
    assert isinstance(verdict, Verified)
    assert (verdict.count, verdict.signer, verdict.anchored) == (5, "unchecked", False)


@pytest.mark.parametrize(
    "call",
    [
        lambda c: c.register("k"),
        lambda c: c.consume("a", HASH),
        lambda c: c.report_outcome("d", "succeeded"),
        lambda c: c.verify_chain([]),
        lambda c: c.export_receipts(),
    ],
)
def test_what_is_not_safe_to_repeat_is_sent_once(ask: Both, call: Call) -> None:
    for path in ("/v1/agents/register", "/v1/approvals/a/consume", "/v1/outcomes", "/v1/receipts/verify-chain"):
        ask.gateway.on("POST " + path, problem(503, "unwritable"))
    with pytest.raises((Unavailable, Problem)):  # the fake has no export: 404
        ask(call)
    assert len(ask.gateway.asked) == 1
    assert ask.ticks.pauses == []


def test_reads_are_repeated(ask: Both) -> None:
    ask.gateway.on("GET /v1/receipts/r1", problem(503, "not_ready"), reply(200, {"receipt_id": "r1"}))
    assert ask(lambda c: c.receipt("r1")) == {"receipt_id": "r1"}
    assert ask.ticks.pauses == [0.05]


def test_gateways_words_are_shown_on_one_printable_line(ask: Both) -> None:
    body = {"code": "no\x1b[31m", "detail": "a\nb\x1b[31m" + "x" * 1000, "status": 404}
    ask.gateway.on("GET /v1/receipts/r1", reply(404, body))
    with pytest.raises(Unavailable) as caught:
        ask(lambda c: c.receipt("r1"))
    assert caught.value.code == "http_404"
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


def test_compressed_answers_that_nobody_asked_for_are_refused(ask: Both) -> None:
    ask.gateway.on("GET /v1/receipts/r1", reply(200, b"\x1f\x8b", Content_Encoding="gzip"))
    with pytest.raises(Unavailable, match="malformed_answer"):
        ask(lambda c: c.receipt("r1"))
    assert ask.gateway.asked[0].headers["accept-encoding"] == "identity"


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("URL", "TOKEN", "SESSION"):
        monkeypatch.delenv(f"SALLYPORT_{name}", raising=False)
    with pytest.raises(ValueError, match="SALLYPORT_URL"):
        Client.from_env()
    monkeypatch.setenv("SALLYPORT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("SALLYPORT_TOKEN", "t")
    monkeypatch.setenv("SALLYPORT_SESSION", "s")
    settings = Client.from_env(agent="a").settings
    assert (settings.url, settings.token, settings.session, settings.agent) == ("http://127.0.0.1:1", "t", "s", "a")


def test_routes_are_those_of_the_published_api() -> None:
    yaml = (vectors.SPEC / "api/openapi.yaml").read_text()
    for path in (
        "/v1/authorize", "/v1/agents/register", "/v1/approvals", "/v1/approvals/{id}", "/v1/approvals/{id}/consume",
        "/v1/outcomes", "/v1/sessions/{id}/prompts", "/v1/receipts", "/v1/receipts/{id}", "/v1/receipts/verify-chain",
        "/v1/receipts/export",
        "/healthz", "/readyz",
    ):  # fmt: skip
        assert f"  {path}:\n" in yaml
    assert json.dumps("require_approval").strip('"') in yaml
