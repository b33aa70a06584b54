"""Who settles a held call, what they must have done first, and what gateways are told of it."""

from __future__ import annotations

import json
from datetime import timedelta

from django.conf import settings

from cast import NOW, Cast, Member
from chalkline.approve.uses.api import ApprovedUse
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.reading_calls import parts_of
from chalkline.ledger.api import history_of, settle
from chalkline.oversee.held_calls.api import (
    HeldCall,
    HoldState,
    held_call_by_id,
    held_calls,
    held_calls_to_settle,
    keep_held_calls,
    name_releaser,
    own_held_calls,
    read_held_call,
    refuse_held_call,
    release_held_call,
    take_in,
)
from chalkline.people.api import system_actor
from chalkline.publish.holds.api import holds_shown
from chalkline.publish.roster_extract.api import recorded_as
from chalkline.publish.standing_pack.models import Key
from chalkline.rulebook.api import ChannelKind, ChannelRecord, seal, sealing_half
from deciding import STUDENT_USE, use_granted
from expecting import problem

ESSAY = "Is my first sentence clear?"


def held(
    cast: Cast,
    *,
    by: Member | None = None,
    behind: Member | None = None,
    number: int = 1,
    digest: str = "d1",
    purpose: str = "uc_feedback",
) -> HeldCall:
    """A call as the channel brings it: made with a class's key, with a teacher's own, or by somebody behind an app."""
    use = _use(cast)
    kind, role = ("app", "teacher") if behind else ("person", "teacher") if by else ("class", "student")
    key, _made = Key.objects.get_or_create(
        digest=f"{kind}-{by.person.pk if by else ''}"[:64],
        defaults={
            "use": use, "hint": "abcd", "label": "Room 12", "holder_kind": kind, "role": role,
            "person": None if behind else (by or cast.tess).person, "issued_by": "x", "issued_at": NOW,
        },
    )  # fmt: skip
    body = json.dumps({"model": "stub", "messages": [{"role": "user", "content": ESSAY}]}).encode()
    held_id = f"00000000-0000-4000-8000-{number:012d}"
    public = sealing_half(Keyring(settings.CHALKLINE.key_folder).key("channel"))
    record = ChannelRecord(
        kind=ChannelKind.HELD, decision_id=held_id, node="n", sequence=number, at=NOW,
        about={"digest": digest, "key_id": str(key.pk), "use_id": str(use.pk), "purpose": purpose, "model": "stub",
               "person": recorded_as(str(behind.person.pk)) if behind else ""},
        sealed=seal(public, body, f"held:{held_id}"),
    )  # fmt: skip
    take_in(record, now=NOW)
    take_in(record, now=NOW)
    return HeldCall.objects.get(pk=held_id)


def _use(cast: Cast) -> ApprovedUse:
    known = Key.objects.first()
    return known.use if known else use_granted(cast, **STUDENT_USE)


def test_a_call_is_read_with_a_reason_and_released_by_the_one_responsible(cast: Cast) -> None:
    call = held(cast)
    asker = call.use.request.asked_by
    assert call.responsible == asker and call.due_at > NOW and not call.is_high_stakes
    assert [each.state for each in holds_shown()] == [HoldState.WAITING]
    actor = next(each for each in (cast.tess, cast.theo, cast.carl, cast.ada) if each.person == asker).actor
    assert [each.pk for each in held_calls_to_settle(actor)] == [call.pk]
    with problem("held_calls.unread"):
        release_held_call(actor, call, words="", now=NOW)
    with problem("held_calls.reason_missing"):
        read_held_call(actor, call, reason=" ", now=NOW)
    found = read_held_call(actor, call, reason="It is my class.", now=NOW)
    assert [(each.role, each.text) for each in found] == [("user", ESSAY)]
    assert release_held_call(actor, call, words="", now=NOW).state == HoldState.RELEASED
    [shown] = holds_shown()
    assert (shown.state, shown.digest, shown.good_until) == (HoldState.RELEASED, "d1", NOW + timedelta(hours=24))
    with problem("held_calls.settled"):
        refuse_held_call(actor, call, words="Not like this, please.", now=NOW)
    sent = ChannelRecord(
        kind=ChannelKind.HELD, decision_id="x-1", node="n", sequence=9, at=NOW, about={"sent_for": str(call.pk)}
    )
    take_in(sent, now=NOW)
    call.refresh_from_db()
    assert (call.state, call.sent_as) == (HoldState.SENT, "x-1")
    settle(now=NOW)
    kinds = [told.kind for told in history_of("held_call", str(call.pk))]
    assert sorted(kind.split(".")[-1] for kind in kinds) == ["read/1", "released/1", "sent/1", "taken_in/1"]


