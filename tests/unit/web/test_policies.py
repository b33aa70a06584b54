"""The pages of policies and of classes' levels, as the people they are for walk through them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from cast import Cast
from chalkline.govern.policies import api
from chalkline.govern.policies.api import Policy, PolicyVersion
from chalkline.people.models import Person
from chalkline.publish.expectations.models import Expectation
from deciding import STUDENT_USE, use_granted
from unit.oversee.test_class_views import CLASS, class_of, in_force
from visiting import visitor

TEXT = "# Student data\nPut none in.\n\n- names\n- grades\n\n# Your own work\nYou answer for it."
NEW = {"code": "AI-2", "title": "What staff may do with AI", "kind": "staff_expectations", "text": TEXT,
       "roles": ["teacher", "aide"], "signed": "on"}  # fmt: skip


@pytest.fixture
def version(cast: Cast) -> PolicyVersion:
    """A draft that Ada wrote on the page."""
    page = visitor(cast.ada).post("/decide/policies/new/", NEW)
    assert page.status_code == 302, page.content.decode()[:2000]
    return PolicyVersion.objects.get()


def adopted(cast: Cast, version: PolicyVersion) -> PolicyVersion:
    """Sue records what the board did."""
    today = localdate()
    given = {
        "body": "Board of Education", "adopted_on": str(today), "resolution": "2026-88", "effective_on": str(today),
        "review_on": str(today + timedelta(days=300)), "minutes": SimpleUploadedFile("minutes.pdf", b"%PDF-1.4 x"),
    }  # fmt: skip
    address = f"/decide/policies/{version.policy_id}/{version.number}/adoption/"
    assert visitor(cast.ada).post(address, given).status_code == 403  # who wrote it
    given["minutes"] = SimpleUploadedFile("minutes.pdf", b"%PDF-1.4 x")
    page = visitor(cast.sue).post(address, given)
    assert page.status_code == 302, page.content.decode()
    return PolicyVersion.objects.get(pk=version.pk)


def test_a_policy_is_written_commented_adopted_signed_and_read_by_families(cast: Cast, version: PolicyVersion) -> None:
    home = f"/decide/policies/{version.policy_id}/"
    at = f"{home}{version.number}/"
    assert visitor(cast.tess).get(at).status_code == 404  # a draft
    ada, tess = visitor(cast.ada), visitor(cast.tess)
    for each in ("/decide/policies/", "/decide/policies/new/?kind=ai_policy", home, at, f"{at}write/", f"{at}open/",
                 f"{at}put-before/"):  # fmt: skip
        assert ada.get(each).status_code == 200, each
    assert ada.post(f"{at}open/", {"until_on": str(localdate() + timedelta(days=9))}).status_code == 302
    assert "Say what you think" in tess.get(at).content.decode()
    tess.post(at, {"do": "comment", "section": "1", "text": "Does a seating chart count?"})
    assert "Does a seating chart count?" in visitor(cast.nora).get(at).content.decode()
    assert "Comments to answer" in ada.get("/").content.decode()
    of = api.comments_on(cast.ada.actor, version).get()
    ada.post(at, {"do": "answer", "comment": str(of.pk), "answer": "Yes."})
    held = adopted(cast, version)
    assert "Read and sign: What staff may do with AI" in tess.get("/").content.decode()
    page = tess.get(home).content.decode()
    assert "I have read it and will follow it" in page and held.digest in page
    assert tess.post(home, {"do": "sign", "digest": held.digest}).status_code == 302
    assert "Tess Moreno signed version 1" in tess.get(home).content.decode()
    again = tess.post(home, {"do": "sign", "digest": held.digest})
    assert again.status_code == 200 and "You signed this on" in again.content.decode()
    assert (
        "Nora Bell" in ada.get(home).content.decode() and "Nora Bell" not in visitor(cast.bo).get(home).content.decode()
    )
    stranger = visitor()
    assert "<li>names</li>" in stranger.get("/register/policies/AI-2/").content.decode()
    assert "What staff may do with AI" in stranger.get("/register/policies/").content.decode()
    in_spanish = {"accept-language": "es"}
    assert "Student data" in stranger.get("/register/policies/AI-2/", headers=in_spanish).content.decode()
    text = "# Datos\nNada.\n\n# Su trabajo\nUsted responde."
    assert ada.post(f"{at}spanish/", {"title": "Qué puede hacer el personal", "text": text}).status_code == 302
    assert "Usted responde" in stranger.get("/register/policies/AI-2/", headers=in_spanish).content.decode()
    assert stranger.get(at).status_code in (302, 401) and stranger.get("/register/policies/AI-9/").status_code == 404


def test_a_next_version_shows_word_by_word_what_it_changes(cast: Cast, version: PolicyVersion) -> None:
    held = adopted(cast, version)
    ada, home = visitor(cast.ada), f"/decide/policies/{held.policy_id}/"
    assert ada.post(f"{home}1/write/", {"text": "# Other\nWords"}).status_code == 200  # shown again: it is adopted
    assert api.sections_of(PolicyVersion.objects.get(pk=held.pk)) == api.sections_of(held)
    assert ada.post(f"{home}next/").status_code == 302
    text = TEXT.replace("Put none in.", "Put no record in.") + "\n\n# Review\nEach May."
    given = {"text": text, "roles": ["teacher"], "signed": "on", "why": "Says which data is meant."}
    assert ada.post(f"{home}2/write/", given).status_code == 302
    page = ada.get(f"{home}2/changes/").content.decode()
    assert "1 section changed." in page and "1 section is new." in page
    assert (
        "<del>none</del>" in page and "<ins>no record</ins>" in page and page.index("<del>none") < page.index("<ins>no")
    )
    assert Policy.objects.count() == 1


def test_a_policy_ends_by_two_people_and_its_page_says_what_signatures_mean(cast: Cast, version: PolicyVersion) -> None:
    held, today = adopted(cast, version), localdate()
    ada, sue, tess = visitor(cast.ada), visitor(cast.sue), visitor(cast.tess)
    at = f"/decide/policies/{held.policy_id}/"
    tess.post(at, {"do": "sign", "digest": held.digest})
    assert "Propose to repeal it" in ada.get(at).content.decode()
    assert tess.get(f"{at}propose-repeal/").status_code == 403
    again = ada.post(f"{at}propose-repeal/", {"why": ""})
    assert again.status_code == 200 and "why it shall end" in again.content.decode()
    assert ada.post(f"{at}propose-repeal/", {"why": "AI-3 says it.", "instead": "Read AI-3."}).status_code == 302
    page = ada.get(at).content.decode()
    assert "Somebody proposes to repeal this policy" in page and "Somebody else than you records" in page
    assert "Write the next version" not in page
    assert "Record what the Board of Education decided" in sue.get("/").content.decode()
    given = {"adopted_on": str(today), "resolution": "2026-99", "effective_on": str(today)}
    minutes = SimpleUploadedFile("minutes.pdf", b"%PDF-1.4 end")
    assert ada.post(f"{at}repeal/record/", {**given, "minutes": minutes}).status_code == 403
    assert "Add the minutes" in sue.post(f"{at}repeal/record/", given).content.decode()
    minutes = SimpleUploadedFile("minutes.pdf", b"%PDF-1.4 end")
    assert sue.post(f"{at}repeal/record/", {**given, "minutes": minutes}).status_code == 302
    page = tess.get(at).content.decode()
    assert "This policy does not hold any more" in page and "they promised to follow it while it held" in page
    assert "Tess Moreno signed version 1" in page and "AI-3 says it." in page
    assert b"".join(tess.get(f"{at}repeal/minutes/")) == b"%PDF-1.4 end"  # type: ignore[arg-type]  # a stream
    nora = visitor(cast.nora)
    assert "Read and sign" not in nora.get("/").content.decode()
    assert "I have read it and will follow it" not in nora.get(at).content.decode()
    stranger = visitor()
    public = stranger.get("/register/policies/AI-2/").content.decode()
    assert "This rule does not hold any more" in public and "Read AI-3." in public and "<li>names</li>" in public
    home = stranger.get("/register/policies/").content.decode()
    assert "No longer in force" in home and "In force since" not in home
    assert ada.get(f"{at}propose-repeal/").status_code == 200
    assert ada.post(f"{at}propose-repeal/", {"why": "Again"}).status_code == 409


def test_when_its_owner_leaves_somebody_else_is_named(cast: Cast, version: PolicyVersion) -> None:
    held = adopted(cast, version)
    at = f"/decide/policies/{held.policy_id}/"
    sue = visitor(cast.sue)
    assert "Nobody answers for" not in visitor(cast.priya).get("/").content.decode()
    Person.objects.filter(pk=cast.ada.person.pk).update(is_active=False)
    assert "Nobody answers for “What staff may do with AI” any more" in sue.get("/").content.decode()
    assert "Nobody answers for this policy any more" in sue.get(at).content.decode()
    assert "Nobody answers for this policy" not in visitor(cast.tess).get(at).content.decode()
    assert visitor(cast.tess).get(f"{at}hand-over/").status_code == 403
    offered = sue.get(f"{at}hand-over/").content.decode()
    assert "Priya Raman" in offered and "Tess Moreno" not in offered
    assert "Choose somebody." in sue.post(f"{at}hand-over/", {}).content.decode()
    assert sue.post(f"{at}hand-over/", {"email": str(cast.priya.person.pk)}).status_code == 302
    assert Policy.objects.get().owner == cast.priya.person
    assert "Nobody answers for" not in sue.get("/").content.decode()


def test_a_teacher_sets_the_level_of_a_class_and_students_read_it(cast: Cast) -> None:
    in_force(use_granted(cast, **STUDENT_USE))
    class_of(cast, 12)
    tess = visitor(cast.tess)
    assert "Set the level" in tess.get("/protect/expectations/").content.decode()
    at = f"/protect/expectations/set/?class={CLASS}"
    assert "goes up to" in tess.get(at).content.decode()
    assert (
        tess.post("/protect/expectations/set/", {"class": CLASS, "level": "3", "label": "Room 12"}).status_code == 302
    )
    held = Expectation.objects.get()
    assert tess.post("/protect/expectations/set/", {"class": CLASS, "level": "5", "label": "R"}).status_code == 200
    for each in ("", "sheet/", "work/", "new-link/"):
        assert tess.get(f"/protect/expectations/{held.pk}/{each}").status_code == 200, each
        assert visitor(cast.theo).get(f"/protect/expectations/{held.pk}/{each}").status_code == 404
    assert visitor(cast.theo).get(at).status_code == 404
    today = str(localdate())
    given = {"title": "Test", "level": "1", "opens_on": today, "due_on": today, "holds_class": "on"}
    assert tess.post(f"/protect/expectations/{held.pk}/work/", given).status_code == 302
    page = visitor().get(f"/register/class/{held.link}/").content.decode()
    assert "Room 12" in page and "Level 3 of 5." in page and "Test" in page and "Moreno" not in page
    Person.objects.filter(roster_role="student").update(is_active=False)
    assert "Room 12" not in visitor().get(f"/register/class/{held.link}/").content.decode()
    assert visitor().get("/register/class/xxxxxxxxxxxxxxxx/").status_code == 404
