"""Filter lists: who would lose what is seen first, one person restricts, two let through, others only look or not."""

from __future__ import annotations

import pytest
from django.utils.timezone import localdate

from cast import Cast
from chalkline.kernel.clock import utc_now
from chalkline.publish.filter_lists.api import edition_in_force
from chalkline.publish.filter_lists.models import Edition, Feed
from chalkline.tools.register.api import import_catalogue, shipped_catalogue
from publishing import put_in_force, sample_policy
from unit.publish.conftest import home
from visiting import visitor

__all__ = ["home"]


@pytest.fixture
def policy(cast: Cast, home: object) -> None:
    import_catalogue(cast.dana.actor, shipped_catalogue(), now=utc_now())
    put_in_force(sample_policy(localdate(), school=str(cast.juniper.pk)))


def test_from_the_first_look_to_the_lists_in_force(cast: Cast, policy: None) -> None:
    dana, ada = visitor(cast.dana), visitor(cast.ada)
    empty = dana.get("/protect/filter-lists/").content.decode()
    assert "No filter lists have been published yet" in empty and "See who would lose what" in empty
    seen = dana.get("/protect/filter-lists/publish/").content.decode()
    assert "Will be blocked" in seen and "lets more through" in seen and "Diffit" in seen
    refused = dana.post("/protect/filter-lists/publish/", {"reason": ""}).content.decode()
    assert "Write one sentence." in refused and not Edition.objects.exists()
    assert dana.post("/protect/filter-lists/publish/", {"reason": "The policy of this fall."}).status_code == 302
    edition = Edition.objects.get()
    address = f"/protect/filter-lists/editions/{edition.pk}/"
    assert "somebody else puts it in force" in dana.get(address).content.decode()
    assert dana.post(f"{address}activate/").status_code == 403
    assert "Put edition 1 in force" in ada.get(address).content.decode()
    assert ada.post(f"{address}activate/").status_code == 302 and edition_in_force() == edition
    told = ada.get("/protect/filter-lists/").content.decode()
    assert "Edition 1 has been in force since" in told and "Up to date" in told
    choices = {"students.ai": "block", "staff.ai": "block", "students.part": "leave", "reason": "Until the training."}
    assert ada.post("/protect/filter-lists/choices/", choices).status_code == 302
    assert ada.post("/protect/filter-lists/publish/", {"reason": "Until the training."}).status_code == 302
    current = edition_in_force()
    assert current and current.number == 2  # it only restricts: one person is enough


def test_one_audience_says_why_and_what_cannot_be_separated(cast: Cast, policy: None) -> None:
    bo = visitor(cast.bo)
    page = bo.get("/protect/filter-lists/").content.decode()
    assert "Students in grades 3–5" in page and "Choose otherwise" not in page
    link = page.split("/protect/filter-lists/for/")[1].split('"')[0]
    one = bo.get(f"/protect/filter-lists/for/{link}").content.decode()
    assert "Nobody has approved it" in one
    assert bo.get("/protect/filter-lists/for/0123456789ab/").status_code == 404
    assert bo.post("/protect/filter-lists/publish/", {"reason": "No."}).status_code == 403
    assert visitor(cast.tess).get("/protect/filter-lists/").status_code == 403


def test_files_feeds_and_columns(cast: Cast, policy: None) -> None:
    dana = visitor(cast.dana)
    page = dana.get("/protect/filter-lists/").content.decode()
    key = page.split("/protect/filter-lists/for/")[1].split("/")[0]
    one = dana.get(f"/protect/filter-lists/for/{key}/").content.decode()
    assert "Tried with the program itself" in one and "not tried live" in one
    table = dana.get(f"/protect/filter-lists/for/{key}/file/?form=csv")
    assert table["Content-Type"].startswith("text/csv") and b"host,matches,action" in table.content
    assert dana.get(f"/protect/filter-lists/for/{key}/file/?form=squid").content.startswith(b"PK")
    assert dana.get(f"/protect/filter-lists/for/{key}/file/?form=telex").status_code == 422
    header = {"name": "Lightspeed", "header": "Website;Action;Zone"}
    seen = dana.post("/protect/filter-lists/columns/", header).content.decode()
    assert "“Website” holds" in seen and "“Zone” holds" in seen
    told = {"holds-0": "host", "holds-1": "action", "holds-2": "text", "text-2": "AI", "word-block": "Block"}
    wrong = dana.post("/protect/filter-lists/columns/", header | told | {"holds-0": "empty", "save": "1"})
    assert "One column has to hold the domain." in wrong.content.decode()
    assert dana.post("/protect/filter-lists/columns/", header | told | {"save": "1"}).status_code == 302
    asked = dana.get(f"/protect/filter-lists/feeds/new/?for={key}").content.decode()
    assert "Lightspeed" in asked and f'value="{key}" selected' in asked
    wanted = {"name": "Pi-hole at Alder Creek", "form": "pihole", "audience": f"students@{cast.alder.pk}", "days": "90"}
    shown = dana.post("/protect/filter-lists/feeds/new/", wanted)
    address = shown.content.decode().split("/feeds/lists/cf-")[1].split("<")[0]
    assert shown["Cache-Control"] == "no-store"
    listed = dana.get("/protect/filter-lists/feeds/").content.decode()
    assert "Not fetched yet" in listed and address.split("/")[0] not in listed
    feed = Feed.objects.get()
    assert "students at Alder Creek Elementary" in listed
    assert visitor(cast.bo).get("/protect/filter-lists/feeds/").status_code == 403
    assert visitor(cast.ada).post("/protect/filter-lists/feeds/new/", wanted).status_code == 403
    assert dana.post(f"/protect/filter-lists/feeds/{feed.pk}/revoke/").status_code == 302
    assert "Revoked" in dana.get(f"/protect/filter-lists/feeds/{feed.pk}/").content.decode()
