"""What a pilot came to reaches the board and families: by its rule, with how sure it is, small groups never."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from pypdf import PdfReader

from cast import Cast
from chalkline.kernel.sentences import day_as_said, plain
from chalkline.kernel.subjects import SubjectRef
from chalkline.pilot.evaluation.api import Result, told_by
from chalkline.pilot.plans.api import end_pilot
from chalkline.report.board.api import Span, packet_now, present_packet
from chalkline.report.documents.api import Document, Intervals, Tongue, say
from chalkline.report.public.api import register
from piloting import OVER, judged, running
from policies import FEEDBACK
from publishing import put_in_force, sample_policy
from visiting import visitor

ENGLISH = Tongue("en", plain, day_as_said)
SPRING = Span(date(2027, 1, 15), OVER.date(), OVER.date())


def told(document: Document) -> str:
    return "\n".join(say(document, ENGLISH).texts())


def public_use(result: Result) -> None:
    """The use the pilot was of, in the published policy."""
    use = result.pilot.use
    assert use is not None
    terms = replace(FEEDBACK, use_id=str(use.pk), tool="diffit", tool_name="Diffit", expires_on=date(2027, 6, 30))
    put_in_force(replace(sample_policy(date(2026, 11, 20), school=""), terms=(terms,)))


@pytest.fixture
def helped(cast: Cast, tmp_path: Path) -> Result:
    return judged(cast, tmp_path, effect=9)


def test_the_board_reads_verdict_uncertainty_and_rule_and_each_number_opens(cast: Cast, helped: Result) -> None:
    document = packet_now(cast.sue.actor, SPRING)
    said = told(document)
    assert "no pilot has ended" not in said.lower()
    assert "The pilot “Levelled passages in grade 4” has ended. It worked." in said
    assert "The true difference most likely lies between" in said and "At least 4 points had been asked for" in said
    assert "The rule was registered on" in said and "We stop if the whole interval is below 4 points" in said
    result = SubjectRef("result", str(helped.pk), helped.digest)
    opened = {name for line in document.lines() for name, source in line.sources if source == result}
    assert opened >= {"verdict", "effect", "low", "high", "n"}
    [picture] = [each for part in document.sections for each in part.blocks if isinstance(each, Intervals)]
    assert picture.rows[0].at == format(told_by(helped).effect, ".6g") and picture.threshold == "4"
    followed = visitor(cast.bo).get(f"/prove/found/{helped.pk}/")
    assert followed["Location"] == f"/prove/{helped.pilot_id}/result/"


def test_a_small_group_is_neither_in_the_packet_nor_on_its_paper(cast: Cast, helped: Result) -> None:
    hidden = [each for each in told_by(helped).groups if each.is_hidden]
    assert {each.column for each in hidden} == {"SWD"}
    kept = present_packet(cast.sue.actor, SPRING.first_on, SPRING.last_on, now=OVER)
    page = visitor(cast.bo).get(f"/report/board/{kept.pk}/")
    paper = PdfReader(io.BytesIO(visitor(cast.bo).get(f"/report/board/{kept.pk}.pdf").content))
    printed = " ".join(" ".join(each.extract_text() for each in paper.pages).split())
    for text in (page.content.decode(), printed):
        assert "EL: yes" in text and "SWD: yes" not in text
    figures = list(_figures(paper.trailer["/Root"]["/StructTreeRoot"]))
    assert figures and all("most likely lies" in str(each["/Alt"]) for each in figures)


def _figures(node: object) -> list[dict[str, object]]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [each for child in node for each in _figures(child)]
    if not isinstance(node, dict):
        return []
    own = [node] if node.get("/S") == "/Figure" else []
    return [*own, *_figures(node.get("/K", []))]


def test_an_earlier_verdict_is_told_as_earlier_and_a_later_one_not_at_all(cast: Cast, helped: Result) -> None:
    later = told(packet_now(cast.sue.actor, Span(date(2027, 4, 1), date(2027, 6, 30), date(2027, 6, 30))))
    assert "No pilot has ended in these days" in later and "Pilots that ended earlier:" in later
    before = told(packet_now(cast.sue.actor, Span(date(2026, 9, 1), date(2026, 12, 1), OVER.date())))
    assert "It worked" not in before and "Pilots that ended earlier" not in before


def test_a_pilot_that_was_given_up_is_told_with_its_reason(cast: Cast, tmp_path: Path) -> None:
    end_pilot(cast.ada.actor, running(cast, tmp_path), why="A passage had invented facts.", now=OVER)
    said = told(packet_now(cast.sue.actor, SPRING))
    assert "was ended on Mar 15, 2027 without a verdict" in said and "A passage had invented facts." in said


def test_families_read_what_was_found_on_every_surface(cast: Cast, helped: Result) -> None:
    public_use(helped)
    [use] = register(OVER.date()).listed
    [found] = use.found
    assert found.verdict == "scale" and found.numbers and found.numbers.smallest == "4"
    place = -1
    for language in ("en", "es"):
        visitor_ = Client(headers={"accept-language": language})
        page = visitor_.get("/register/").content.decode()
        sheet = visitor_.get(f"/register/{use.anchor}/").content.decode()
        cells = list(csv.reader(io.StringIO(visitor_.get("/register.csv").content.decode("utf-8-sig"))))
        place = cells[0].index("What we found") if language == "en" else place
        assert all("4" in text and "EL: yes" not in text for text in (page, sheet, cells[1][place]))
    [as_json] = Client().get("/register.json").json()["approved_uses"][0]["results"]
    assert as_json["effect"]["interval_percent"] == 90
    [by_api] = Client().get("/api/v1/register").json()["approved"][0]["results"]
    assert by_api["verdict"] == "scale" and float(by_api["low"]) > 4
    assert "we do not claim" not in Client().get("/register/").content.decode()


def test_a_pilot_of_few_people_gives_its_verdict_and_no_number(cast: Cast, helped: Result) -> None:
    few = helped.reckoned
    few["arms"] = [{**each, "n": 9} for each in few["arms"]]
    Result.objects.filter(pk=helped.pk).update(reckoned=few)
    public_use(helped)
    [use] = register(OVER.date()).listed
    assert use.found[0].numbers is None
    said = told(packet_now(cast.sue.actor, SPRING))
    assert "It worked" in said and "no numbers are told" in said and "most likely lies" not in said
