"""Readiness in the browser: begun with one button, answered one question at a time, planned, finished, compared."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from cast import Cast
from chalkline.kernel.clock import utc_now
from chalkline.report.readiness.api import Assessment, Step, begin_assessment, plan_step
from visiting import visitor

AT = "/report/readiness/"


@pytest.fixture
def begun(cast: Cast) -> Assessment:
    return begin_assessment(cast.ada.actor, now=utc_now())


def test_it_is_begun_and_says_what_is_lowest(cast: Cast) -> None:
    ada = visitor(cast.ada)
    assert "Nobody has looked yet" in ada.get(AT).content.decode()
    page = ada.post(f"{AT}begin/", follow=True).content.decode()
    assert "Lowest:" in page and "Where to begin" in page and "No step is planned yet" in page
    assert "How ready we are" in ada.get("/report/").content.decode()
    assert visitor(cast.tess).get(AT).status_code == 403
    assert visitor(cast.bo).get(AT).status_code == 200
    found = Assessment.objects.get()
    assert ada.get(f"{AT}{found.pk}.pdf")["Content-Type"] == "application/pdf"
    assert ada.get(f"{AT}{found.pk}.docx").status_code == 200


def test_one_question_at_a_time_and_what_is_typed_is_kept(cast: Cast, begun: Assessment) -> None:
    ada = visitor(cast.ada)
    at = f"{AT}{begun.pk}/"
    assert ada.post(f"{at}domains/CM-acad/", {"person": str(cast.carl.person.pk)}).status_code == 302
    carl = visitor(cast.carl)
    assert "Your part: Learning with AI" in carl.get("/").content.decode()
    page = carl.get(f"{at}domains/CM-acad/").content.decode()
    assert "Answer what is open" in page and f"{cast.carl.person} answers these questions" in page
    one = f"{at}questions/RA02/"
    assert "Question 2 of 8" in carl.get(one).content.decode()
    assert "Kept as typed" in carl.post(f"{one}draft/", {"level": "2", "evidence": "The map"}).content.decode()
    assert 'value="The map"' in carl.get(one).content.decode()
    wrong = carl.post(one, {"level": "2"}).content.decode()
    assert "Say what shows it" in wrong
    done = carl.post(one, {"level": "2", "evidence": "The map", "evidence_on": str(localdate())}, follow=True)
    assert "The answer is kept" in done.content.decode() and "Question 3 of 8" in done.content.decode()
    assert "Take the answer back" in carl.get(one).content.decode()
    carl.post(one, {"take_back": "yes"})
    assert "Take the answer back" not in carl.get(one).content.decode()
    assert ada.get(f"{at}questions/RX99/").status_code == 404
    assert ada.get(f"{at}domains/nope/").status_code == 404


def test_a_person_says_otherwise_than_the_records(cast: Cast, begun: Assessment) -> None:
    ada, one = visitor(cast.ada), f"{AT}{begun.pk}/questions/RX01/"
    page = ada.get(one).content.decode()
    assert "What the records say" in page and "hold their roles here" in page
    assert "The records say otherwise" in ada.post(one, {"level": "1"}).content.decode()
    ada.post(one, {"level": "1", "why": "The letter is not signed."})
    page = ada.get(f"{AT}{begun.pk}/domains/CM-exec/").content.decode()
    assert "Not as the records say" in page and "The letter is not signed." in page


def test_a_step_stands_on_its_owners_today_until_it_is_settled(cast: Cast, begun: Assessment) -> None:
    ada, at = visitor(cast.ada), f"{AT}{begun.pk}/questions/RX02/step/"
    assert "Give seats on the committee" in ada.get(at).content.decode()
    sent = {"text": "Ask two families.", "owner": str(cast.carl.person.pk), "due_on": "2020-01-01"}
    assert "Choose a day within a year" in ada.post(at, sent).content.decode()
    person = str(cast.ada.person.pk)
    sent |= {"owner": person, "due_on": str(localdate() + timedelta(days=9))}
    assert "Ask two families." in ada.post(at, sent, follow=True).content.decode()
    assert "Ask two families." in ada.get("/").content.decode()
    step = Step.objects.get()
    settle = f"{AT}steps/{step.pk}/"
    assert "Say in a sentence" in ada.post(settle, {"note": "", "act": "done"}).content.decode()
    ada.post(settle, {"note": "Two joined.", "act": "done"})
    page = ada.get(AT).content.decode()
    assert "Two joined." in page and "Done" in page
    late = plan_step(cast.ada.actor, begun, "RX02", text="Old.", owner_id=person, due_on=localdate(), now=utc_now())
    Step.objects.filter(pk=late.pk).update(due_on=localdate() - timedelta(days=1))
    assert "One step is overdue" in ada.get(AT).content.decode()
    assert "Overdue: Old." in visitor(cast.sue).get("/").content.decode()


def test_it_is_finished_and_the_next_is_compared(cast: Cast, begun: Assessment) -> None:
    ada = visitor(cast.ada)
    assert "They stay open" in ada.get(f"{AT}{begun.pk}/finish/").content.decode()
    ada.post(f"{AT}{begun.pk}/finish/")
    page = ada.get(AT).content.decode()
    assert "Look again" in page and "Finished" in page
    page = ada.post(f"{AT}begin/", follow=True).content.decode()
    assert "Since last time" in page and "as before" in page and "Assessment of" in page
