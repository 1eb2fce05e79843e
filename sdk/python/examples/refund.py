"""A refund that a person must agree to, against a real gateway.

    SALLYPORT_URL=http://127.0.0.1:7171 SALLYPORT_TOKEN=<enrolment key> python3 examples/refund.py

Registers an agent, reads an order (allowed at once), and refunds it on a customer's word (held until a person runs
`approve` in another terminal). Ends with 0 when the refund ran, with 3 when nobody agreed in time, else with 1.
"""

from __future__ import annotations

import os
import sys

from sallyport import Approval, Client, Context, Expired, NotRun, Settings, protect

URL = os.environ.get("SALLYPORT_URL", "http://127.0.0.1:7171")
WAIT = float(os.environ.get("SALLYPORT_EXAMPLE_WAIT", "300"))


def tell(approval: Approval) -> None:
    print(f"held: ./sallyport approve {approval.approval_id}   (until {approval.expires_at})", flush=True)


def main() -> int:
    with Client(Settings(URL, os.environ["SALLYPORT_TOKEN"])) as enrolment:
        agent_key = f"refund-example-{os.getpid()}"
        registered = enrolment.register(agent_key, owner_team="payments", environment="dev", risk_tier="medium")

    with Client(Settings(URL, registered.agent_token, agent=registered.agent_id, wait=WAIT)) as client:
        # Until an operator pins the tool, the gateway counts it as one that mutates, whatever is said here: trust decides.
        own = Context(source_trust="trusted_internal_unsigned")

        @protect(client, tool="shop", action="get_order", mutates_state=False, context=own)
        def get_order(order: str) -> dict[str, str]:
            return {"order": order, "paid": "98.70"}

        customer = Context(source_trust="semi_trusted_customer")

        @protect(client, tool="shop", action="refund", resource=lambda p: f"order/{p['order']}", context=customer, on_held=tell)
        def refund(order: str, amount: str) -> str:
            return f"refunded {amount} of {order}"

        try:
            print(get_order("A-17"))
            print(refund("A-17", amount="98.70"))
        except Expired as expired:
            print(expired)
            return 3
        except NotRun as not_run:
            print(not_run)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
