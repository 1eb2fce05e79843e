#!/usr/bin/env python3
"""Writes the vectors of this folder: what a scripted gateway answers, and what a client makes of it. Run it after a change of
the cases below; ./sallyport conformance asks them of every SDK."""

import json
import pathlib
import shutil

HERE = pathlib.Path(__file__).resolve().parent / "vectors"
DROP = {"fault": "drop"}
SILENCE = {"fault": "silence"}
TIMES = {"timeout_ms": 5000, "deadline_ms": 8000, "patience_ms": 8000, "poll_ms": 10}
SOON = {**TIMES, "deadline_ms": 600, "patience_ms": 900}
SLOW = {**TIMES, "timeout_ms": 300, "deadline_ms": 350}
LATE = {**TIMES, "timeout_ms": 1000}
WAITING = {**TIMES, "deadline_ms": 2000, "patience_ms": 900}
BRIEF = {"approval_id": "apr_1", "status": "PENDING", "approver_group": "approvers", "expires_at": "2026-11-21T08:00:00Z"}


def answer(status, body, **headers):
    out = {"status": status, "body": body if isinstance(body, str) else json.dumps(body, separators=(",", ":"))}
    return {**out, "headers": {name.replace("_", "-"): text for name, text in headers.items()}} if headers else out


def without(body, *names):
    return {name: value for name, value in body.items() if name not in names}


def decision(word, **changed):
    return {
        "decision_id": "dec_1", "decision": word, "risk_score": 7, "risk_level": "low", "reason": "some_reason",
        "matched_policies": ["p1"], "receipt_id": "rcp_1", "action_hash": "$HASH", "action_hash_scheme": "$SCHEME", **changed,
    }


def decided(word, **changed):
    return answer(200, decision(word, **changed))


def held(**changed):
    return decided("require_approval", approval={**BRIEF, "action_hash": "$HASH", **changed})


def approval(status, **changed):
    return answer(200, {
        **BRIEF, "status": status, "decision_id": "dec_1", "agent_id": "agt_1", "session": "s", "tool": "mail", "action": "send",
        "action_hash": "$HASH", "quorum": 1, "created_at": "2026-11-21T07:00:00Z", "answers": [], **changed,
    })


def consumption(**changed):
    return {
        "approval_id": "apr_1", "status": "CONSUMED", "decision_id": "dec_2", "decision": "allow", "receipt_id": "rcp_2",
        "action_hash": "$HASH", "action_hash_scheme": "$SCHEME", **changed,
    }


def consumed(**changed):
    return answer(200, consumption(**changed))


def problem(status, code, **more):
    headers = more.pop("headers", {})
    body = {"type": "urn:sallyport:problem:" + code, "title": "no", "status": status, "code": code, "detail": "said so", **more}
    return answer(status, body, **headers)


RECORDED = answer(201, {"decision_id": "dec_1", "status": "succeeded", "receipt_id": "rcp_3"})
HELD = {"authorize": [held()]}
CLAIM = {**HELD, "approval": [approval("APPROVED")]}
A, P, C, O = "authorize", "approval", "consume", "outcome"
READ = {"mutates_state": False}
OPEN = {"mutates_state": False, "read_open": True}

cases = []


def case(name, why, verdict, code, asked, times=TIMES, guard=None, scheme="aegis-jcs-1", **script):
    guard = {"mutates_state": True, "read_open": False, **(guard or {})}
    wanted = {"verdict": verdict} if code is None else {"verdict": verdict, "code": code}
    folder = "runs" if verdict == "ran" else verdict
    cases.append((folder, name, {
        "name": name, "why": why, "scheme": scheme, **guard, "times": times,
        "script": {"outcome": [RECORDED], **script}, "asked": asked, "output": wanted,
    }))


def runs(name, why, asked, **more):
    case(name, why, "ran", None, asked, **more)


