"""Pages of evaluations: a vendor answers on its link without an account, staff assess; a used link shows nothing."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from cast import Cast
from chalkline.kernel.clock import utc_now
from chalkline.tools.evaluations.api import Assessed, Judgment, record_of, standing_of
from chalkline.tools.questionnaires.api import in_words
from evaluating import PDF, begun, everything, finished, handed_in, linked
from visiting import visitor


def test_a_vendor_answers_group_by_group_and_hands_in_without_an_account(cast: Cast) -> None:
    evaluation = begun(cast, "Pine Reader", "student_facing", now=utc_now())
    priya, stranger = visitor(cast.priya), visitor()
    at = f"/evaluations/{evaluation.pk}/"
    assert "Make a link for the vendor" in priya.get(at).content.decode()
    page = priya.post(f"{at}link/", {"sent_to": "lena@pinereader.example", "days": "30"}).content.decode()
    link = re.search(r"/vendor/cv-[\w-]+/", page)
    assert link and link.group() not in priya.get(at).content.decode()  # shown once
    home = link.group()
    first = stranger.get(home)
    assert first["Cache-Control"] == "no-store" and "Say who answers" in first.content.decode()
    wrong = stranger.post(f"{home}who/", {"name": "Lena Vogt", "email": "nowhere", "position": "Privacy lead"})
    assert "Write an e-mail address" in wrong.content.decode() and "Lena Vogt" in wrong.content.decode()
    who = {"name": "Lena Vogt", "email": "lena@pinereader.example", "position": "Privacy lead"}
    assert stranger.post(f"{home}who/", who).status_code == 302
    assert "First answer these" in stranger.get(f"{home}hand-in/").content.decode()
    kept = stranger.post(
        f"{home}questions/privacy/", {"says_P01": "yes", "words_P01": "We sign."}, HTTP_HX_REQUEST="true"
    )
    assert kept.content.decode().strip() == "Kept."
    asked = record_of(evaluation).questions
    for group in dict.fromkeys(each.group for each in asked):
        said = {f"says_{each.id}": "yes" for each in asked if each.group == group}
        assert stranger.post(f"{home}questions/{group}/", said).status_code == 302
    assert stranger.get(f"{home}questions/nonsense/").status_code == 404
    file = {"file": SimpleUploadedFile("soc2.pdf", PDF), "kind": "soc2", "title": "SOC 2", "questions": ["S02"]}
    assert stranger.post(f"{home}files/", file).status_code == 302
    script = {**file, "file": SimpleUploadedFile("a.html", b"<script>alert(1)</script>")}
    assert "Files of this kind are not taken" in stranger.post(f"{home}files/", script).content.decode()
    listed = {"companies": "CloudHost; United States; hosting; student work, shoe size"}
    assert stranger.post(f"{home}companies/", listed).status_code == 302
    assert "Digest of what you handed in" in stranger.post(f"{home}hand-in/").content.decode()
    for step in ("", "who/", "questions/privacy/", "files/", "hand-in/"):
        assert stranger.get(f"{home}{step}").status_code == 404
    shown = priya.get(at).content.decode()
    assert "CloudHost" in shown and "shoe size" in shown and "SOC 2" in shown and "Assess the answers" in shown
    got = priya.get(f"/evaluations/files/{record_of(evaluation).evidence[0].pk}/")
    assert got["Content-Type"] == "application/octet-stream" and "attachment" in got["Content-Disposition"]
    assert stranger.get(f"/evaluations/files/{record_of(evaluation).evidence[0].pk}/").status_code in (302, 401)


def test_staff_assess_finish_and_somebody_else_accepts_the_risk(cast: Cast) -> None:
    evaluation = handed_in(cast, begun(cast, now=utc_now()), now=utc_now())
    priya, at = visitor(cast.priya), f"/evaluations/{evaluation.pk}/"
    wrong = {"how_A01": "does_not", "how_A02": "evidence"}
    page = priya.post(f"{at}assess/ai_training_use/", wrong).content.decode()
    assert "Write what is missing" in page or "Nothing on file shows this" in page
    finished(cast, evaluation, now=utc_now(), A01=Assessed(Judgment.DOES_NOT, "They train on prompts."))
    shown = visitor(cast.fay).get(at).content.decode()  # a parent on the committee sees it, and may not act
    assert "They train on prompts." in shown and "Accept this risk" not in shown and "lena@" not in shown
    asked = {"reason": "We switched the training off by contract.", "until": ""}
    sue = visitor(cast.sue)
    assert "Choose a day" in sue.post(f"{at}accept/A01/", asked).content.decode()
    until = utc_now().date().replace(year=utc_now().year + 1).isoformat()
    assert sue.post(f"{at}accept/A01/", {**asked, "until": until}).status_code in (200, 302)
    assert visitor(cast.tess).post(f"{at}accept/A01/", {**asked, "until": until}).status_code == 403
    assert standing_of(evaluation.tool.slug)
    assert "Vendors" in visitor(cast.tess).get("/evaluations/").content.decode()
    assert priya.get("/questionnaires/").status_code == 200
    new = {"text": "Do you employ people in our county?", "why": "Local help", "applies": "all", "weight": "2"}
    assert priya.post("/questionnaires/new/", new).status_code == 302
    assert "Do you employ people" in priya.get("/questionnaires/").content.decode()
    assert everything(evaluation).keys() == record_of(evaluation).answers.keys()  # it keeps the version it began with


def test_what_is_asked_is_said_in_the_reader_s_language_on_every_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluation = begun(cast, now=utc_now())
    home, at = f"/vendor/{linked(cast, evaluation, now=utc_now())}/", f"/evaluations/{evaluation.pk}/"
    asked = next(each for each in record_of(evaluation).questions if each.id == "P01")
    monkeypatch.setattr("chalkline.web.templatetags.saying.gettext", lambda text: f"ES:{text}")
    stranger, priya = visitor(), visitor(cast.priya)
    pages = (stranger, f"{home}questions/privacy/"), (stranger, f"{home}files/"), (stranger, f"{home}hand-in/")
    pages += (priya, "/questionnaires/"), (priya, f"{at}assess/privacy/"), (priya, f"{at}documents/privacy/")
    for client, address in pages:
        page = client.get(address).content.decode()
        assert page.count(str(escape(asked.text))) == page.count(f"ES:{escape(asked.text)}") > 0, address
    page = stranger.get(f"{home}questions/privacy/").content.decode()
    assert f"ES:{escape(asked.why)}" in page and f"ES:{escape(asked.evidence[0])}" in page
    other = handed_in(cast, begun(cast, "Oak Tutor", now=utc_now()), now=utc_now())
    assert f"ES:{asked.red_flag}" in priya.get(f"/evaluations/{other.pk}/assess/privacy/").content.decode()
    assert in_words("").said(lambda text: text or "the head of the catalogue") == ""
