"""A district that is not the sample one: other header words, order, language, dates, names of users.

Visits are drawn at random (seeded), written in the shape and dress asked for, and counted here in plain
Python from the visits themselves, not from what was written.
"""

from __future__ import annotations

import csv
import io
import json
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from chalkline.people.models import Person, School

ZONE = ZoneInfo("America/Chicago")
SERVICES = {"chatgpt": ["chatgpt.com", "www.chatgpt.com", "chat.openai.com"], "gemini": ["gemini.google.com"],
            "magicschool": ["app.magicschool.ai", "magicschool.ai"], "canva": ["www.canva.com"]}  # fmt: skip
OTHERS = ["en.wikipedia.org", "notclaude.ai", "chatgpt.com.evil.example", "mail.pine.example", "thankyou.com"]


@dataclass(frozen=True)
class Visit:
    """One person, one host, one second."""

    person: Person
    host: str
    at: datetime
    blocked: bool
    bytes_out: int


def people(schools: int = 3, size: int = 60) -> list[Person]:
    """Teachers and students of a district whose usernames are not their e-mail addresses."""
    made = []
    for place in range(schools):
        school = School.objects.create(sourced_id=f"pine-{place}", name=f"Pine School {place}")
        for number in range(size):
            role = "teacher" if number % 9 == 0 else "student"
            grade = "" if role == "teacher" else ["KG", "04", "07", "11"][number % 4]
            made.append(
                Person.objects.create(
                    sourced_id=f"p{place}-{number}",
                    given_name="Ana",
                    family_name=f"Núñez{number}",
                    school=school,
                    email=f"A.Nunez{place}.{number}@Pine.Example",
                    username=f"anun{place:02}{number:03}",
                    roster_role=role,
                    grade=grade,
                )
            )
    return made


def visits(everyone: Sequence[Person], count: int = 900, seed: int = 7) -> list[Visit]:
    """Visits over two school weeks, AI and not."""
    rng = random.Random(seed)
    hosts = [host for each in SERVICES.values() for host in each] + OTHERS
    start = datetime(2026, 9, 28, 7, 30, tzinfo=ZONE)
    made = {}
    for _ in range(count):
        at = start + timedelta(days=rng.randrange(12), seconds=rng.randrange(7 * 3600))
        visit = Visit(rng.choice(everyone), rng.choice(hosts), at, rng.random() < 0.2, rng.randrange(1, 90_000))
        made[visit.person.pk, visit.host, at] = visit
    return sorted(made.values(), key=lambda visit: visit.at)


def counted(made: Sequence[Visit]) -> dict[str, dict[str, int]]:
    """Visits, people, blocked visits and people by role, per service: counted from the visits."""
    service_of = {host: slug for slug, hosts in SERVICES.items() for host in hosts}
    found: dict[str, dict[str, int]] = {}
    groups: dict[str, list[Visit]] = defaultdict(list)
    for visit in made:
        if visit.host in service_of:
            groups[service_of[visit.host]].append(visit)
    for slug, each in groups.items():
        found[slug] = {
            "events": len(each),
            "people": len({visit.person.pk for visit in each}),
            "blocked": sum(visit.blocked for visit in each),
            "students": len({visit.person.pk for visit in each if visit.person.roster_role == "student"}),
            "schools": len({visit.person.school_id for visit in each}),
            "days": len({visit.at.date() for visit in each}),
        }
    return found


Cell = Callable[[Visit], str]