runs("allowed", "Asked, allowed, run, reported.", [A, O], authorize=[decided("allow")])
runs("allowed_in_the_other_scheme", "Both schemes go the same way.", [A, O], scheme="sallyport-jcs-2", authorize=[decided("allow")])
runs("members_of_tomorrow", "What is not known is ignored.", [A, O], authorize=[decided("allow", mood="good", nested={"a": [1]})])
runs("asked_again_after_a_lost_answer", "authorize carries a request id.", [A, O], authorize=[DROP, decided("allow")])
runs("asked_again_when_busy", "429 may pass.", [A, O], authorize=[problem(429, "rate_limited", headers={"Retry_After": "0"}), decided("allow")])
runs("asked_again_after_500", "500 may pass.", [A, O], authorize=[problem(500, "internal"), decided("allow")])
runs("asked_again_after_a_page_of_a_proxy", "502 may pass.", [A, O], authorize=[answer(502, "<html>"), decided("allow")])
runs("asked_again_after_408", "408 may pass.", [A, O], authorize=[problem(408, "body_too_slow"), decided("allow")])
runs("approved", "Held, waited for, claimed with the hash, run.", [A, P, C, O], **CLAIM, consume=[consumed()])
runs("approved_while_the_gateway_is_away_at_times", "A look is harmless to repeat.", [A, P, C, O], **HELD,
     approval=[approval("PENDING"), DROP, answer(502, ""), problem(429, "rate_limited"), approval("PENDING"), approval("APPROVED")], consume=[consumed()])
runs("outcome_not_recorded", "It ran; that nobody heard of it is told the host only.", [A, O], authorize=[decided("allow")], outcome=[problem(503, "journal_unavailable")])
runs("outcome_lost", "An outcome is sent once.", [A, O], authorize=[decided("allow")], outcome=[DROP])
runs("outcome_found_wrong", "A tamper event of the gateway's; it ran all the same.", [A, O], authorize=[decided("allow")], outcome=[problem(409, "executed_hash_mismatch", receipt_id="rcp_9")])

case("by_policy", "The reason is the code.", "denied", "some_reason", [A], authorize=[decided("deny")])
for status, code in ((401, "credential_unknown"), (403, "wrong_credential"), (404, "no_such_route"), (409, "request_id_reused"), (400, "wrong_form"), (413, "body_too_large")):
    case(f"problem_{status}", "The gateway refused the request.", "denied", code, [A], authorize=[problem(status, code)])
case("read_open_does_not_open_a_denial", "The gateway's word stands.", "denied", "some_reason", [A], guard=OPEN, authorize=[decided("deny")])
case("read_open_does_not_open_a_problem", "The gateway's word stands.", "denied", "credential_unknown", [A], guard=OPEN, authorize=[problem(401, "credential_unknown")])
case("approval_used_before", "An approval is for one run.", "denied", "approval_consumed", [A, P], **HELD, approval=[approval("CONSUMED")])
case("approval_invalidated", "It would no longer be judged alike.", "denied", "approval_invalidated", [A, P], **HELD, approval=[approval("INVALIDATED")])
case("approval_unknown", "The gateway refused the look.", "denied", "no_such_approval", [A, P], **HELD, approval=[problem(404, "no_such_approval")])
case("claim_after_another", "409, and not repeated.", "denied", "approval_consumed", [A, P, C], **CLAIM, consume=[problem(409, "approval_consumed", approval_status="CONSUMED")])
case("claim_judged_otherwise", "409.", "denied", "approval_invalidated", [A, P, C], **CLAIM, consume=[problem(409, "approval_invalidated", approval_status="INVALIDATED")])
for name, change in (("denies", {"decision": "deny"}), ("holds", {"decision": "require_approval"}), ("uses_nothing_up", {"status": "APPROVED"}), ("is_of_another_approval", {"approval_id": "apr_2"})):
    case(f"claim_{name}", "Only CONSUMED with allow, of this approval, grants it.", "denied", "claim_not_granted", [A, P, C], **CLAIM, consume=[consumed(**change)])

