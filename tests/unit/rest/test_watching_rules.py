"""The watching domains through the API: the same rules as in the pages, and nobody gets further by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from calling import api_at, caller
from cast import NOW, Cast
from chalkline.oversee.held_calls.models import HeldCall
from chalkline.oversee.output_review.api import Sample, name_monitor
from chalkline.oversee.paired_prompts.api import run_check
from chalkline.oversee.paired_prompts.models import PairedCheck
from chalkline.tools.register.api import name_models, registered
from deciding import STUDENT_USE, ready_request, use_granted
from unit.oversee.test_held_calls import held
from unit.oversee.test_output_review import kept
from unit.oversee.test_paired_prompts import biased

WHY = "The vendor names the model only after signing."


def test_a_held_call_is_read_and_settled_by_who_may(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    api_at(monkeypatch, NOW)
    waiting = held(cast)
    priya, tess, nora = (caller(each, now=NOW) for each in (cast.priya, cast.tess, cast.nora))
    path = f"/held-calls/{waiting.pk}"
    assert [each["id"] for each in priya.get("/held-calls").said["items"]] == [str(waiting.pk)]
    assert nora.get(path).status == nora.post(f"{path}/read", {"reason": "Curious."}).status == 404
    assert priya.post(f"{path}/release", {}).code == "held_calls.unread"
    assert priya.post(f"{path}/read", {"reason": " "}).code == "held_calls.reason_missing"
    assert priya.post(f"{path}/read", {"reason": "It is my day."}).said == [
        {"role": "user", "text": "Is my first sentence clear?"}
    ]
    assert nora.post(f"{path}/release", {"words": "Fine, it names nobody."}).status == 404
    assert priya.post(f"{path}/refusal", {"words": ""}).status == 422
    assert priya.post(f"{path}/release", {"words": "Fine, it names nobody."}).said["state"] == "released"
    assert priya.post(f"{path}/refusal", {"words": "After all no, it names somebody."}).status == 409
    assert tess.get("/held-calls/own").status == 200
    named = {"person": cast.priya.actor.id, "deputy": cast.carl.actor.id}
    releasers = f"/uses/{HeldCall.objects.get().use_id}/releasers"
    assert tess.put(releasers, named).status == 403
    assert caller(cast.ada, now=NOW).put(releasers, named).said["person"] == "Priya Raman"


def test_a_drawn_answer_is_reviewed_by_its_monitor_alone(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    api_at(monkeypatch, now)
    use = use_granted(cast, **STUDENT_USE)
    name_monitor(cast.ada.actor, use, cast.paula.person, cast.theo.person, percent=100, now=now)
    drawn = kept(use, cast)
    Sample.objects.update(text_until=timezone.localdate() + timedelta(days=9))
    paula, theo, sue = (caller(each, now=now) for each in (cast.paula, cast.theo, cast.sue))
    path = f"/answers/{drawn.pk}"
    assert [each["id"] for each in paula.get("/answers").said["items"]] == [str(drawn.pk)]
    assert theo.get(path).status == theo.post(f"{path}/read").status == 404
    assert paula.post(f"{path}/read").said["answered"][0]["text"] == "Quite."
    assert paula.post(f"{path}/review", {"finding": "wrong"}).code == "output_review.note_missing"
    said = {"finding": "wrong", "severity": "medium", "note": "It gives the wrong year."}
    assert theo.post(f"{path}/review", said).status == 404
    assert paula.post(f"{path}/review", said).status == 201
    assert paula.post(f"{path}/review", said).status in (404, 409)
    assert theo.get("/answers/results").status == 403
    [found] = sue.get("/answers/results").said
    assert [each["count"] for each in found["rates"] if each["finding"] == "wrong"] == [1]
    named = {"person": cast.priya.actor.id, "second": cast.carl.actor.id, "percent": 5}
    assert theo.put(f"/uses/{use.pk}/monitors", named).status == 403
    assert sue.put(f"/uses/{use.pk}/monitors", named).said["percent"] == 5


def test_models_are_checked_and_a_request_says_what_is_missing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    api_at(monkeypatch, NOW)
    ada, tess, fay = (caller(each, now=NOW) for each in (cast.ada, cast.tess, cast.fay))
    wanted = {"model": "stub-small", "requests": "feedback", "repeats": 1}
    assert tess.post("/model-checks", wanted).status == 403
    assert ada.post("/model-checks", wanted).code == "paired_prompts.no_key"
    monkeypatch.setattr("chalkline.oversee.paired_prompts.beginning.key_there", lambda: "a key")
    made = ada.post("/model-checks", wanted).said
    assert made["state"] == "running" and fay.get(f"/model-checks/{made['id']}/differences").said == []
    run_check(PairedCheck.objects.get(), ask=biased, a_minute=0, clock=lambda: NOW)
    found = fay.get(f"/model-checks/{made['id']}/differences").said
    assert any(each["stands_out"] for each in found)
    assert "family" in [each["id"] for each in fay.get("/model-checks/requests").said]
    assert fay.get("/model-checks/due").said == []
    request = ready_request(cast, **STUDENT_USE)
    name_models(cast.dana.actor, registered("diffit"), ["stub-large", "stub-small"], now=NOW)
    told = tess.get(f"/requests/{request.pk}/models").said
    assert told["unchecked"] == ["stub-large"] and told["models"][1]["check"] == made["id"]
    assert tess.post(f"/requests/{request.pk}/without-check", {"reason": WHY}).status == 403
    assert ada.post(f"/requests/{request.pk}/without-check", {"reason": WHY}).said["unchecked"] == []
    assert tess.get(f"/requests/{request.pk}/models").said["models"][0]["without"] == WHY


def test_a_drill_is_begun_by_who_may_stop_a_use(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    api_at(monkeypatch, NOW)
    use = use_granted(cast, **STUDENT_USE)
    dana, tess = caller(cast.dana, now=NOW), caller(cast.tess, now=NOW)
    assert tess.get("/drills").status == tess.post(f"/uses/{use.pk}/drills").status == 403
    assert dana.post(f"/uses/{use.pk}/drills").said["state"] == "running"
    assert dana.get("/drills").said["total"] == 1
