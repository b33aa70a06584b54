"""What a use's rule keeps goes sealed into the channel, as the model saw and said it; nothing else goes anywhere."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import replace

import pytest

from chalkline.rulebook.api import ChannelKind, ChannelRecord, Condition, ConditionKind, KeptBy, read_channel, unseal
from contract.gateway.district import WRITING, District, Running, ask, client, raw, stream, wait_until

SECRET = "415-555-2671"
BODY = b'{"model": "stub-small", "messages": [{"role": "user", "content": "%s"}]}'
TEXT = f"Call me at {SECRET}. Is my first sentence clear?"


def kept(district: District) -> list[tuple[ChannelRecord, dict[str, object]]]:
    paths = sorted((district.home / "channel").rglob("*.channel"))
    records = [record for path in paths for record in read_channel(path.read_bytes()).records]
    key = district.keyring.key("channel")
    return [(each, json.loads(unseal(key, each.sealed, each.context))) for each in records]


def keeping(district: District, stub: Running, value: str) -> Running:
    district.publish(replace(WRITING, conditions=(Condition(ConditionKind.KEEP, "", KeptBy.GATEWAY, value),)))
    return district.start_gateway(stub.url)


@pytest.mark.parametrize("how", [ask, stream])
def test_prompt_and_answer_are_kept_as_the_model_saw_them(district: District, stub: Running, how: object) -> None:
    of = client(keeping(district, stub, "100 30"))
    assert SECRET in how(of, TEXT), "the caller reads it restored all the same"  # type: ignore[operator]  # two functions
    [(record, text)] = kept(district)
    assert record.kind is ChannelKind.KEPT and record.about["days"] == 30 and record.about["key_id"] == "k-class"
    said = json.dumps(text)
    assert "first sentence clear" in said and SECRET not in said
    assert "first sentence clear" in json.dumps(text["answer"])
    [written] = district.records()
    assert written.kept and written.decision_id == record.decision_id


def test_where_the_decision_says_so_student_data_is_put_back(district: District, stub: Running) -> None:
    ask(client(keeping(district, stub, "100 30 restored")), TEXT)
    [(_record, text)] = kept(district)
    assert SECRET in json.dumps(text["body"]) and SECRET in json.dumps(text["answer"])


def test_without_a_rule_and_outside_the_share_nothing_is_kept(district: District, stub: Running) -> None:
    gateway = district.start_gateway(stub.url)
    ask(client(gateway), TEXT)
    assert kept(district) == []
    district.publish(replace(WRITING, conditions=(Condition(ConditionKind.KEEP, "", KeptBy.GATEWAY, "nonsense"),)))
    ask(client(gateway), TEXT)
    assert kept(district) == [] and not any(each.kept for each in district.records())


def test_what_is_kept_or_held_lies_in_no_file_in_clear(district: District, stub: Running) -> None:
    canary = "canary-4f1c09aa77"
    keep = Condition(ConditionKind.KEEP, "", KeptBy.GATEWAY, "100 30")
    district.publish(replace(WRITING, conditions=(keep,)))
    gateway = district.start_gateway(stub.url)
    assert canary in ask(client(gateway), f"{canary} says {SECRET}")
    assert canary in stream(client(gateway), canary)
    hold = Condition(ConditionKind.HOLD, "", KeptBy.GATEWAY)
    district.publish(replace(WRITING, conditions=(keep, hold)))
    wait_until(lambda: raw(gateway, BODY % canary.encode()).code == "held_for_release")
    assert len(kept(district)) >= 3
    files = [path for path in district.home.rglob("*") if path.is_file()]
    assert any(path.suffix == ".channel" for path in files)
    spelled = [canary.encode(), SECRET.encode(), b64encode(canary.encode())[:-4], canary.encode("utf-16-le")]
    assert not [path.name for path in files for text in spelled if text in path.read_bytes()]