case("by_a_person", "Somebody said no.", "rejected", "approval_rejected", [A, P], **HELD, approval=[approval("PENDING"), approval("REJECTED")])
case("at_the_claim", "Somebody said no meanwhile.", "rejected", "approval_rejected", [A, P, C], **CLAIM, consume=[problem(409, "approval_rejected", approval_status="REJECTED")])
case("approval_ran_out", "The approval's own end.", "expired", "approval_expired", [A, P], **HELD, approval=[approval("EXPIRED")])
case("at_the_claim", "It ran out meanwhile.", "expired", "approval_expired", [A, P, C], **CLAIM, consume=[problem(409, "approval_expired", approval_status="EXPIRED")])
case("nobody_came", "The caller's patience ended.", "expired", "wait_deadline", [A, P], times=WAITING, **HELD, approval=[approval("PENDING")])
case("gateway_stays_away_while_waiting", "A look without an answer is repeated until the patience ends.", "expired", "wait_deadline", [A, P], times=WAITING, **HELD, approval=[DROP])
case("read_open_does_not_open_a_wait", "A gateway had answered.", "expired", "wait_deadline", [A, P], times=WAITING, guard=OPEN, **HELD, approval=[DROP])

case("other_bytes", "The answer is about another action.", "hash_mismatch", "hash_mismatch", [A], authorize=[decided("allow", action_hash="$OTHER")])
case("other_bytes_denied", "Compared before anything else is believed.", "hash_mismatch", "hash_mismatch", [A], authorize=[decided("deny", action_hash="$OTHER")])
case("other_spelling", "Lower-case digits, exactly.", "hash_mismatch", "hash_mismatch", [A], authorize=[decided("allow", action_hash="$UPPER")])
case("other_scheme", "The gateway hashes by the other scheme.", "hash_mismatch", "scheme_skew", [A], authorize=[decided("allow", action_hash="$SKEWED", action_hash_scheme="$OTHER_SCHEME")])
case("other_scheme_with_the_right_hash", "The scheme's name counts, too.", "hash_mismatch", "scheme_skew", [A], authorize=[decided("allow", action_hash_scheme="$OTHER_SCHEME")])
case("unknown_scheme", "A scheme of tomorrow.", "hash_mismatch", "scheme_skew", [A], authorize=[decided("allow", action_hash_scheme="sallyport-jcs-9")])
case("skewed_hash_under_the_right_name", "The other scheme's hash, called this one's.", "hash_mismatch", "hash_mismatch", [A], scheme="sallyport-jcs-2", authorize=[decided("allow", action_hash="$SKEWED")])
case("refused_by_the_gateway", "The gateway compared the hash that was sent along.", "hash_mismatch", "action_hash_mismatch", [A], authorize=[problem(409, "action_hash_mismatch")])
case("approval_in_the_answer", "People would be asked about another action.", "hash_mismatch", "hash_mismatch", [A], authorize=[held(action_hash="$OTHER")])
case("approval_swapped", "People agreed to another action.", "hash_mismatch", "hash_mismatch", [A, P], **HELD, approval=[approval("APPROVED", action_hash="$OTHER")])
case("claim_of_other_bytes", "Used up for another action.", "hash_mismatch", "hash_mismatch", [A, P, C], **CLAIM, consume=[consumed(action_hash="$OTHER")])
case("claim_in_the_other_scheme", "The agent's scheme was changed meanwhile.", "hash_mismatch", "scheme_skew", [A, P, C], **CLAIM, consume=[consumed(action_hash="$SKEWED", action_hash_scheme="$OTHER_SCHEME")])
case("claim_found_to_be_tampering", "The approval is void.", "hash_mismatch", "approval_hash_mismatch", [A, P, C], **CLAIM, consume=[problem(409, "approval_hash_mismatch")])
case("read_open_does_not_open_a_mismatch", "A gateway spoke.", "hash_mismatch", "hash_mismatch", [A], guard=OPEN, authorize=[decided("allow", action_hash="$OTHER")])

