"""A message is planned for somebody to say, is late when its day has passed, and is sent when every language is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from cast import NOW, Cast
from chalkline.rollout.communications.api import (
    Audience,
    Channel,
    Message,
    MessagePlan,
    Sent,
    drop_message,
    late_messages,
    message_by_id,
    messages,
    note_sent,
    plan_message,
    revise_message,
)
from expecting import problem

DAY = NOW.date()
PLAN = MessagePlan(
    "What Diffit is for",
    Audience.FAMILIES,
    "Families know what it does, which data it uses, and how to say no.",
    DAY + timedelta(days=3),
    Channel.LETTER,
    ("en", "es"),
)
ENGLISH = Sent("en", "Dear families, from December on …", Channel.EMAIL, DAY)


def planned(cast: Cast) -> Message:
    return plan_message(cast.ada.actor, PLAN, cast.paula.person, now=NOW)


def test_sent_means_in_every_language_and_late_until_then(cast: Cast) -> None:
    message = planned(cast)
    after = PLAN.due_on + timedelta(days=1)
    assert [each.pk for each in late_messages(cast.ada.actor, after)] == [message.pk]
    assert not late_messages(cast.ada.actor, PLAN.due_on)
    made = note_sent(cast.paula.actor, message, ENGLISH, now=NOW)
    assert made.sent_by == cast.paula.person and made.channel == "email"
    assert late_messages(cast.ada.actor, after).exists()
    with problem("communications.sent_already"):
        note_sent(cast.paula.actor, message, ENGLISH, now=NOW)
    with problem("communications.partly_sent"):
        revise_message(cast.ada.actor, message, PLAN, cast.paula.person, now=NOW)
    note_sent(cast.ada.actor, message, replace(ENGLISH, language="es"), sent_by=cast.sue.person, now=NOW)
    message.refresh_from_db()
    assert message.state == "sent" and not late_messages(cast.ada.actor, after)
    with problem("communications.not_now"):
        drop_message(cast.ada.actor, message, reason="No longer needed.", now=NOW)


def test_only_who_plans_or_says_it_sees_it_before(cast: Cast) -> None:
    message = plan_message(cast.ada.actor, replace(PLAN, audience=Audience.UNIONS), cast.tess.person, now=NOW)
    assert message_by_id(cast.tess.actor, str(message.pk))
    assert not messages(cast.theo.actor)
    with problem("not_found"):
        message_by_id(cast.theo.actor, str(message.pk))
    with problem("not_allowed"):
        note_sent(cast.theo.actor, message, ENGLISH, now=NOW)
    with problem("not_allowed"):
        plan_message(cast.tess.actor, PLAN, cast.tess.person, now=NOW)
    note_sent(cast.tess.actor, message, ENGLISH, now=NOW)


def test_what_is_missing_is_said(cast: Cast) -> None:
    with problem("communications.incomplete"):
        plan_message(cast.ada.actor, replace(PLAN, title=" ", languages=()), cast.paula.person, now=NOW)
    for nobody in (None, cast.kim.person, cast.otto.person):
        with problem("communications.nobody_says_it"):
            plan_message(cast.ada.actor, PLAN, nobody, now=NOW)
    message = planned(cast)
    for wrong in (
        replace(ENGLISH, text=" "),
        replace(ENGLISH, sent_on=DAY + timedelta(days=1)),
        replace(ENGLISH, language="so"),
    ):
        with problem("communications.sending_incomplete"):
            note_sent(cast.paula.actor, message, wrong, now=NOW)
    with problem("communications.reason_needed"):
        drop_message(cast.ada.actor, message, reason=" ", now=NOW)
    revise_message(cast.ada.actor, message, replace(PLAN, title="Anew"), cast.sue.person, now=NOW)
    assert message_by_id(cast.sue.actor, str(message.pk)).title == "Anew"
