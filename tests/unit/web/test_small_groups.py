"""Two districts that differ only in what is hidden look the same through every door.

Small groups, and what would give them away, are hidden on pages, in their pictures' tables, in files and in the API. So
the hidden numbers are changed in the records, and every door is opened again, by everybody: not one byte may differ.
"""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from django.utils import timezone

from cast import NOW, Cast
from chalkline.data.families.api import HeardBy, Said, record_choice
from chalkline.data.integrity.models import Audit
from chalkline.people.api import Person, system_actor
from chalkline.report.board.api import packet_now, quarter_of
from chalkline.report.documents.api import Tongue, say
from chalkline.rollout.feedback.api import (
    READY,
    Answers,
    Audience,
    Round,
    RoundPlan,
    Subject,
    answer_theme,
    give_answer,
    name_theme,
    open_round,
)
from chalkline.rollout.feedback.models import Answered
from chalkline.tools.register.api import Tool, register_tool
from unit.data.test_integrity import kept
from visiting import visitor

READERS = ("", "fay", "ada")
DOORS = (
    "/data/rosters/", "/data/", "/feedback/", "/what-we-heard/", "/report/",
    "/register/", "/register.json", "/register.csv", "/ledger/", "/training/", "/",
    "/api/v1/roster-audits", "/api/v1/feedback-rounds", "/api/v1/heard", "/api/v1/ledger/facts?limit=100",
    "/api/v1/register",
)  # fmt: skip
LED = re.compile(r'href="([/?][^"#]*)"')
FOLLOWED = re.compile(r"/(data/rosters|feedback|what-we-heard|training)/[0-9a-f-]*/?(\?.*(chart=|as=csv).*)?")
CHANGING = re.compile(r'csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"|\d+ facts|"checkpoint".*')
PICKS = {"yes": 20, "partly": 14, "no": 4}  # "no" is small; "partly" would give it away


@pytest.fixture
def tool(cast: Cast) -> Tool:
    return register_tool(cast.dana.actor, "Diffit", now=NOW)


@pytest.fixture
def asked(cast: Cast, tool: Tool) -> tuple[Round, Round]:
    """A round with one small part, and a round that few answered."""
    until = timezone.localdate() + timedelta(days=10)

    def opened(title: str) -> Round:
        plan = RoundPlan(title, title, Audience.FAMILIES, Subject(tool.slug), READY[Audience.FAMILIES], until)
        return open_round(cast.ada.actor, plan, now=timezone.now())

    many, few = opened("Many answers"), opened("Few answers")
    Answered.objects.bulk_create(
        Answered(round=many, said_on=many.opened_on, picks={"1": pick}) for pick, n in PICKS.items() for _ in range(n)
    )
    answered(few, 3)
    theme = name_theme(cast.ada.actor, many, heard_en="You want to know before.", heard_es="", now=timezone.now())
    answer_theme(cast.ada.actor, theme, done_en="It is announced.", done_es="", now=timezone.now())
    return many, few


def answered(found: Round, times: int) -> None:
    for _ in range(times):
        give_answer(system_actor("public"), found, Answers("en", {1: "no"}), now=timezone.now())


def test_what_is_hidden_can_be_seen_through_no_door(cast: Cast, tool: Tool, asked: tuple[Round, Round]) -> None:
    many, few = asked
    audit = kept(cast, faulty=12)
    said_no(cast, tool, 1)
    before = seen(cast, tool, asked)
    assert len(before) > 60
    assert any("Many answers" in text for text in before.values()) and any(">20<" in text for text in before.values())

    swapped = Answered.objects.filter(round=many, picks={"1": "partly"}).values_list("pk", flat=True)[:3]
    Answered.objects.filter(pk__in=list(swapped)).update(picks={"1": "no"})  # 14 and 4 become 11 and 7
    answered(few, 4)  # 3 become 7
    little, next_to_it = audit.coverage["school"][2], audit.coverage["school"][1]
    little["students"], little["sound"], next_to_it["students"] = 8, 1, 91
    Audit.objects.filter(pk=audit.pk).update(coverage=audit.coverage)
    said_no(cast, tool, 5)

    after = seen(cast, tool, asked)
    assert before.keys() == after.keys()
    for door, text in before.items():
        assert after[door] == text, door


def said_no(cast: Cast, tool: Tool, times: int) -> None:
    """So many families say no; nobody but those who write it down may see how many."""
    for place in range(times):
        child = Person.objects.create(
            given_name="Child", family_name=f"{times}-{place}", roster_role="student", school=cast.juniper, grade="06"
        )
        record_choice(cast.priya.actor, child, tool, Said.NO, HeardBy.TALK, now=timezone.now())


def seen(cast: Cast, tool: Tool, asked: tuple[Round, Round]) -> dict[tuple[str, str], str]:
    """Every door as everybody finds it: the pages, the pictures' tables as files, the API, the packet."""
    found: dict[tuple[str, str], str] = {}
    things = [f"tool:{tool.slug}", *(f"round:{each.pk}" for each in asked)]
    led = [f"/ledger/?about={each}" for each in things]
    led += [f"/api/v1/ledger/history/{each.replace(':', '/')}" for each in things]
    about = [f"/tools/{tool.slug}/", *(f"/api/v1/feedback-rounds/{each.pk}" for each in asked)]
    about += [f"/api/v1/roster-audits/{each.pk}" for each in Audit.objects.all()]
    for name in READERS:
        client = visitor(getattr(cast, name) if name else None)
        waiting, opened = [*DOORS, *about, *led], set[str]()
        while waiting:
            door = waiting.pop()
            if door in opened:
                continue
            opened.add(door)
            answer = client.get(door)
            if answer.status_code != 200 or not re.match("text/|application/json", answer["Content-Type"]):
                continue  # a workbook or a PDF is made from the same rows
            text = answer.content.decode()
            found[name, door] = CHANGING.sub("", text)
            links = (urljoin(door, each.replace("&amp;", "&")) for each in LED.findall(text))
            waiting += [each for each in links if FOLLOWED.fullmatch(each)]
    packet = say(packet_now(cast.sue.actor, quarter_of(timezone.localdate())), Tongue("en", str, str))
    found["sue", "packet"] = "\n".join(packet.texts())
    return found