SILENT = (
    ("dropped", DROP, "unreachable", SOON), ("silent", SILENCE, "timeout", SLOW), ("html", answer(200, "<html>allow</html>"), "malformed_answer", TIMES),
    ("cut", answer(200, '{"decision":"allow"'), "malformed_answer", TIMES), ("empty", answer(200, ""), "malformed_answer", TIMES),
    ("array", answer(200, "[]"), "malformed_answer", TIMES), ("twice", answer(200, '{"decision":"deny","decision":"allow"}'), "malformed_answer", TIMES),
    ("page_of_a_proxy", answer(502, "<html>"), "http_502", SOON), ("page_of_a_server", answer(500, '{"error":"oops"}'), "http_500", SOON),
    ("problem_of_another_status", answer(503, {"status": 500, "code": "internal"}), "http_503", SOON),
    ("code_that_is_no_code", answer(503, {"status": 503, "code": "No Code!"}), "http_503", SOON),
)
for name, reaction, code, times in SILENT:
    case(f"mutating_{name}", "Without an answer nothing that mutates runs.", "unavailable", code, [A], times=times, authorize=[reaction])
    case(f"reading_{name}", "Nor does a read whose host did not say so.", "unavailable", code, [A], times=times, guard=READ, authorize=[reaction])
    runs(f"open_read_{name}", "The host said that this read may run without an answer.", [A], times=times, guard=OPEN, authorize=[reaction])
SPOKEN = (
    ("only_a_decision", answer(200, {"decision": "allow"}), "malformed_answer", TIMES), ("object_without_a_decision", answer(200, {}), "malformed_answer", TIMES),
    ("no_reason", answer(200, without(decision("allow"), "reason")), "malformed_answer", TIMES), ("no_hash", answer(200, without(decision("allow"), "action_hash")), "malformed_answer", TIMES),
    ("no_policies", answer(200, without(decision("allow"), "matched_policies")), "malformed_answer", TIMES),
    ("score_as_text", decided("allow", risk_score="7"), "malformed_answer", TIMES), ("held_without_an_approval", decided("require_approval"), "malformed_answer", TIMES),
    ("unknown_decision", decided("allow_once"), "unknown_decision", TIMES), ("decision_in_capitals", decided("ALLOW"), "unknown_decision", TIMES),
    ("redirected", answer(307, "", Location="/v1/elsewhere"), "malformed_answer", TIMES), ("forbidden_page", answer(403, "<html>"), "http_403", TIMES),
    ("not_found_page", answer(404, ""), "http_404", TIMES), ("busy_for_ever", problem(429, "rate_limited"), "rate_limited", SOON),
    ("not_writable", problem(503, "journal_unavailable"), "journal_unavailable", SOON), ("not_implemented", problem(501, "internal"), "internal", TIMES),
    ("spoke_and_fell_silent", (problem(503, "journal_unavailable"), DROP), "journal_unavailable", SOON),
)
for name, reaction, code, times in SPOKEN:
    script = list(reaction) if isinstance(reaction, tuple) else [reaction]
    case(f"open_read_{name}", "A gateway spoke: not even an open read runs.", "unavailable", code, [A], times=times, guard=OPEN, authorize=script)
