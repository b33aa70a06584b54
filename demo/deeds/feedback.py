"""Rounds of feedback: asked, answered without a name, sorted, answered in public."""

from __future__ import annotations

from typing import Any

from telling.deed import Day, Moment, Named, deed


@deed("asks a few questions")
def asks_a_few_questions(moment: Moment, *, of: str, title: str, in_spanish: str, until: Day, about: str = "") -> Any:
    """``of``: families, staff or students, with the ready questions; ``about``: a tool, or AI here in general."""
    from chalkline.rollout.feedback.api import READY, Audience, RoundPlan, Subject, open_round

    audience = Audience(of)
    plan = RoundPlan(title, in_spanish, audience, Subject(tool=about), READY[audience], until)
    return open_round(moment.actor, plan, now=moment.now)


@deed("answers by the link")
def answers_by_the_link(moment: Moment, *, round: Named, picks: str, writes: str = "", language: str = "en") -> Any:
    """``picks``: an option of the first question; ``writes``: what to say to the third."""
    from chalkline.rollout.feedback.api import Answers, give_answer

    said = Answers(language, {1: picks}, {3: writes} if writes else {})
    return give_answer(moment.actor, round, said, now=moment.now)


@deed("names a theme")
def names_a_theme(moment: Moment, *, round: Named, heard: str, in_spanish: str) -> Any:
    """What several remarks say, in one sentence."""
    from chalkline.rollout.feedback.api import name_theme

    return name_theme(moment.actor, round, heard_en=heard, heard_es=in_spanish, now=moment.now)


@deed("puts remarks to a theme")
def puts_remarks_to_a_theme(moment: Moment, *, round: Named, theme: Named, with_words: list[str]) -> Any:
    """Every remark that nobody has sorted and in which one of the words stands."""
    from chalkline.rollout.feedback.api import RemarkState, remarks_of, sort_remarks

    new = remarks_of(moment.actor, round, RemarkState.NEW)
    chosen = [str(each.pk) for each in new if any(word in each.text.lower() for word in with_words)]
    return sort_remarks(moment.actor, round, chosen, theme, now=moment.now)


@deed("says what was done")
def says_what_was_done(moment: Moment, *, theme: Named, done: str, in_spanish: str) -> Any:
    """You said, we did: on the public page."""
    from chalkline.rollout.feedback.api import answer_theme

    return answer_theme(moment.actor, theme, done_en=done, done_es=in_spanish, now=moment.now)
