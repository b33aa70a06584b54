"""Plain domains, a table of everything, and Cisco Umbrella's destination lists."""

from __future__ import annotations

import json
from collections.abc import Iterator

from chalkline.kernel.sentences import Sentence
from chalkline.publish.filter_lists.forms.shape import (
    COURSE_FILES,
    CSV,
    JSON,
    TEXT,
    File,
    Form,
    Head,
    Tried,
    apart_notes,
    joined,
    left_out,
    remarked,
    table,
    whole,
)
from chalkline.publish.filter_lists.words import Course, Entry, Sheet

AT_ONCE = 500  # destinations a call may hold, by Cisco's reference of the Destination Lists API
SUBDOMAINS = "A name stands for itself and everything below it."


def domains(sheet: Sheet, head: Head) -> tuple[File, ...]:
    """One name a line: what nearly every filter takes. Single hosts are left out and named in a comment."""
    files = []
    for course, name in COURSE_FILES.items():
        entries = sheet.of(course)
        apart = apart_notes(sheet) if course is Course.BLOCK else []
        lines = remarked(head, "#", SUBDOMAINS, *left_out(entries), *apart)
        files.append(File(f"{name}.txt", TEXT, joined([*lines, *(each.host for each in whole(entries))])))
    return tuple(files)


def everything(sheet: Sheet, head: Head) -> tuple[File, ...]:
    """All hosts with their course and why, for reading and for products that import any table."""
    rows = [
        (each.host, "host" if each.exact else "subdomains", course.value, each.name, each.why.value, each.decision)
        for course in COURSE_FILES
        for each in sheet.of(course)
    ]
    rows += [(each.host, "apart", "leave", each.name, f"needed by {each.with_name}", "") for each in sheet.apart]
    named = ("host", "matches", "action", "tool", "why", "decision")
    return (File("lists.csv", CSV, table(named, rows)),)


def umbrella(sheet: Sheet, head: Head) -> tuple[File, ...]:
    """A CSV to upload for each list, and the bodies of calls to the API: at most 500 destinations each."""
    files = []
    for course in (Course.ALLOW, Course.BLOCK):
        entries = whole(sheet.of(course))
        files.append(File(f"{COURSE_FILES[course]}.csv", CSV, joined(each.host for each in entries)))
        files.append(File(f"{COURSE_FILES[course]}-api.json", JSON, _spelled(_calls(entries, course, head))))
    return tuple(files)


def _calls(entries: tuple[Entry, ...], course: Course, head: Head) -> list[dict[str, object]]:
    """POST /policies/v2/destinationlists, then POST …/destinations for each further part."""
    called = f"Chalkline {COURSE_FILES[course]}: {head.audience}"[:255]
    parts = [entries[at : at + AT_ONCE] for at in range(0, len(entries), AT_ONCE)] or [()]
    told: list[dict[str, object]] = [
        {
            "access": "allow" if course is Course.ALLOW else "block",
            "isGlobal": False,
            "name": called,
            "destinations": list(_destinations(parts[0], head)),
        }
    ]
    told += [{"destinations": list(_destinations(part, head))} for part in parts[1:]]
    return told


def _destinations(entries: tuple[Entry, ...], head: Head) -> Iterator[dict[str, str]]:
    for each in entries:
        yield {
            "destination": each.host,
            "type": "domain",
            "comment": f"{each.name}; edition {head.edition}, policy {head.revision}",
        }


def _spelled(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


FORMS = (
    Form(
        "domains",
        Sentence("Plain lists of domains"),
        Sentence("One name a line, for any filter that takes a list of domains."),
        Tried.READ_BACK,
        domains,
    ),
    Form(
        "csv",
        Sentence("A table of everything (CSV)"),
        Sentence("Every host with tool, course and reason; for reading, and for products that import any table."),
        Tried.READ_BACK,
        everything,
    ),
    Form(
        "umbrella",
        Sentence("Cisco Umbrella"),
        Sentence("Destination lists: a CSV to upload, or the bodies of calls to its API."),
        Tried.NOT_LIVE,
        umbrella,
    ),
)