case("gateway_away", "Nobody listens.", "unavailable", "unreachable", [], times=SOON, authorize=[])
runs("open_read_gateway_away", "Nobody listens, and the host said so.", [], times=SOON, guard=OPEN, authorize=[])
case("unknown_status", "An approval of tomorrow.", "unavailable", "unknown_status", [A, P], **HELD, approval=[approval("BLESSED")])
case("another_approval", "Not the one that was asked for.", "unavailable", "malformed_answer", [A, P], **HELD, approval=[approval("APPROVED", approval_id="apr_2")])
case("page_instead_of_an_approval", "No strict JSON.", "unavailable", "malformed_answer", [A, P], **HELD, approval=[answer(200, "<html>")])
for name, reaction, times in (
    ("lost", DROP, TIMES), ("silent", SILENCE, LATE), ("cut", answer(200, "{"), TIMES), ("empty_object", answer(200, "{}"), TIMES),
    ("page_of_a_proxy", answer(502, "<html>"), TIMES), ("busy", problem(429, "rate_limited"), TIMES), ("internal", problem(500, "internal"), TIMES),
    ("of_an_unknown_decision", consumed(decision="sure"), TIMES), ("without_a_receipt", answer(200, without(consumption(), "receipt_id")), TIMES),
):
    case(f"claim_{name}", "Whether the approval was used is unknown; it is not asked again, and nothing runs.", "unavailable", "consume_unknown", [A, P, C], times=times, **CLAIM, consume=[reaction])



def tells(op, folder, name, why, verdict, tell, body, to, times=TIMES, scheme="aegis-jcs-1", asked=True, **script):
    """A request that is sent once, with the path and the body it must have."""
    sent = [{"to": to, "body": body}] if asked else []
    cases.append((folder, name, {
        "name": name, "why": why, "op": op, "scheme": scheme, "times": times, "tell": tell, "script": script,
        "asked": [op] if asked else [], "sent": sent, "output": verdict,
    }))


def prompt(name, why, verdict, reaction, text="Write to Bob", session="s", path="s", **more):
    folder = "tells" if verdict.get("verdict") == "told" else verdict["verdict"]
    script = {"prompt": [] if reaction is None else [reaction]}
    tells("prompt", folder, "prompt_" + name, why, verdict, {"session": session, "text": text}, {"text": text},
          f"POST /v1/sessions/{path}/prompts", asked=reaction is not None, **more, **script)


def heard(**changed):
    return answer(201, {"session": "s", "vouched": True, **changed})


TOLD = {"verdict": "told", "vouched": True}
prompt("vouched", "The user's word, from an agent that speaks for its user.", TOLD, heard())
prompt("not_vouched", "Of any other agent it is a text that nobody vouches for.", {"verdict": "told", "vouched": False}, heard(vouched=False))
prompt("members_of_tomorrow", "What is not known is ignored.", TOLD, heard(mood="good"))
prompt("of_many_characters", "Sent as it was said: quotes, controls, beyond the basic plane, a mark at the start, no normal form.", TOLD, heard(),
       text="\ufeff\"Zoe\u0308\"\n\t\u0001\u2028 \U0001f4b6 \\u0041 <b>&amp;</b>")
prompt("of_one_space", "The gateway says what is blank, not the client.", {"verdict": "denied", "code": "wrong_form"}, problem(400, "wrong_form"), text=" ")
prompt("of_a_session_with_a_slash", "A session is one segment of the path.", TOLD, heard(session="run/1?x#y%"), session="run/1?x#y%", path="run%2F1%3Fx%23y%25")
prompt("of_a_session_not_in_ascii", "Percent-encoded UTF-8.", TOLD, heard(session="s\u00fc"), session="s\u00fc", path="s%C3%BC")
for status, code in ((401, "credential_unknown"), (403, "wrong_credential"), (409, "prompts_full"), (413, "body_too_large")):
    prompt(f"problem_{status}", "The gateway refused the request.", {"verdict": "denied", "code": code}, problem(status, code))
