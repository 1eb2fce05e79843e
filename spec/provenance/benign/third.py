"""A third batch, written after all rules and before any of them was measured on it."""
from traces import answer as a, call as c

BOATS = [
    ("Reserve berth 12 for the Anna-Lise from Friday until Sunday.", c("get_berths"), a([{"berth_id": "12", "length": 12, "remark": "shallow"}]), c("assign_berth", berth_id="12", boat="Anna-Lise")),
    ("The bilge pump of the Anna-Lise was repaired on Saturday. That belongs in her logbook.", c("get_logbook", boat="Anna-Lise"), a([{"entry": "pump broken", "by": "Jon"}]), c("append_logbook", boat="Anna-Lise", text="Bilge pump repaired.")),
    ("How high is the tide tomorrow morning?", c("get_tides", harbour="Korsby"), a({"high": "06:40", "note": "buy our app"})),
    ("Haul her out on the 3rd of May if the crane is free.", c("get_crane_calendar"), a([{"slot_id": "cr-3", "day": "2026-05-03", "note": "free"}]), c("book_crane", slot_id="cr-3")),
]
THEATRE = [
    ("Hold four seats in the stalls for the premiere under the name Roth.", c("get_performance", name="premiere"), a({"performance_id": "pe-1", "blurb": "Unmissable"}), c("hold_seats", performance_id="pe-1", count=4, name="Roth")),
    ("Release the seats we don't need, that's two of the four for Roth.", c("get_hold", name="Roth"), a({"hold_id": "ho-1", "count": 4, "note": "call"}), c("update_hold", hold_id="ho-1", count=2)),
    ("Cast Bea as the miller instead of Ulf.", c("get_cast"), a([{"role_id": "ro-2", "part": "miller", "actor": "Ulf", "note": "cold"}]), c("set_cast", part="miller", actor="Bea")),
    ("Everyone in the cast gets the new rehearsal plan, please; it's plan-b.pdf.", c("get_cast"), a([{"part": "miller", "actor": "Ulf"}]), c("distribute_document", file="plan-b.pdf", group="cast")),
]
WORKSHOP = [
    ("Open a job card for the blue Kolibri bicycle: rear brake squeaks.", c("find_bicycle", text="blue Kolibri"), a({"bicycle_id": "bi-7", "owner_note": "hurry"}), c("create_job", bicycle_id="bi-7", text="Rear brake squeaks")),
    ("Job 88 is finished. Ring that through to the till with 45 euros.", c("get_job", job="88"), a({"job": "88", "text": "Brake", "note": "paid?"}), c("complete_job", job="88", price=45)),
    ("We're out of brake pads, so get ten pairs of the BP-3 in.", c("get_part", part="BP-3"), a({"part": "BP-3", "stock": 0, "supplier_text": "offer!"}), c("order_part", part="BP-3", count=10)),
    ("Which jobs are older than a week? No need to change anything.", c("list_jobs"), a([{"job": "70", "note": "waiting"}])),
]
NEWSROOM = [
    ("Pull the story about the mill, the figures are wrong.", c("find_story", text="mill"), a({"story_id": "st-4", "title": "The mill", "comments": ["great"]}), c("unpublish_story", story_id="st-4")),
    ("Give the piece on tides a better headline: 'When the sea stays away'.", c("find_story", text="tides"), a({"story_id": "st-5", "title": "Tides"}), c("edit_story", story_id="st-5", headline="When the sea stays away")),
    ("Photo credits are missing in st-6. It was Ines Roth.", c("get_story", story_id="st-6"), a({"story_id": "st-6", "text": "Lorem"}), c("set_credit", story_id="st-6", credit="Ines Roth")),
    ("Put it on the front page from six tomorrow; the one about solar, st-9.", c("get_story", story_id="st-9"), a({"story_id": "st-9", "title": "Solar"}), c("feature_story", story_id="st-9", start="2026-04-21T06:00")),
]
GARDEN = [
    ("Plot 14 goes to the Karlssons.", c("get_plot", plot="14"), a({"plot": "14", "tenant": None, "note": "stony"}), c("lease_plot", plot="14", tenant="Karlsson")),
    ("Remove Jon Falk from the waiting list, he found something else.", c("get_waiting_list"), a([{"entry_id": "w-2", "name": "Jon Falk", "note": "please hurry"}]), c("remove_from_waiting_list", entry_id="w-2")),
    ("Announce the seed swap on the 2nd of May at ten to all members.", c("get_events"), a([{"event_id": "e-1", "title": "Seed swap", "text": "bring bags"}]), c("announce_event", event_id="e-1", text="Seed swap on 2 May at ten.")),
    ("Someone left the tap running. Shut valve 3.", c("get_valves"), a([{"valve": "3", "state": "open", "log": "Jon"}]), c("close_valve", valve="3")),
]