def as_csv(
    made: Sequence[Visit],
    columns: Sequence[tuple[str, Cell]],
    *,
    delimiter: str = ",",
    header: bool = True,
    end: str = "\n",
) -> str:
    """The visits as a table with these columns."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    if header:
        writer.writerow([name for name, _ in columns])
    writer.writerows([cell(visit) for _, cell in columns] for visit in made)
    return out.getvalue()


def username(visit: Visit) -> str:
    return visit.person.username.upper()


def email(visit: Visit) -> str:
    return visit.person.email.lower()


def url(visit: Visit) -> str:
    return f"https://{visit.host}/search?q=how+to,cheat"


def utc(form: str) -> Cell:
    return lambda visit: visit.at.astimezone(UTC).strftime(form)


def local(form: str) -> Cell:
    return lambda visit: visit.at.strftime(form)


def either(yes: str, no: str) -> Cell:
    return lambda visit: yes if visit.blocked else no


# How the same visits look in exports from elsewhere. All of them carry a person and an action.
DRESSES: dict[str, Callable[[Sequence[Visit]], str]] = {
    "spanish, day first, usernames, semicolons": lambda made: as_csv(
        made,
        [
            ("Acción", either("Bloqueado", "Permitido")), ("Categoría", lambda _: "IA generativa"),
            ("Dirección URL", url), ("Usuario", username), ("Fecha y hora", local("%d/%m/%Y %H:%M:%S")),
        ],
        delimiter=";",
    ),
    "month first with AM and PM, quoted": lambda made: as_csv(
        made,
        [
            ("Timestamp", local("%m/%d/%Y %I:%M:%S %p")), ("Website", lambda visit: visit.host),
            ("Student Email", email), ("Policy", lambda _: "Default, \"strict\""),
            ("Status", either("Denied by policy", "Allowed")),
        ],
    ),
    "date and clock apart, CRLF": lambda made: as_csv(
        made,
        [
            ("Date", local("%Y-%m-%d")), ("Time", local("%H:%M:%S")), ("Login", username),
            ("Domain", lambda visit: visit.host.upper()), ("Blocked", either("Yes", "No")),
        ],
        end="\r\n",
    ),
    "tabs, epoch milliseconds": lambda made: as_csv(
        made,
        [
            ("url", url), ("ts", lambda visit: str(int(visit.at.timestamp() * 1000))), ("user", email),
            ("action", either("BLOCK", "PASS")), ("bytes sent", lambda visit: str(visit.bytes_out)),
        ],
        delimiter="\t",
    ),
    "month named, zone said": lambda made: as_csv(
        made,
        [
            ("When", lambda visit: visit.at.strftime("%b %d, %Y %I:%M:%S %p ") + visit.at.tzname()),
            ("Who", lambda visit: f"Núñez, Ana ({visit.person.email})"), ("Site", url),
            ("Result", either("Restricted", "Granted")),
        ],
    ),
    "words nobody knows, told by the values": lambda made: as_csv(
        made,
        [
            ("Kolumn A", local("%Y-%m-%dT%H:%M:%S%z")), ("Kolumn B", username), ("Kolumn C", url),
            ("Kolumn D", either("blocked", "allowed")),
        ],
    ),
    "umbrella dns, spaces after commas": lambda made: "".join(
        ", ".join(f'"{cell}"' for cell in (
            utc("%Y-%m-%d %H:%M:%S")(visit), f"Núñez, Ana ({visit.person.email})",
            f"Núñez, Ana ({visit.person.email}),Pine", "10.1.2.3", "203.0.113.9",
            "Blocked" if visit.blocked else "Allowed", "28 (AAAA)", "NOERROR", f"{visit.host}.", "AI",
        )) + "\n"
        for visit in made
    ),
    "umbrella proxy, later columns": lambda made: as_csv(
        made,
        [
            ("", utc("%Y-%m-%d %H:%M:%S")), ("", email), ("", lambda _: "10.1.2.3"), ("", lambda _: "203.0.113.9"),
            ("", lambda _: "198.51.100.9"), ("", lambda _: "text/html"), ("", either("BLOCKED", "ALLOWED")), ("", url),
            ("", lambda _: ""), ("", lambda _: "Mozilla/5.0"), ("", lambda _: "200"),
            ("", lambda visit: str(visit.bytes_out)), ("", lambda _: "99"), *[("", lambda _: "")] * 22,
        ],
        header=False,
    ),
    "squid, domain users": lambda made: "".join(
        f"{visit.at.timestamp():.3f}     12 10.1.2.3 {'TCP_DENIED/403' if visit.blocked else 'TCP_TUNNEL/200'} 881 "
        f"CONNECT {visit.host}:443 PINE%5c{visit.person.username} HIER_DIRECT/198.51.100.9 -\n"
        for visit in made
    ),
    "API page with items and addresses in capitals": lambda made: json.dumps(
        {"page": 1, "items": [{"T": visit.at.isoformat(), "QH": visit.host, "IP": visit.person.username,
                               "Result": {"IsFiltered": True} if visit.blocked else {}} for visit in made]},
        indent=1,
    ),
}  # fmt: skip
