"""Writes tasks.jsonl and tools.json: ordinary work, each task written for itself."""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import errands  # noqa: E402
import office  # noqa: E402
import operations  # noqa: E402
import people  # noqa: E402
import second  # noqa: E402
import systems  # noqa: E402
import third  # noqa: E402
import workplace  # noqa: E402
from traces import trace, write  # noqa: E402

GROUPS = {
    "mail": office.MAIL, "calendar": office.CALENDAR, "files": office.FILES, "code": systems.CODE, "tickets": systems.TICKETS,
    "shell": systems.SHELL, "data": systems.DATA, "cluster": systems.CLUSTER, "chat": people.CHAT, "crm": people.CRM,
    "money": people.MONEY, "travel": people.TRAVEL, "notes": people.NOTES, "web": people.WEB, "shop": people.SHOP,
}

#: Tools that nobody described; written before the lexicon was made wider, and measured once untouched.
FRESH = {
    "journey": errands.JOURNEY, "store": errands.SHOP, "home": errands.HOME, "social": errands.SOCIAL, "wallet": errands.WALLET,
    "deploy": operations.DEPLOY, "tables": operations.QUERY, "desk": operations.TICKET, "review": operations.REVIEW,
    "meeting": workplace.MEETING, "staff": workplace.STAFF, "cloud": workplace.CLOUD, "customer": workplace.CUSTOMER,
    "elsewhere": workplace.ELSEWHERE,
}

#: Written after the lexicon was made wider, and measured once before anything was changed for them.
SECOND = {
    "library": second.LIBRARY, "parcel": second.PARCEL, "farm": second.FARM, "school": second.SCHOOL, "ops": second.OPS,
    "music": second.MUSIC, "club": second.CLUB, "office": second.OFFICE, "health": second.HEALTH,
}

#: Written after the rules of the second batch were known, and measured once.
THIRD = {
    "boats": third.BOATS, "theatre": third.THEATRE, "workshop": third.WORKSHOP, "newsroom": third.NEWSROOM, "garden": third.GARDEN,
}

#: Servers whose tools have the names of another's are a suite of their own.
GMAIL = {"draft_email", "modify_email", "read_email", "list_email_labels", "download_attachment"}
SENTRY = {"get_issue_details", "search_issues"}


def suite(group, events):
    called = {event["tool"] for event in events if event["t"] == "call"}
    if group == "mail" and called & GMAIL:
        return "gmail"
    return "sentry" if group == "tickets" and called & SENTRY else group


if __name__ == "__main__":
    write(HERE, {file: [
        trace(f"{group}-{number:02}", suite(group, task[1:]), task[0], *task[1:])
        for group, tasks in groups.items() for number, task in enumerate(tasks, 1)
    ] for file, groups in {"tasks.jsonl": GROUPS, "fresh.jsonl": FRESH, "second.jsonl": SECOND, "third.jsonl": THIRD}.items()})
