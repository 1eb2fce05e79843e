"""The snippets of the README and the example run as they are written."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
import vectors
from gateway import FakeGateway, decided, reply

HERE = vectors.ROOT / "sdk/python"
SNIPPETS = re.findall(r"```python\n(.*?)```", (HERE / "README.md").read_text(), re.DOTALL)


def run(code: list[str], gateway: FakeGateway, **more: str) -> subprocess.CompletedProcess[str]:
    paths = {"PYTHONPATH": str(HERE / "src"), "PATH": os.environ.get("PATH", "")}
    env = {**paths, "SALLYPORT_URL": gateway.url, "SALLYPORT_TOKEN": "t", **more}
    return subprocess.run([sys.executable, *code], cwd=vectors.ROOT, env=env, capture_output=True, text=True, timeout=60)


def test_snippets_of_the_readme_print_what_they_promise() -> None:
    with FakeGateway().records() as gateway:
        gateway.on("POST /v1/authorize", decided("require_approval", holds=True), decided("deny")).approves(
            "APPROVED"
        ).consumes()
        done = run(["-c", "\n".join(SNIPPETS)], gateway)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "refunded 98.70 of A-17",
        "not run: policy_forbid",
        "5 checked",
        "missing_receipt on line 4",
        "5 7 2",
    ]


def test_offline_snippets_need_no_gateway_and_no_httpx() -> None:
    offline = [snippet for snippet in SNIPPETS if "client" not in snippet]
    with FakeGateway() as gateway:
        done = run(["-c", "import sys\nsys.modules['httpx'] = None\n" + "\n".join(offline)], gateway)
    assert (len(offline), done.stderr, gateway.asked) == (2, "", [])


@pytest.mark.parametrize(("status", "code"), [("APPROVED", 0), ("REJECTED", 1), ("PENDING", 3)])
def test_example_ends_as_it_says(status: str, code: int) -> None:
    with FakeGateway().records() as gateway:
        gateway.on("POST /v1/agents/register", reply(201, {"agent_id": "agt_1", "agent_token": "t2"}))
        gateway.on("POST /v1/authorize", decided("allow"), decided("require_approval", holds=True))
        gateway.approves(status).consumes()
        done = run([str(HERE / "examples/refund.py")], gateway, SALLYPORT_EXAMPLE_WAIT="0.5")
    assert done.returncode == code, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "{'order': 'A-17', 'paid': '98.70'}"
    assert lines[1].startswith("held: ./sallyport approve apr/1")
    assert (lines[2] == "refunded 98.70 of A-17") == (code == 0)


def test_no_document_of_the_sdk_names_a_member_that_is_not_there() -> None:
    import sallyport

    named = set(re.findall(r"`([A-Za-z_]+)`", (HERE / "README.md").read_text()))
    code = {name for name in named if name[0].isupper() and not name.startswith("SALLYPORT_")}
    assert code - set(sallyport.__all__) == set()
    assert set(sallyport.__all__) <= set(dir(sallyport))
