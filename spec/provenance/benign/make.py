"""Writes tasks.jsonl and tools.json: ordinary work, each task written for itself."""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import office  # noqa: E402
import people  # noqa: E402
import systems  # noqa: E402
from traces import trace, write  # noqa: E402

GROUPS = {
    "mail": office.MAIL, "calendar": office.CALENDAR, "files": office.FILES, "code": systems.CODE, "tickets": systems.TICKETS,
    "shell": systems.SHELL, "data": systems.DATA, "cluster": systems.CLUSTER, "chat": people.CHAT, "crm": people.CRM,
    "money": people.MONEY, "travel": people.TRAVEL, "notes": people.NOTES, "web": people.WEB, "shop": people.SHOP,
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
    write(HERE, {"tasks.jsonl": [
        trace(f"{group}-{number:02}", suite(group, task[1:]), task[0], *task[1:])
        for group, tasks in GROUPS.items() for number, task in enumerate(tasks, 1)
    ]})
