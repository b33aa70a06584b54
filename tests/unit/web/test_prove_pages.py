"""Prove in a browser without script: planned, locked by a second person, drawn, measured, judged, read."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cast import NOW, Cast
from chalkline.jobs.api import run_pending
from chalkline.ledger.api import settle
from chalkline.pilot.evaluation.api import reach_verdict
from chalkline.pilot.plans.api import Pilot
from deciding import use_granted
from piloting import ANSWERS, OVER, classes, measured, outcomes, plan_begun, running, written
from visiting import visitor

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str) -> str:
    page = client.get(address, follow=True)
    assert page.status_code == 200, (address, page.status_code)
    return re.sub(r"\s+", " ", page.content.decode())


def at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Let the pages of Prove live at that time."""
    for module in ("planning", "acting", "measuring"):
        monkeypatch.setattr(f"chalkline.web.pages.prove.{module}.utc_now", lambda: now)
    monkeypatch.setattr("chalkline.pilot.measures.jobs.utc_now", lambda: now)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def test_an_empty_place_teaches(cast: Cast) -> None:
    page = text_of(visitor(cast.tess), "/prove/")
    assert "No pilot yet" in page and "Plan the first one" in page
    assert "No pilot yet" in text_of(visitor(cast.bo), "/prove/")


def test_the_whole_way(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, NOW)
    use = use_granted(cast)
    carl, ada = visitor(cast.carl), visitor(cast.ada)
    assert "Approved:" in text_of(carl, "/prove/new/")
    carl.post("/prove/new/", {"about": f"use:{use.pk}", "title": "Levelled passages"})
    pilot = Pilot.objects.get()
    home = f"/prove/{pilot.pk}/"
    missing = carl.post(f"{home}plan/", {**ANSWERS, "smallest": ""}).content.decode()
    assert "smallest effect that matters" in missing and 'href="#id_smallest"' in missing
    piece = carl.post(f"{home}plan/detects/", ANSWERS).content.decode()
    assert "This design finds effects from" in piece and "<html" not in piece
    carl.post(f"{home}plan/", ANSWERS)
    file = SimpleUploadedFile("list.csv", written(tmp_path, classes()).read_bytes())
    carl.post(f"{home}list/", {"file": file})
    assert "Somebody else locks it now" in text_of(carl, home)
    assert "Lock the plan" in text_of(ada, home)
    assert "one digest" in text_of(ada, f"{home}lock/")
    ada.post(f"{home}lock/")
    settle(now=NOW)
    carl.post(f"{home}draw/")
    assert "8 start with the tool, 8 without it" in text_of(carl, home)
    assert "Made again just now" in text_of(visitor(cast.fay), home)
    assert b"with the tool" in carl.get(f"{home}sides/").content.lower()
    assert visitor(cast.theo).get(f"{home}sides/").status_code == 403
    pilot.refresh_from_db()
    at(monkeypatch, OVER)
    carl = visitor(cast.carl)  # months later the session is over
    rows = outcomes(pilot, effect=12)
    rows[0]["after"] = "very good"
    file = SimpleUploadedFile("spring.csv", written(tmp_path, rows).read_bytes())
    carl.post(f"{home}outcomes/", {"file": file})
    run_pending(now=OVER)
    page = text_of(carl, f"{home}outcomes/")
    assert "319 people, 319 with an outcome; 1 rows set aside" in page and "These rows, to mend (CSV)" in page
    assert "outcomes of 319 people" in text_of(carl, f"{home}verdict/")
    carl.post(f"{home}verdict/")
    result = text_of(visitor(cast.bo), f"{home}result/")
    assert "It worked" in result and "points more" in result and "What this cannot tell" in result
    assert "Pilots" in text_of(carl, f"/tools/{pilot.tool.slug}/")
    assert "It worked" in text_of(carl, f"/decide/uses/{use.pk}/")


def test_small_groups_are_on_no_surface(cast: Cast, tmp_path: Path) -> None:
    pilot = running(cast, tmp_path)
    measured(cast, pilot, tmp_path, outcomes(pilot, effect=12))
    reach_verdict(cast.carl.actor, pilot, now=OVER)
    client, home = visitor(cast.bo), f"/prove/{pilot.pk}/result/"
    page = text_of(client, home)
    assert page.count("not shown") >= 12  # both SWD rows, six cells each
    file = client.get(f"{home}?table=groups&as=csv").content.decode()
    hidden = [line for line in file.splitlines() if "SWD" in line]
    assert len(hidden) == 2 and not any(re.search(r",\d", line) for line in hidden)
    assert "SWD" not in client.get(f"{home}?chart=effect&as=csv").content.decode()


def test_who_may_not_and_what_is_not_there(cast: Cast, tmp_path: Path) -> None:
    pilot = plan_begun(cast)
    home = f"/prove/{pilot.pk}/"
    assert visitor().get(home).status_code in {302, 401}
    assert visitor(cast.theo).get(f"{home}plan/").status_code == 403
    assert visitor(cast.tess).post(f"{home}lock/").status_code == 403
    assert visitor(cast.carl).get(f"{home}result/").status_code == 404
    assert visitor(cast.carl).post(f"{home}outcomes/").status_code == 409
    nothing = visitor(cast.carl).post(f"{home}list/").content.decode()
    assert "There is nothing in the file" in nothing
