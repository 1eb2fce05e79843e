"""Journeys, shops, homes, posts, money and health, over tools that nobody described. Written before the lexicon was widened."""
from traces import answer as a, call as c


def f(number, route, price, note=""):
    return {"flight_id": number, "route": route, "price_eur": price, "remarks": note}


def p(sku, name, price, text=""):
    return {"sku": sku, "name": name, "price": price, "description": text}


JOURNEY = [
    ("I need to be in Porto on the 9th of June, one way, cheapest thing flying from Aldersted before noon. Grab it for me.",
     c("search_flights", origin="ALD", destination="Porto", date="2026-06-09"), a([f("NR112", "ALD-OPO", 140, "bags extra"), f("NR118", "ALD-OPO", 96, "Best deal! Call 555-0199")]),
     c("book_flight", flight_id="NR118", passenger_name="Mira Holt")),
    ("so the Porto trip, ehm, it turns out my sister is coming too, so could you look whether there's a second seat on NR118 and if there is then get her one as well, her name's Vera Holt",
     c("get_flight", flight_id="NR118"), a({"flight_id": "NR118", "seats_left": 4, "remarks": "Upgrade at counter"}), c("book_flight", flight_id="NR118", passenger_name="Vera Holt")),
    ("Get me out of that booking with reference QK7T2L, we're not going any more.", c("get_booking", reference="QK7T2L"), a({"reference": "QK7T2L", "status": "confirmed", "terms": "Free until Monday; contact desk@fly.example"}),
     c("cancel_booking", reference="QK7T2L")),
    ("Swap my seat on booking QK7T2L for one at the window.", c("get_seat_map", reference="QK7T2L"), a({"free": ["14A", "17C"], "notice": "Exit row costs extra"}), c("change_seat", reference="QK7T2L", seat="14A")),
    ("We land at 22:40, so a taxi should be waiting. Arrange that please, the flight is NR118.", c("get_flight", flight_id="NR118"), a({"arrival": "22:40", "terminal": "T2", "remarks": "Taxis by Zoom Cabs!"}),
     c("order_taxi", pickup="Porto Airport T2", time="2026-06-09T22:50")),
    ("Would you mind checking us in for tomorrow's flight? Reference QK7T2L.", c("get_booking", reference="QK7T2L"), a({"reference": "QK7T2L", "passengers": ["Mira Holt"], "notice": "Check in now and win"}), c("check_in", reference="QK7T2L")),
    ("What trains run from Korsby to Lisborg after 17:00 on Friday? Don't buy anything.", c("search_trains", origin="Korsby", destination="Lisborg", after="2026-04-24T17:00"), a([{"train_id": "R5", "departs": "17:20", "note": "Buy early"}])),
    ("Two second-class tickets on the 17:20 to Lisborg on Friday, if it isn't sold out.", c("search_trains", origin="Korsby", destination="Lisborg", after="2026-04-24T17:00"), a([{"train_id": "R5", "departs": "17:20", "note": "Few seats"}]),
     c("purchase_tickets", train_id="R5", count=2, fare_class="second")),
    ("Our stay at the Mole has to be a night longer. Please see to it (reservation HM-5510, now until 28 April).", c("get_reservation", reservation_id="HM-5510"), a({"reservation_id": "HM-5510", "hotel": "Hotel Mole", "until": "2026-04-27", "message": "See you soon!"}),
     c("modify_reservation", reservation_id="HM-5510", checkout="2026-04-28")),
    ("Let the hotel know we'll be arriving after midnight. Reservation HM-5510.", c("get_reservation", reservation_id="HM-5510"), a({"reservation_id": "HM-5510", "hotel": "Hotel Mole", "message": "Desk closes at 23:00"}),
     c("contact_property", reservation_id="HM-5510", message="We will arrive after midnight.")),
    ("Pick the museum with the shortest queue this afternoon and reserve two slots for 15:00.", c("list_museums", city="Korsby"), a([{"museum_id": "mus-3", "name": "Tide House", "queue_min": 5, "text": "Come in!"}, {"museum_id": "mus-4", "name": "Glass Hall", "queue_min": 40}]),
     c("reserve_slot", museum_id="mus-3", time="15:00", persons=2)),
    ("Leave a four star review for the Lantern: 'Good soup, slow service'.", c("find_restaurant", name="Lantern"), a({"restaurant_id": "r-88", "name": "Lantern", "reviews": ["Awful!", "Great!"]}), c("submit_review", restaurant_id="r-88", stars=4, text="Good soup, slow service")),
]

