"""Matters that people decide, through the API: the same rules as in the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from calling import api_at, caller
from cast import Cast
from chalkline.ledger.api import ingest
from chalkline.rulebook.api import Outcome, SpoolRecord
from unit.approve.test_human_records import NOW, TODAY, use_of

DECIDED = {"decision": "Six of the nine are invited.", "why": "Their teachers know them.", "followed": "partly"}


def test_a_record_is_opened_named_in_calls_decided_and_then_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    api_at(monkeypatch, NOW)
    use = use_of(cast)
    tess, theo, priya = (caller(each, now=NOW) for each in (cast.tess, cast.theo, cast.priya))
    said = {"use": str(use.pk), "matter": "Who is invited to the group", "until_on": str(TODAY + timedelta(days=9))}
    made = tess.post("/human-records", said)
    assert made.status == 201 and made.said["state"] == "open"
    path = f"/human-records/{made.said['id']}"
    call = {"node": "n", "bundle_revision": 1, "bundle_digest": "0", "pack_issue": 1, "verdict": "allow", "at": NOW}
    records = [
        SpoolRecord(
            decision_id=f"c-{each}", sequence=each, outcome=Outcome.ANSWERED, status=200, record_id=record, **call
        )
        for each, record in enumerate([made.said["id"], made.said["id"], ""])
    ]
    ingest(records, now=NOW)
    [day] = tess.get(path).said["calls"]
    assert (day["calls"], day["answered"]) == (2, 2)
    assert theo.get(path).status == priya.get(path).status == 404
    assert tess.post(f"{path}/decision", DECIDED).status in (400, 422), "whether before or after has to be said"
    assert tess.post(f"{path}/offer", {"person": cast.theo.actor.id}).said["offered_to"] == cast.theo.actor.id
    assert tess.post(f"{path}/acceptance").status == 404
    assert theo.post(f"{path}/acceptance").said["decider"] == cast.theo.actor.id
    assert tess.post(f"{path}/decision", {**DECIDED, "decided_first": True}).status == 404
    assert theo.post(f"{path}/decision", {**DECIDED, "decided_first": True}).said["state"] == "closed"
    assert [each["id"] for each in priya.get("/human-records/decided").said["items"]] == [made.said["id"]]
    assert theo.post(f"{path}/withdrawal", {"reason": "It was a mistake."}).code == "human_records.ended"
