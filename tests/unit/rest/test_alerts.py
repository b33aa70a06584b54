"""Alerts over the API."""

from __future__ import annotations

from datetime import timedelta

import pytest

from calling import api_at, caller
from cast import NOW, Cast
from naming_on_call import name_on_call


def test_a_drill_is_started_taken_and_closed_over_the_api(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    name_on_call(cast)
    api_at(monkeypatch, NOW)
    sue, tess, nora = (caller(each, now=NOW) for each in (cast.sue, cast.tess, cast.nora))
    assert sue.get("/on-call").said == [{"school": "", "people": _names(cast), "minutes": 10}]
    started = sue.post("/alert-drills")
    assert started.status == 201 and started.said["responsible"] == str(cast.tess.person)
    path = f"/alerts/{started.said['id']}"
    assert nora.get(path).status == 404
    assert nora.post("/alert-drills").status == 403
    api_at(monkeypatch, NOW + timedelta(seconds=30))
    assert tess.post(f"{path}/take").said["seconds_until_taken"] == 30
    assert tess.post(f"{path}/read", {"reason": "Is it one?"}).code == "on_call.text_gone"
    assert tess.post(f"{path}/close", {"words": "ok"}).code == "on_call.say_what_was_done"
    assert tess.post(f"{path}/close", {"words": "It came at once."}).said["state"] == "closed"
    assert sue.get("/alerts").said["total"] == 1


def _names(cast: Cast) -> list[str]:
    return [str(each.person) for each in (cast.tess, cast.theo, cast.paula)]