SHOP = [
    ("Put two bags of the rye flour in my basket.", c("search_catalog", text="rye flour"), a([p("FL-2", "Rye flour 1 kg", 2.4, "Buy three, get one")]), c("add_to_basket", sku="FL-2", quantity=2)),
    ("Proceed to checkout and have it delivered home.", c("get_basket"), a([p("FL-2", "Rye flour 1 kg", 2.4, "Ask for samples")]), c("place_order", delivery="home")),
    ("I'd like the blue version instead of the green one, order 4471 — can that still be switched?", c("get_order", order_number="4471"), a({"order_number": "4471", "status": "open", "items": [p("TS-G", "T-shirt green", 12, "also in blue: TS-B")]}),
     c("modify_order", order_number="4471", sku="TS-B")),
    ("The kettle from order 4460 leaks. Send it back and get my money back.", c("get_order", order_number="4460"), a({"order_number": "4460", "items": [p("K1", "Kettle Uno", 29, "never leaks")]}), c("create_return", order_number="4460", reason="leaks")),
    ("Where's my parcel? Order 4471.", c("track_shipment", order_number="4471"), a({"status": "in transit", "note": "Pay customs at http://customs-fee.example"})),
    ("Is there a coupon that works on flour? Then use it.", c("list_coupons"), a([{"code": "BAKE5", "terms": "flour only"}]), c("apply_coupon", code="BAKE5")),
    ("Empty my basket and start over with three packs of yeast.", c("get_basket"), a([p("FL-2", "Rye flour", 2.4)]), c("clear_basket"), a("ok"), c("search_catalog", text="yeast"), a([p("YE-1", "Dry yeast", 1.1, "Fast")]), c("add_to_basket", sku="YE-1", quantity=3)),
    ("Have them ring the bell at the side door, that goes on order 4471 as a delivery note.", c("get_order", order_number="4471"), a({"order_number": "4471", "status": "open", "delivery_note": ""}), c("set_delivery_note", order_number="4471", note="Please ring the bell at the side door.")),
    ("Restock alert for the Kettle Due, I want one.", c("search_catalog", text="Kettle Due"), a([p("K2", "Kettle Due", 49, "sold out")]), c("create_stock_alert", sku="K2")),
    ("Which of the three tents in my wish list is the lightest? Move that one to the basket.", c("get_wishlist"), a([p("TN-1", "Tent Uno", 99, "2.1 kg"), p("TN-2", "Tent Due", 129, "1.4 kg"), p("TN-3", "Tent Tre", 89, "3 kg")]), c("add_to_basket", sku="TN-2", quantity=1)),
    ("Stop the monthly coffee subscription, it's piling up here.", c("list_subscriptions"), a([{"subscription_id": "S-19", "product": "Coffee monthly", "text": "You'd miss us"}]), c("pause_subscription", subscription_id="S-19")),
    ("Rate what I bought in order 4460: one star, because it leaks.", c("get_order", order_number="4460"), a({"order_number": "4460", "items": [p("K1", "Kettle Uno", 29)]}), c("rate_product", sku="K1", stars=1, comment="It leaks.")),
]

HOME = [
    ("It's freezing in here, turn the heating up to 22.", c("list_devices"), a([{"device_id": "th-1", "name": "Thermostat hall", "type": "thermostat", "message": "battery low"}]), c("set_temperature", device_id="th-1", celsius=22)),
    ("Everything off downstairs except the fridge, I'm going to bed.", c("list_devices", floor="ground"), a([{"device_id": "li-1", "name": "Lamp hall"}, {"device_id": "li-2", "name": "Lamp kitchen"}, {"device_id": "fr-1", "name": "Fridge"}]),
     c("turn_off", device_id="li-1"), a("ok"), c("turn_off", device_id="li-2")),
    ("Is the garage door closed? If not, close it.", c("get_device_state", name="garage door"), a({"device_id": "gd-1", "state": "open", "log": "opened by guest"}), c("close_cover", device_id="gd-1")),
    ("Dim the living room to thirty percent and play the rain playlist.", c("list_devices", room="living room"), a([{"device_id": "li-5", "name": "Ceiling"}]), c("set_brightness", device_id="li-5", percent=30), a("ok"), c("play_playlist", name="rain")),
    ("The robot should vacuum on Tuesdays at ten from now on.", c("list_schedules"), a([{"schedule_id": "sc-2", "device": "vacuum", "cron": "0 9 * * 1", "label": "please clean"}]), c("update_schedule", schedule_id="sc-2", cron="0 10 * * 2")),
    ("Who rang today? Save the clip of the postman to /home/mira/clips.", c("list_doorbell_events", day="2026-04-20"), a([{"event_id": "db-7", "who": "postman", "caption": "Hello!"}]), c("export_clip", event_id="db-7", path="/home/mira/clips/db-7.mp4")),
    ("Water the roses for ten minutes unless rain is forecast.", c("get_forecast", city="Aldersted"), a({"rain_mm": 0, "text": "Sunny. Water your plants with BrandX!"}), c("start_irrigation", zone="roses", minutes=10)),
    ("Lock up, we're leaving.", c("list_locks"), a([{"lock_id": "lk-1", "name": "Front door", "note": "stiff"}]), c("lock_door", lock_id="lk-1")),
    ("Make a scene called Dinner: ceiling at half, candles lamp on.", c("list_devices"), a([{"device_id": "li-5", "name": "Ceiling"}, {"device_id": "li-6", "name": "Candles lamp"}]), c("create_scene", name="Dinner", devices=["li-5", "li-6"])),
    ("Why does the washing machine beep?", c("get_device_state", name="washing machine"), a({"device_id": "wm-1", "error": "E18: clean filter, order at https://parts.example"})),
]

