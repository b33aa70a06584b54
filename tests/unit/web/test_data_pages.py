"""Data in the browser: the map, systems, agreements, the data of a use, the models of a tool."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cast import NOW, Cast
from chalkline.approve.uses.models import ApprovedUse
from chalkline.data.systems.api import System
from chalkline.tools.agreements.models import Agreement
from chalkline.tools.register.api import Tool, register_tool
from deciding import use_granted
from publishing import put_in_force, sample_policy
from visiting import visitor


@pytest.fixture
def tool(cast: Cast) -> Tool:
    return register_tool(cast.dana.actor, "Diffit", now=NOW)


def test_the_map_says_first_who_gets_what_without_cover(cast: Cast, tool: Tool) -> None:
    put_in_force(sample_policy(timezone.localdate(), school=str(cast.juniper.pk)))
    page = visitor(cast.priya).get("/data/").content.decode()
    assert "2 tools get student information; for 2 no agreement covers all of it" in page
    assert 'class="line c4 amiss"' in page and "People who type or upload it" in page
    file = visitor(cast.priya).get("/data/?chart=map&as=csv").content.decode()
    assert "Diffit,People who type or upload it,What students type" in file and "no agreement covers it" in file


def test_an_empty_map_teaches(cast: Cast) -> None:
    assert "No data goes to any AI tool yet" in visitor(cast.priya).get("/data/").content.decode()


def test_a_system_is_recorded_and_shown(cast: Cast) -> None:
    priya = visitor(cast.priya)
    given = {"name": "PowerSchool", "kind": "students", "hosting": "vendor", "owner": "", "elements": ["course_grades"]}
    again = priya.post("/data/systems/new/", given).content.decode()
    assert "Name somebody who works here" in again and 'value="course_grades" id="el-course_grades" checked' in again
    done = priya.post("/data/systems/new/", {**given, "owner": cast.dana.person.email}, follow=True).content.decode()
    assert "Dana Whitfield" in done and "Course grades and marks" in done
    system = System.objects.get()
    assert priya.get(f"/data/systems/{system.pk}/correct/").status_code == 200
    assert "PowerSchool" in priya.get("/data/systems/").content.decode()
    assert visitor(cast.tess).get("/data/systems/new/").status_code == 403
    assert priya.post(f"/data/systems/{system.pk}/retire/", follow=True).status_code == 200
    assert System.objects.get().retired_at


def test_an_agreement_is_recorded_renewed_and_ended(cast: Cast, tool: Tool) -> None:
    priya, today = visitor(cast.priya), timezone.localdate()
    given = {
        "tool": "diffit", "kind": "ndpa", "signed_on": today.isoformat(),
        "ends_on": (today + timedelta(30)).isoformat(), "elements": ["student_work"],
        "file": SimpleUploadedFile("signed.pdf", b"%PDF-1.7 signed"),
    }  # fmt: skip
    wrong = priya.post("/data/agreements/new/", {**given, "signed_on": "", "file": ""}).content.decode()
    assert "An agreement that is not signed yet covers nothing" in wrong or "not signed yet" in wrong
    shown = priya.post("/data/agreements/new/", given, follow=True).content.decode()
    agreement = Agreement.objects.get()
    assert "ends soon" in shown and "Student writing, pictures" in shown and "no approved use needs it" in shown
    assert b"".join(priya.get(f"/data/agreements/{agreement.pk}/file/")) == b"%PDF-1.7 signed"  # type: ignore[arg-type]
    renewal = priya.get(f"/data/agreements/new/?renews={agreement.pk}").content.decode()
    assert 'id="el-student_work" checked' in renewal
    page = f"/data/agreements/{agreement.pk}/end/"
    assert (
        "with a last day inside its term" in priya.post(page, {"ended_on": "2020-01-01", "why": "x"}).content.decode()
    )
    done = priya.post(page, {"ended_on": today.isoformat(), "why": "The vendor was sold."}, follow=True)
    assert "It has ended" in done.content.decode()
    assert visitor(cast.dana).get("/data/agreements/new/").status_code == 403
    assert visitor(cast.dana).post(page, {}).status_code == 403


def test_why_a_use_needs_its_data_is_said_and_read(cast: Cast) -> None:
    use = use_granted(cast)
    priya, address = visitor(cast.priya), f"/data/uses/{use.pk}/"
    given = {
        f"{name}:{each}": words for each in use.elements for name, words in (("why", "Needed."), ("way", "people"))
    }
    wrong = priya.post(address, {**given, f"why:{use.elements[0]}": ""}).content.decode()
    assert "Say in one sentence what it is needed for." in wrong
    assert "It stands on the map." in priya.post(address, given, follow=True).content.decode()
    read = visitor(cast.tess).get(address).content.decode()
    assert "Needed." in read and '<form method="post" class="ask"' not in read
    assert visitor(cast.tess).post(address, given).status_code == 403


def test_a_use_is_made_to_depend_on_an_audit(cast: Cast) -> None:
    use: ApprovedUse = use_granted(cast)
    priya, address = visitor(cast.priya), f"/data/uses/{use.pk}/audit/"
    assert "Between 1 and 100." in priya.post(address, {"least_score": "900", "within_days": "30"}).content.decode()
    shown = priya.post(address, {"least_score": "98.5", "within_days": "30"}, follow=True).content.decode()
    assert "Held back for now" in shown and "no roster was audited yet" in shown
    refused = priya.post(address)
    assert refused.status_code == 409 and "audit the roster again" in refused.content.decode()
    assert visitor(cast.ada).get(address).status_code == 403


def test_the_models_of_a_tool_are_named_on_its_page(cast: Cast, tool: Tool) -> None:
    dana = visitor(cast.dana)
    assert "Name the models" in dana.get("/tools/diffit/").content.decode()
    shown = dana.post("/tools/diffit/models/", {"models": "small-1\n\nlarge-2\n"}, follow=True).content.decode()
    assert "large-2, small-1" in shown
    assert "at most 120 letters" in dana.post("/tools/diffit/models/", {"models": "x" * 121}).content.decode()
    assert visitor(cast.priya).get("/tools/diffit/models/").status_code == 403
