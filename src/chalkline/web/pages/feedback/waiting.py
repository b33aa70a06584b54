"""What feedback puts on Today: a round that asks staff, remarks to sort, themes to answer, what is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.rollout.feedback.api import late_to_answer, mine_to_answer, mine_to_sort, open_to_staff
from chalkline.web.pages.feedback.telling import spoken
from chalkline.web.routes import address_of
from chalkline.web.today import Waiting, at_risk, comes_next, waits_for_me


@comes_next
def asked_of_staff(actor: Actor, today: date) -> Iterator[Waiting]:
    """For people who work here: a round to answer. Who has answered is not known, so it stays until its last day."""
    if not actor.may("concerns.raise") or not actor.could("people.see_staff"):
        return
    for each in open_to_staff(actor, today):
        yield Waiting(
            Sentence("Say what you think: {title}", title=spoken(each.title_en, each.title_es)),
            address_of("feedback.say", each.code.lower()),
            Sentence("Answer"),
            Sentence("A minute, without your name. Open until then."),
            due_on=each.closes_on,
            happens=True,
        )


@waits_for_me
def to_sort(actor: Actor, today: date) -> Iterator[Waiting]:
    """Remarks of my rounds that nobody has sorted."""
    for each, count in mine_to_sort(actor):
        yield Waiting(
            Sentence("One remark waits to be sorted")
            if count == 1
            else Sentence("{count} remarks wait to be sorted", count=count),
            address_of("feedback.sort", each.pk),
            Sentence("Sort them"),
            Sentence("{title}", title=spoken(each.title_en, each.title_es)),
            note=Sentence("new"),
        )


@waits_for_me
def to_answer(actor: Actor, today: date) -> Iterator[Waiting]:
    """Themes of my rounds without an answer."""
    for theme, due_on in mine_to_answer(actor):
        yield Waiting(
            Sentence("Say what was done: {heard}", heard=spoken(theme.heard_en, theme.heard_es)),
            address_of("feedback.theme", theme.pk),
            Sentence("Answer it"),
            Sentence("People who are not answered stop speaking."),
            due_on=due_on,
        )


@at_risk
def late(actor: Actor, today: date) -> Iterator[Waiting]:
    """Themes that have waited for more than a fortnight, for those who run feedback."""
    if not actor.may("feedback.open"):
        return
    for theme in late_to_answer(actor, today):
        yield Waiting(
            Sentence("People were heard and have no answer yet"),
            address_of("feedback.show", theme.round_id),
            Sentence("See the round"),
            Sentence("{heard}", heard=spoken(theme.heard_en, theme.heard_es)),
            due_on=theme.named_on,
            happens=True,
        )
