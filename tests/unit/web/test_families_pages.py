"""Families in the browser: the office finds a child and writes home, the family answers, the teacher sees it."""

from __future__ import annotations

import re

import pytest

from cast import NOW, Cast
from chalkline.data.families.api import said_by_families
from chalkline.people.models import Person
from chalkline.tools.register.api import register_tool
from visiting import visitor


@pytest.fixture
def child(cast: Cast) -> str:
    register_tool(cast.tess.actor, "magicschool", now=NOW)
    Person.objects.filter(pk__in=[cast.kim.person.pk, cast.tess.person.pk]).update(classes=["C1"])
    return f"/data/families/{cast.kim.person.pk}/"


def test_the_office_takes_a_no_down_and_back(cast: Cast, child: str) -> None:
    office = visitor(cast.paula)
    assert child in office.get("/data/families/?student=kim").content.decode()
    page = office.post(child, {"tool": "magicschool"}).content.decode()
    assert "Choose what the family said." in page and "Choose how you heard it." in page
    office.post(child, {"tool": "magicschool", "said": "no", "heard_by": "paper"})
    page = office.get(child).content.decode()
    assert "taken down by Paula Voss" in page
    assert "Kim Sato" in visitor(cast.tess).get("/data/my-classes/").content.decode()
    back = re.search(r"/data/families/choices/[0-9a-f-]+/take-back/", page)
    assert back
    office.post(back[0])
    assert said_by_families() == ()
    assert "Kim Sato" not in visitor(cast.tess).get("/data/my-classes/").content.decode()


def test_a_family_answers_by_the_link_alone(cast: Cast, child: str) -> None:
    made = visitor(cast.paula).post(f"{child}letter/", {"tools": ["magicschool"]})
    assert made["Cache-Control"] == "no-store"
    link = re.search(r"/choose/cf-[\w-]+/", made.content.decode())
    assert link
    family = visitor()
    asked = family.get(link[0])
    assert "Kim" in asked.content.decode() and "Sato" not in asked.content.decode()
    assert "Choose yes or no." in family.post(link[0]).content.decode()
    done = family.post(link[0], {"magicschool": "no"}).content.decode()
    following = re.search(r"/choose/cf-[\w-]+/", done)
    assert following and following[0] != link[0]
    assert [each.refused for each in said_by_families()] == [{"magicschool"}]
    assert family.get(link[0]).status_code == 404
    spanish = family.get(following[0], headers={"accept-language": "es"})
    assert spanish.status_code == 200


def test_children_do_not_exist_for_others(cast: Cast, child: str) -> None:
    assert visitor(cast.tess).get(child).status_code == 403
    Person.objects.filter(pk=cast.kim.person.pk).update(school=cast.juniper)
    assert visitor(cast.paula).get(child).status_code == 404
    assert visitor(cast.paula).get(f"{child}letter/").status_code == 404
    assert visitor().get(child).status_code in {302, 401, 403}
