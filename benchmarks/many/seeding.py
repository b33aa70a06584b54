"""A district with very many tools and requests, written straight into the tables of a database made for it alone.

Rows are made in bulk, without commands: playing a hundred thousand requests through reviews and meetings would take
hours, and what is measured here is reading. Nothing of the kind is done anywhere else.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
BATCH = 2000
LEADER = "person0@many.example"
SYLLABLES = (
    *("bra", "cal", "dex", "fin", "gra", "hol", "jun", "kep", "lum", "mar", "nor", "ost", "pel", "qua", "riv", "sol"),
    *("tam", "ulm", "vor", "wex", "yar", "zen", "ed", "read", "math", "quill", "spark", "tutor", "class", "note"),
    *("lex", "book", "write", "sum"),
)
STATES = (
    "filed",
    "in_review",
    "needs_information",
    "ready",
    "on_agenda",
    "approved",
    "declined",
    "deferred",
    "withdrawn",
)
WEIGHTS = (5, 20, 5, 10, 1, 35, 10, 4, 10)


class Seed:
    """``size`` tools and as many requests, with what belongs to them. The same for the same size."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.chance = random.Random(size)  # noqa: S311  (a sample, no secret)

    def write(self) -> None:
        """All of it, in one transaction."""
        from django.db import connection, transaction

        with transaction.atomic():
            self._people()
            self._tools()
            self._fields()
            self._problems()
            self._requests()
            self._reviews()
            self._decided()
            self._agreements()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def name(self, at: int) -> str:
        """A made-up name; the number makes it one of its own."""
        words = ["".join(self.chance.choices(SYLLABLES, k=2)).capitalize() for _ in range(self.chance.choice((1, 2)))]
        return " ".join([*words, str(at)])

    def _people(self) -> None:
        from chalkline.people.api import Role
        from chalkline.people.models import Account, Grant, Person, School

        self.schools = [School(sourced_id=f"S{at}", name=f"School {at}") for at in range(12)]
        School.objects.bulk_create(self.schools)
        self.people = [
            Person(
                sourced_id=f"P{at}",
                given_name=self.name(at),
                family_name=self.name(at),
                email=f"person{at}@many.example",
                roster_role="teacher",
                school=self.schools[at % 12],
            )
            for at in range(800)
        ]
        Person.objects.bulk_create(self.people)
        self.leader = self.people[0]
        roles = (Role.TECHNOLOGY_DIRECTOR, Role.AI_COORDINATOR, Role.PRIVACY_OFFICER)
        Grant.objects.bulk_create(
            Grant(person=self.leader, role=role, granted_by="system:bench", granted_at=NOW) for role in roles
        )
        self.account = Account.objects.create(email=self.leader.email, person=self.leader)

    def _tools(self) -> None:
        from chalkline.people.api import system_actor
        from chalkline.tools.register.api import import_catalogue, shipped_catalogue
        from chalkline.tools.register.models import Tool, ToolWord
        from chalkline.tools.register.rules import folded, words_for

        import_catalogue(system_actor("bench"), shipped_catalogue(), now=NOW)
        self.tools = []
        for at in range(self.size):
            tool = Tool(
                slug=f"tool-{at}", name=self.name(at), vendor=self.name(at % max(self.size // 3, 1)),
                registered_by=str(self.leader.pk), registered_at=NOW - timedelta(minutes=at * 7 % 500_000),
            )  # fmt: skip
            tool.folded = folded(tool.name)
            self.tools.append(tool)
        in_batches(Tool, iter(self.tools))
        words = (
            ToolWord(tool=tool, word=word)
            for tool in self.tools
            for word in words_for(tool.name, tool.vendor, tool.slug)
        )
        in_batches(ToolWord, words)

    def _fields(self) -> None:
        from chalkline.govern.custom_fields.api import About, FieldKind, FieldPlan, add_field, choices_read
        from chalkline.govern.custom_fields.models import Entry
        from chalkline.people.api import actor_of_account

        plan = FieldPlan(
            about=About.TOOL, kind=FieldKind.ONE_OF, name_en="Tier", name_es="Nivel", choices=choices_read("One\nTwo")
        )
        field = add_field(actor_of_account(self.account), plan, now=NOW)
        keys = [each["key"] for each in field.choices]
        in_batches(
            Entry,
            (
                Entry(
                    field=field, row_id=tool.pk, text=keys[at % 2], folded=keys[at % 2], entered_by=str(self.leader.pk),
                    entered_at=NOW,
                )
                for at, tool in enumerate(self.tools)
                if at % 3
            ),
        )  # fmt: skip

    def _problems(self) -> None:
        from chalkline.purpose.problems.models import DistrictProblem

        in_batches(
            DistrictProblem,
            (
                DistrictProblem(
                    title=f"Problem {self.name(at)}", what_happens="It takes long.", area="operational_efficiency",
                    measure="Hours", baseline=5, target=2, by_on=TODAY, owner=self.leader, named_by=self.leader,
                    named_at=NOW - timedelta(hours=at), digest="0" * 64,
                )
                for at in range(self.size // 20)
            ),
        )  # fmt: skip

    def _requests(self) -> None:
        from chalkline.approve.requests.models import Asking, Move, Request

        purposes = ("uc_lesson", "uc_leveling", "uc_items", "uc_tutor", "uc_feedback", "uc_search")
        self.requests = []
        for at in range(self.size):
            state = self.chance.choices(STATES, WEIGHTS)[0]
            filed = NOW - timedelta(minutes=at * 11 % 900_000)
            self.requests.append(
                Request(
                    tool=self.chance.choice(self.tools), purpose=self.chance.choice(purposes), roles=["teacher"],
                    grade_bands=["g35"], school_ids=[], elements=["public_docs"], why="It would save us an evening.",
                    asked_by=self.chance.choice(self.people), filed_at=filed, state=state, state_at=filed,
                    digest=f"{at:064d}",
                )
            )  # fmt: skip
        in_batches(Request, iter(self.requests))
        in_batches(
            Asking, (Asking(request=each, person=each.asked_by, asked_at=each.filed_at) for each in self.requests)
        )
        in_batches(Move, (Move(request=each, state="filed", at=each.filed_at) for each in self.requests))

    def _reviews(self) -> None:
        from chalkline.approve.reviews.models import Review

        in_batches(
            Review,
            (
                Review(
                    request=each,
                    kind=kind,
                    state="answered" if each.state != "in_review" else "open",
                    answered_by=self.leader,
                    opened_at=each.filed_at,
                    due_on=each.filed_at.date() + timedelta(days=10),
                )
                for each in self.requests
                for kind in ("privacy", "security")
            ),
        )

    def _decided(self) -> None:
        from chalkline.approve.packets.models import Packet
        from chalkline.approve.uses.models import ApprovedUse
        from chalkline.govern.committees.models import AgendaItem, Committee, Meeting
        from chalkline.govern.decisions.models import Decision

        committee = Committee.objects.create(
            name="AI committee", purpose="AI", authority="binding", chosen_how="By the board.", cadence="monthly",
            conflict_rule="-", records_rule="-", review_on=TODAY, notice_days=3, term_months=24, chartered_at=NOW,
        )  # fmt: skip
        approved = [each for each in self.requests if each.state == "approved"][: self.size // 5]
        meetings = [
            Meeting(
                committee=committee, starts_at=NOW - timedelta(days=at), place="Office", state="ended",
                called_by=self.leader, called_at=NOW, ended_at=NOW,
            )
            for at in range(len(approved) // 20 + 1)
        ]  # fmt: skip
        in_batches(Meeting, iter(meetings))
        items, packets, decisions, uses = [], [], [], []
        for at, each in enumerate(approved):
            title = f"{each.tool.name}: Lesson and unit ideas"
            what = {"subject_kind": "request", "subject_id": str(each.pk), "subject_digest": f"{at:064d}"}
            item = AgendaItem(
                meeting=meetings[at // 20], number=at % 20 + 1, title=title, light="green", state="decided",
                suggested_expires_on=TODAY, latest_expires_on=TODAY, put_by=self.leader, put_at=NOW, **what,
            )  # fmt: skip
            decision = Decision(
                year=2000 + at // 500, number=at % 500 + 1, committee=committee, meeting=item.meeting, item=item,
                title=title, light="green", outcome="approve", standing="recorded",
                expires_on=TODAY + timedelta(days=at % 700), decided_on=TODAY - timedelta(days=at % 900),
                decided_at=NOW - timedelta(days=at % 900), closed_by=self.leader, record={},
                digest=f"{at:064d}", **what,
            )  # fmt: skip
            packet = Packet(digest=f"{at:064d}", request=each, content={}, made_at=NOW)
            use = ApprovedUse(
                decision=decision, decision_digest=decision.digest, request=each, packet=packet, tool=each.tool,
                purpose=each.purpose, title=title, roles=["teacher"], grade_bands=["g35"], elements=["public_docs"],
                light="green", starts_on=TODAY - timedelta(days=900), expires_on=TODAY + timedelta(days=at % 700),
                state="active", granted_at=decision.decided_at,
            )  # fmt: skip
            items.append(item), packets.append(packet), decisions.append(decision), uses.append(use)
        for model, rows in ((AgendaItem, items), (Packet, packets), (Decision, decisions), (ApprovedUse, uses)):
            in_batches(model, iter(rows))

    def _agreements(self) -> None:
        from chalkline.tools.agreements.models import Agreement

        in_batches(
            Agreement,
            (
                Agreement(
                    tool=self.tools[at * 3], kind="ndpa", signed_on=TODAY - timedelta(days=at % 800),
                    ends_on=TODAY + timedelta(days=at % 600), recorded_by=str(self.leader.pk), recorded_at=NOW,
                )
                for at in range(self.size // 3)
            ),
        )  # fmt: skip


def in_batches(model: Any, rows: Iterator[Any], told: Callable[[int], None] = lambda n: None) -> None:
    """Write rows in bulk."""
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            model.objects.bulk_create(batch)
            batch = []
    model.objects.bulk_create(batch)
