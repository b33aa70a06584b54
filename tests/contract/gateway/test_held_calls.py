"""A call that a person releases: held at once, sealed, let out once, whoever asks again."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalkline.rulebook.api import ChannelKind, ChannelRecord, Condition, ConditionKind, KeptBy, read_channel, unseal
from chalkline.rulebook.pack import HoldState, PackHold
from contract.gateway.district import APP_KEY, CLASS_KEY, WRITING, District, Running, raw, wait_until

ESSAY = "My phone is 415-555-2671. Is my first sentence clear?"
BODY = json.dumps({"model": "stub-small", "messages": [{"role": "user", "content": ESSAY}]}).encode()
SAME = json.dumps({"messages": [{"content": ESSAY, "role": "user"}], "model": "stub-small"}).encode()


@pytest.fixture
def holding(district: District, stub: Running) -> Running:
    """A gateway of a use whose calls a person releases."""
    district.publish(replace(WRITING, conditions=(Condition(ConditionKind.HOLD, "", KeptBy.GATEWAY),)))
    return district.start_gateway(stub.url)


def told(district: District) -> list[ChannelRecord]:
    paths = sorted((district.home / "channel").rglob("*.channel"))
    return [record for path in paths for record in read_channel(path.read_bytes()).records]


def test_a_call_is_held_sealed_and_goes_out_once_when_it_is_released(district: District, holding: Running) -> None:
    held = raw(holding, BODY)
    assert (held.status, held.code) == (403, "held_for_release")
    held_id = held.headers["x-chalkline-held"]
    assert held_id in json.loads(held.body)["error"]["message"] and held.headers["x-should-retry"] == "false"
    assert raw(holding, SAME).headers["x-chalkline-held"] == held_id, "the same call again waits as the same"
    [record] = told(district)
    assert record.kind is ChannelKind.HELD and record.decision_id == held_id
    opened = unseal(district.keyring.key("channel"), record.sealed, record.context)
    assert b"first sentence clear" in opened and b"415-555-2671" not in opened, "it is sealed as it would go out"
    assert "first sentence" not in json.dumps(record.about)

    status = f"/v1/chalkline/held/{held_id}"
    assert json.loads(raw(holding, b"", method="GET", path=status).body)["status"] == "waiting"
    assert raw(holding, b"", method="GET", path=status, key=APP_KEY).code == "held_unknown"

    hold = PackHold(
        held_id, record.about["digest"], "k-class", HoldState.RELEASED, datetime.now(UTC) + timedelta(hours=1)
    )
    district.pack(holds=(hold,))
    wait_until(lambda: json.loads(raw(holding, b"", method="GET", path=status).body)["status"] == "released")
    other = json.dumps({"model": "stub-small", "messages": [{"role": "user", "content": "Grade this."}]}).encode()
    assert raw(holding, other).code == "held_for_release", "a release is for one text"
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: raw(holding, BODY), range(8)))
    went = [each for each in answers if each.status == 200]
    assert len(went) == 1 and b"415-555-2671" in went[0].body, "it went out once, and its answer is restored"
    assert json.loads(raw(holding, b"", method="GET", path=status).body)["status"] == "sent"
    [sent] = [each for each in told(district) if "sent_for" in each.about]
    assert sent.about == {"sent_for": held_id} and sent.decision_id == went[0].headers["x-chalkline-decision"]
    [out] = [each for each in district.records() if each.outcome == "answered"]
    assert (out.held_id, out.verdict) == (held_id, "hold")
    assert any(each.code == "held_for_release" and each.verdict == "hold" for each in district.records())


def test_a_release_that_could_not_be_used_stays_good(district: District, holding: Running, stub: Running) -> None:
    body = json.dumps({"model": "stub-error", "messages": [{"role": "user", "content": ESSAY}]}).encode()
    raw(holding, body)
    [record] = told(district)
    until = datetime.now(UTC) + timedelta(hours=1)
    hold = PackHold(record.decision_id, record.about["digest"], "k-class", HoldState.RELEASED, until)
    district.pack(holds=(hold,))
    wait_until(lambda: raw(holding, body).code.startswith("model_"))
    assert raw(holding, body).code.startswith("model_"), "a second try is let out again: the first brought nothing"


def test_a_refusal_is_told_in_the_persons_words(district: District, holding: Running) -> None:
    raw(holding, BODY)
    [record] = told(district)
    until, words = datetime.now(UTC) + timedelta(hours=1), "Please leave out the names."
    hold = PackHold(record.decision_id, record.about["digest"], "k-class", HoldState.REFUSED, until, words)
    district.pack(holds=(hold,))
    wait_until(lambda: raw(holding, BODY).code == "held_refused")
    assert words in json.loads(raw(holding, BODY).body)["error"]["message"]
    assert raw(holding, BODY, key=CLASS_KEY).headers.get("x-chalkline-held") is None
