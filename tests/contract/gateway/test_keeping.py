"""What a use's rule keeps goes sealed into the channel, as the model saw and said it; nothing else goes anywhere."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from chalkline.rulebook.api import ChannelKind, ChannelRecord, Condition, ConditionKind, KeptBy, read_channel, unseal
from contract.gateway.district import WRITING, District, Running, ask, client, stream

SECRET = "415-555-2671"
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