def test_nobody_settles_their_own_call_and_strangers_see_none(cast: Cast) -> None:
    call = held(cast, by=cast.ada)
    assert call.responsible != cast.ada.person
    assert held_call_by_id(cast.ada.actor, str(call.pk)) == call, "who made it may follow it"
    assert list(own_held_calls(cast.ada.actor)) == [call]
    for act in (
        lambda: read_held_call(cast.ada.actor, call, reason="Mine.", now=NOW),
        lambda: release_held_call(cast.ada.actor, call, words="Mine, all mine.", now=NOW),
    ):
        with problem("held_calls.own"):
            act()
    assert not held_calls(cast.nora.actor).exists()
    with problem("not_found"):
        held_call_by_id(cast.nora.actor, str(call.pk))
    with problem("not_found"):
        release_held_call(cast.nora.actor, call, words="", now=NOW)


def test_nobody_settles_a_call_that_they_made_through_an_app(cast: Cast) -> None:
    call = held(cast, behind=cast.ada)
    assert list(own_held_calls(cast.ada.actor)) == [call]
    for act in (
        lambda: read_held_call(cast.ada.actor, call, reason="Mine.", now=NOW),
        lambda: release_held_call(cast.ada.actor, call, words="Mine, all mine.", now=NOW),
    ):
        with problem("held_calls.own"):
            act()
    name_releaser(cast.ada.actor, call.use, cast.paula.person, cast.theo.person, now=NOW)
    of_releaser = held(cast, behind=cast.paula, number=2, digest="d2")
    assert of_releaser.responsible == cast.theo.person and not own_held_calls(cast.theo.actor).exists()


def test_a_named_releaser_comes_first_and_the_deputy_settles_the_releasers_own(cast: Cast) -> None:
    use = _use(cast)
    with problem("held_calls.same_person"):
        name_releaser(cast.ada.actor, use, cast.paula.person, cast.paula.person, now=NOW)
    name_releaser(cast.ada.actor, use, cast.paula.person, cast.theo.person, now=NOW)
    Key.objects.create(
        use=use, digest="seed", hint="x", label="x", holder_kind="app", role="student", issued_by="x", issued_at=NOW
    )
    assert held(cast).responsible == cast.paula.person
    assert held(cast, by=cast.paula, number=2, digest="d2").responsible == cast.theo.person


def test_near_a_high_stakes_decision_the_words_are_the_record(cast: Cast) -> None:
    call = held(cast, purpose="uc_safety_monitor")
    assert call.is_high_stakes
    read_held_call(cast.priya.actor, call, reason="Asked by the counselor.", now=NOW)
    with problem("held_calls.words_missing"):
        release_held_call(cast.priya.actor, call, words="ok", now=NOW)
    release_held_call(cast.priya.actor, call, words="I decided before I saw any answer: a talk first.", now=NOW)
    call.refresh_from_db()
    assert call.settled_by == cast.priya.person and call.words.startswith("I decided")


def test_the_same_call_from_another_worker_follows_the_first(cast: Cast) -> None:
    first, second = held(cast), held(cast, number=2)
    assert second.first == first and not bytes(second.sealed)
    read_held_call(cast.priya.actor, first, reason="On duty today.", now=NOW)
    refuse_held_call(cast.priya.actor, first, words="Leave out the names.", now=NOW)
    assert {(each.state, each.words) for each in holds_shown()} == {(HoldState.REFUSED, "Leave out the names.")}
    assert list(held_calls(cast.priya.actor)) == [first]


def test_what_nobody_settles_is_told_once_and_lapses_and_texts_go_after_a_month(cast: Cast) -> None:
    call = held(cast)
    late = call.due_at + timedelta(minutes=1)
    keeper = system_actor("held_calls")
    assert keep_held_calls(keeper, now=NOW) == 0
    assert (keep_held_calls(keeper, now=late), keep_held_calls(keeper, now=late)) == (1, 0)
    assert keep_held_calls(keeper, now=NOW + timedelta(days=8)) == 1
    call.refresh_from_db()
    assert call.state == HoldState.EXPIRED and [each.state for each in holds_shown()] == [HoldState.EXPIRED]
    assert keep_held_calls(keeper, now=NOW + timedelta(days=60)) == 1
    with problem("held_calls.text_gone"):
        read_held_call(cast.priya.actor, HeldCall.objects.get(), reason="Too late.", now=NOW + timedelta(days=60))


def test_a_body_of_any_shape_can_be_read() -> None:
    for body in ([1, 2], {"messages": 5}, {"input": "Hi"}, {"messages": [{"content": [{"a": 1}]}]}):
        assert all(part.text for part in parts_of(body)) and parts_of(body)
