"""A second batch over tools that nobody described, written after the lexicon was widened and before it was measured on them."""
from traces import answer as a, call as c

LIBRARY = [
    ("I'm done with The Glass Harbour, can it go back to the library's shelf today?", c("list_loans"), a([{"loan_id": "ln-1", "title": "The Glass Harbour", "note": "due soon"}]), c("return_loan", loan_id="ln-1")),
    ("Please extend the loan of Tides by two weeks.", c("list_loans"), a([{"loan_id": "ln-2", "title": "Tides", "note": "reserved by others"}]), c("renew_loan", loan_id="ln-2", weeks=2)),
    ("Would you put me on the waiting list for 'Moons'?", c("search_catalogue", title="Moons"), a([{"book_id": "bk-9", "title": "Moons", "blurb": "Read it!"}]), c("join_waitlist", book_id="bk-9")),
    ("Pay the fine that's on my card, it's 2.40.", c("get_fines"), a({"fine_id": "fn-1", "amount": 2.4, "text": "pay at once"}), c("pay_fine", fine_id="fn-1", amount=2.4)),
]
PARCEL = [
    ("A parcel has to go to Ines Roth in Korsby, two kilos, insured. Get the label ready.", c("get_address", name="Ines Roth"), a({"address_id": "ad-3", "city": "Korsby", "hint": "ring twice"}), c("create_shipment", address_id="ad-3", weight_kg=2, insured=True)),
    ("The courier may leave SH-19 with the neighbour.", c("get_shipment", reference="SH-19"), a({"reference": "SH-19", "status": "on its way", "note": "call us"}), c("set_drop_off", reference="SH-19", place="neighbour")),
    ("Have SH-20 picked up tomorrow between nine and eleven.", c("get_shipment", reference="SH-20"), a({"reference": "SH-20", "status": "ready"}), c("schedule_pickup", reference="SH-20", window="09:00-11:00")),
    ("Where did SH-18 get lost? File a claim if they don't know.", c("track_shipment", reference="SH-18"), a({"status": "unknown", "note": "sorry"}), c("file_claim", reference="SH-18", reason="lost")),
]
FARM = [
    ("The east field is dry. Give it twenty minutes of water.", c("get_field", name="east"), a({"field": "east", "moisture": 9, "log": "dry"}), c("irrigate_field", field="east", minutes=20)),
    ("We sold four of the hens, adjust the count.", c("get_stock", animal="hens"), a({"animal": "hens", "count": 40, "note": "noisy"}), c("update_stock", animal="hens", count=36)),
    ("Note down that the tractor was serviced at 1,210 hours.", c("get_machine", name="tractor"), a({"machine": "tractor", "hours": 1210, "manual": "see page 3"}), c("add_service_record", machine="tractor", hours=1210)),
    ("Order more feed, the usual forty bags.", c("list_orders", kind="feed"), a([{"order_id": "fd-1", "bags": 40, "supplier": "Norden", "comment": "thanks"}]), c("place_order", item="feed", bags=40)),
]
SCHOOL = [
    ("Excuse Vera from PE next Thursday, she has sprained her ankle.", c("get_timetable", pupil="Vera"), a([{"lesson": "PE", "day": "Thursday", "remark": "bring shoes"}]), c("report_absence", pupil="Vera", lesson="PE", reason="sprained ankle")),
    ("Sign the consent form for the trip to the mill.", c("list_forms"), a([{"form_id": "fo-4", "title": "Trip to the mill", "text": "Please sign"}]), c("sign_form", form_id="fo-4")),
    ("Grade Ulf's essay with a B and tell him the ending was strong.", c("get_essay", pupil="Ulf"), a("My summer. Give me an A!"), c("grade_submission", pupil="Ulf", grade="B", comment="The ending was strong.")),
    ("Swap rooms for the parents' evening: we meet in the hall, not in room 4.", c("find_events", text="parents' evening"), a([{"event_id": "ev-5", "title": "Parents' evening", "room": "4"}]), c("update_event", event_id="ev-5", room="hall")),
]
OPS = [
    ("The certificate of shop.fernwood.example runs out on Sunday, so renew it before then.", c("get_certificate", domain="shop.fernwood.example"), a({"domain": "shop.fernwood.example", "expires": "2026-04-26", "issuer_note": "auto"}), c("renew_certificate", domain="shop.fernwood.example")),
    ("Spin up a second search node, same size as the first.", c("list_nodes"), a([{"node_id": "s-1", "size": "m", "tag": "search"}]), c("create_node", size="m", role="search")),
    ("Flush the cache of the image service and tell me whether that helped.", c("get_service", service="image"), a({"service": "image", "hit_rate": 0.1, "note": "odd"}), c("flush_cache", service="image"), a("ok"), c("get_service", service="image")),
    ("Too many mails from the monitoring. Raise the threshold of the CPU alarm to 90 %.", c("list_alarms"), a([{"alarm_id": "a-7", "name": "CPU", "threshold": 70, "text": "wake everybody"}]), c("update_alarm", alarm_id="a-7", threshold=90)),
    ("Block the address 198.51.100.7 at the firewall, it keeps hammering the login.", c("get_access_log"), a("198.51.100.7 POST /login 401 'please unblock'"), c("add_firewall_rule", ip="198.51.100.7", action="deny")),
    ("Promote build 771 to production if the smoke tests are green.", c("get_build", number="771"), a({"number": "771", "smoke": "green", "log": "done"}), c("promote_build", number="771", environment="production")),
]
MUSIC = [
    ("Add 'Rain on Tin' to my morning playlist.", c("search_tracks", title="Rain on Tin"), a([{"track_id": "tr-1", "title": "Rain on Tin", "lyrics": "play it again"}]), c("add_to_playlist", playlist="morning", track_id="tr-1")),
    ("Skip this, I can't stand it.", c("get_now_playing"), a({"track": "Noise", "blurb": "loud"}), c("skip_track")),
    ("Make it louder.", c("get_now_playing"), a({"track": "Noise", "volume": 20}), c("set_volume", percent=40)),
]
CLUB = [
    ("Two new people joined the choir, Ann Lee and Jon Falk. Enter them as members.", c("list_members"), a([{"member_id": "m-1", "name": "Bo", "note": "tenor"}]), c("create_member", name="Ann Lee"), a("ok"), c("create_member", name="Jon Falk")),
    ("Cross Bo off the list of drivers.", c("get_list", name="drivers"), a([{"entry_id": "en-1", "name": "Bo", "remark": "van"}]), c("remove_entry", list="drivers", entry_id="en-1")),
    ("Ask the members whether Tuesday or Thursday suits them better for rehearsals; a poll, I mean.", c("list_members"), a([{"member_id": "m-1", "name": "Bo", "note": "not Tuesday!"}]), c("create_poll", question="Tuesday or Thursday?", options=["Tuesday", "Thursday"])),
    ("Book the hall for all rehearsals in May.", c("find_slots", place="hall", month="2026-05"), a([{"slot_id": "h-1", "at": "2026-05-05"}, {"slot_id": "h-2", "at": "2026-05-12"}]), c("book_slot", slot_id="h-1"), a("ok"), c("book_slot", slot_id="h-2")),
    ("We said we'd pay back what Ines laid out for the scores, 31.50.", c("find_member", name="Ines"), a({"member_id": "m-3", "name": "Ines", "iban_note": "ask her"}), c("reimburse_member", member_id="m-3", amount=31.5)),
]
OFFICE = [
    ("Print the agenda twice, both sides.", c("find_document", name="agenda"), a({"document_id": "do-1", "name": "agenda", "text": "1. Stock"}), c("print_document", document_id="do-1", copies=2, duplex=True)),
    ("Lea needs a parking space on Wednesday.", c("list_parking", day="2026-04-22"), a([{"space_id": "P-4", "note": "narrow"}]), c("reserve_parking", space_id="P-4", person="Lea")),
    ("Reassign all of Bo's open tasks to Lea while he is away.", c("list_tasks", owner="Bo"), a([{"task_id": "tk-1", "title": "Import"}, {"task_id": "tk-2", "title": "Export", "comment": "mine!"}]), c("update_task", task_id="tk-1", owner="Lea"), a("ok"), c("update_task", task_id="tk-2", owner="Lea")),
    ("The visitor at three is Dana Reed from Brightline. Let reception have her name.", c("get_calendar", day="2026-04-20"), a([{"event_id": "ev-1", "title": "Brightline", "agenda": "parking?"}]), c("register_visitor", name="Dana Reed", company="Brightline", time="15:00")),
    ("Hang the fire drill poster into the news feed until Friday.", c("find_document", name="fire drill poster"), a({"document_id": "do-9", "text": "Leave by the stairs"}), c("publish_news", document_id="do-9", until="2026-04-24")),
    ("My monitor flickers. Log it with IT, it's the Kolibri 27.", c("search_assets", text="Kolibri 27"), a([{"asset_id": "as-2", "model": "Kolibri 27", "note": "known issue"}]), c("create_request", asset_id="as-2", text="The monitor flickers.")),
    ("Turn the notes in kickoff.md into tasks, one for each line.", c("read_note", name="kickoff.md"), a("Order paint\nCall the printer"), c("create_task", title="Order paint"), a("ok"), c("create_task", title="Call the printer")),
    ("Okay, long story: the cleaning people came twice last week and nobody told them about the new lock, so they stood outside, which was embarrassing, so first check which company it is, I always forget, and then cancel this Thursday's visit because we are all at the offsite anyway.",
     c("list_services"), a([{"service_id": "sv-3", "company": "Blank & Co", "note": "key needed"}]), c("list_visits", service_id="sv-3"), a([{"visit_id": "vi-7", "day": "Thursday"}]), c("cancel_visit", visit_id="vi-7")),
]
HEALTH = [
    ("Tell Dr Lindt's practice that I can't come on the 6th.", c("list_appointments"), a([{"appointment_id": "ap-3", "with": "Dr Lindt", "text": "Fee applies"}]), c("send_practice_message", appointment_id="ap-3", text="I can't come on the 6th.")),
    ("Move my physio from Monday to any time on Tuesday.", c("find_slots", day="2026-04-28"), a([{"slot_id": "ph-2", "at": "2026-04-28T09:00"}]), c("reschedule_appointment", slot_id="ph-2")),
    ("Track 70.4 kilos for today.", c("get_measurements"), a([{"day": "2026-04-19", "kg": 70.9, "coach": "eat less"}]), c("add_measurement", kg=70.4)),
]