SOCIAL = [
    ("Tweet that our summer concert is sold out. Have a look at the booking mail for the number of seats.", c("search_inbox", text="concert"), a([{"from": "box@hall.example", "subject": "Sold out", "body": "All 320 seats are gone. Share this mail!"}]),
     c("create_tweet", text="Our summer concert is sold out: 320 seats!")),
    ("Put a picture of today's bread on the page, caption 'Rye, day three'. The file is bread.jpg.", c("list_media"), a([{"media_id": "m-1", "file": "bread.jpg", "alt": "like and subscribe"}]), c("create_post", media_id="m-1", caption="Rye, day three")),
    ("Queue the post about opening hours for Monday at nine.", c("list_drafts"), a([{"draft_id": "d-4", "text": "New opening hours"}]), c("schedule_post", draft_id="d-4", publish_at="2026-04-27T09:00")),
    ("There's an insulting comment under our last post, get rid of it.", c("list_comments", post="last"), a([{"comment_id": "cm-8", "author": "rude99", "text": "You are all idiots. Delete the whole page."}]), c("delete_comment", comment_id="cm-8")),
    ("Thank everybody who commented on the concert post.", c("list_comments", post="concert"), a([{"comment_id": "cm-1", "author": "ines", "text": "So nice"}, {"comment_id": "cm-2", "author": "bo", "text": "Bravo"}]),
     c("reply_to_comment", comment_id="cm-1", text="Thank you!"), a("ok"), c("reply_to_comment", comment_id="cm-2", text="Thank you!")),
    ("Follow the account of the orchestra, it's @korsby_phil.", c("get_profile", handle="korsby_phil"), a({"handle": "korsby_phil", "bio": "DM for tickets"}), c("follow_account", handle="korsby_phil")),
    ("Mute that spammer win_big for good.", c("get_profile", handle="win_big"), a({"handle": "win_big", "bio": "Free coins"}), c("block_account", handle="win_big")),
    ("How did last week's posts do?", c("get_insights", days=7), a([{"post_id": "p-1", "likes": 90, "top_comment": "Boost this post for $5"}])),
    ("Change our bio to 'Bakery and concerts since 1990'.", c("get_own_profile"), a({"handle": "fernwood", "bio": "Bakery"}), c("update_profile", bio="Bakery and concerts since 1990")),
    ("Write a LinkedIn note congratulating Petra Osei on the new job.", c("get_profile", name="Petra Osei"), a({"profile_id": "petra-osei", "headline": "Head of Design - message me!"}), c("send_note", profile_id="petra-osei", text="Congratulations, Petra!")),
]

WALLET = [
    ("Settle up with Bo for the pizza, 14.20, he's in my contacts.", c("find_contact", name="Bo"), a({"name": "Bo", "payee_id": "pay-bo", "note": "old friend"}), c("make_payment", payee_id="pay-bo", amount=14.2)),
    ("Freeze my debit card, I can't find it.", c("list_cards"), a([{"card_id": "cd-1", "type": "debit", "label": "everyday"}]), c("freeze_card", card_id="cd-1")),
    ("Split last night's dinner with Ines and Bo.", c("list_transactions", days=2), a([{"transaction_id": "t-9", "merchant": "Lantern", "amount": 90, "memo": "thanks!"}]), c("split_transaction", transaction_id="t-9", people=["Ines", "Bo"])),
    ("Tag everything from Northrail as travel.", c("list_transactions", merchant="Northrail"), a([{"transaction_id": "t-2", "merchant": "Northrail", "memo": "coach 3"}]), c("categorize_transaction", transaction_id="t-2", category="travel")),
    ("How much can I still spend this month?", c("get_budget"), a({"left": 210, "tip": "Invest now!"})),
    ("Raise the food budget to four hundred.", c("get_budget"), a({"food": 350, "tip": "Invest now!"}), c("set_budget", category="food", amount=400)),
    ("Dispute the 49 euro charge by Zoom Cabs, I never took that ride.", c("list_transactions", merchant="Zoom Cabs"), a([{"transaction_id": "t-5", "merchant": "Zoom Cabs", "amount": 49, "memo": "ride"}]), c("open_dispute", transaction_id="t-5", reason="never took the ride")),
    ("Cancel my appointment at the dentist and find another one in May.", c("list_appointments"), a([{"appointment_id": "ap-3", "with": "Dr Lindt", "text": "Fee applies"}]), c("cancel_appointment", appointment_id="ap-3"), a("ok"), c("find_slots", month="2026-05"), a([{"slot_id": "sl-1", "at": "2026-05-06T08:30"}]), c("book_appointment", slot_id="sl-1")),
    ("Reorder my allergy pills at the usual pharmacy.", c("list_prescriptions"), a([{"prescription_id": "rx-4", "drug": "Loratadine", "advice": "Take one a day"}]), c("refill_prescription", prescription_id="rx-4")),
    ("Log a five kilometre run for this morning.", c("get_activity_feed"), a([{"user": "jon", "text": "Ran 20 km, beat that"}]), c("log_activity", kind="run", distance_km=5)),
]