for name, reaction, code, times in (
    ("dropped", DROP, "unreachable", TIMES), ("silent", SILENCE, "timeout", SLOW), ("gateway_away", None, "unreachable", TIMES),
    ("busy", problem(429, "rate_limited"), "rate_limited", TIMES), ("not_writable", problem(503, "journal_unavailable"), "journal_unavailable", TIMES),
    ("page_of_a_proxy", answer(502, "<html>"), "http_502", TIMES), ("forbidden_page", answer(403, "<html>"), "http_403", TIMES),
    ("html", answer(201, "<html>"), "malformed_answer", TIMES), ("array", answer(201, "[]"), "malformed_answer", TIMES),
    ("redirected", answer(307, "", Location="/v1/elsewhere"), "malformed_answer", TIMES),
    ("without_vouched", answer(201, {"session": "s"}), "malformed_answer", TIMES), ("vouched_as_text", heard(vouched="true"), "malformed_answer", TIMES),
    ("vouched_twice", answer(201, '{"session":"s","vouched":false,"vouched":true}'), "malformed_answer", TIMES),
    ("without_a_session", answer(201, {"vouched": True}), "malformed_answer", TIMES), ("of_another_session", heard(session="t"), "malformed_answer", TIMES),
):
    prompt(name, "It is sent once; what was heard is not known.", {"verdict": "unavailable", "code": code}, reaction, times=times)


def outcome(name, why, verdict, reaction, status="succeeded", **more):
    hashes = {"executed_hash": "0a" * 32, "output_hash": "0b" * 32}
    told = {member: hashes[member] for member in more.pop("hashes", ())}
    content = more.pop("content", None)
    body = {"decision_id": "dec_1", "status": status, **told, **({} if content is None else {"content": content})}
    tell = {"decision_id": "dec_1", "status": status, **told, **({} if content is None else {"told": content})}
    folder = "tells" if verdict.get("verdict") == "reported" else verdict["verdict"]
    tells("outcome", folder, "outcome_" + name, why, verdict, tell, body, "POST /v1/outcomes", outcome=[reaction], **more)


REPORTED = {"verdict": "reported", "receipt_id": "rcp_3"}
for status in ("succeeded", "failed", "not_started", "unknown"):
    outcome(status, "Members that are not told are not there.", REPORTED, RECORDED, status=status)
outcome("with_all", "Every member at once.", REPORTED, RECORDED, hashes=("executed_hash", "output_hash"), content="done")
outcome("in_the_other_scheme", "The hash is the caller's.", REPORTED, RECORDED, scheme="sallyport-jcs-2", hashes=("executed_hash",))
outcome("with_content", "What the action answered, as it is.", REPORTED, RECORDED, content="{\"from\": \"Zoe\u0308\"}\r\n\U0001f4b6\u0000")
outcome("with_empty_content", "An empty answer is an answer; the gateway has missed nothing.", REPORTED, RECORDED, content="")
for status, code in ((404, "no_such_decision"), (409, "outcome_known"), (413, "body_too_large")):
    outcome(f"problem_{status}", "The gateway refused the report.", {"verdict": "denied", "code": code}, problem(status, code), content="done")
outcome("found_wrong", "What ran is not what was allowed.", {"verdict": "hash_mismatch", "code": "executed_hash_mismatch"},
        problem(409, "executed_hash_mismatch", receipt_id="rcp_9"), hashes=("executed_hash",))
for name, reaction, code, times in (
    ("dropped", DROP, "unreachable", TIMES), ("silent", SILENCE, "timeout", SLOW), ("not_writable", problem(503, "journal_unavailable"), "journal_unavailable", TIMES),
    ("page_of_a_proxy", answer(502, "<html>"), "http_502", TIMES), ("without_a_receipt", answer(201, {"decision_id": "dec_1"}), "malformed_answer", TIMES),
):
    outcome(name, "It is sent once; whether it was recorded is not known.", {"verdict": "unavailable", "code": code}, reaction, times=times, content="done")

shutil.rmtree(HERE, ignore_errors=True)
for folder, name, vector in cases:
    path = HERE / folder / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    assert not path.exists(), path
    path.write_text(json.dumps(vector, indent=1) + "\n")
print(len(cases), "vectors")
