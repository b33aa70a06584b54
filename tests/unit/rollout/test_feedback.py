"""A round is opened, answered by nobody in particular, sorted by a named person, and answered in public."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cast import NOW, Cast
from chalkline.ledger.models import Fact
from chalkline.people.api import VISITOR, system_actor
from chalkline.protect.disclosure import SUPPRESSED, Shown
from chalkline.rollout.feedback import rules
from chalkline.rollout.feedback.api import (
    READY,
    Answers,
    Audience,
    Remark,
    RemarkState,
    Round,
    RoundPlan,
    Subject,
    answer_theme,
    close_round,
    forget_remarks,
    give_answer,
    heard_in_public,
    late_to_answer,
    mine_to_answer,
    mine_to_sort,
    name_theme,
    open_round,
    proposed_themes,
    remark_by_id,
    remarks_of,
    round_by_code,
    settle_doubt,
    shown,
    sort_remarks,
    tally,
    theme_by_id,
)
from expecting import problem

PUBLIC = system_actor("public")
TODAY = NOW.date()
LATER = NOW + timedelta(days=20)
PLAN = RoundPlan(
    "AI this fall", "La IA este otoño", Audience.FAMILIES, Subject(), READY[Audience.FAMILIES],
    TODAY + timedelta(days=14),
)  # fmt: skip


@pytest.fixture
def asked(cast: Cast) -> Round:
    return open_round(cast.ada.actor, PLAN, now=NOW)


def say(asked: Round, words: str = "", pick: str = "yes") -> None:
    give_answer(PUBLIC, asked, Answers("en", {1: pick}, {3: words}), now=NOW)


def test_from_the_question_to_you_said_we_did(cast: Cast, asked: Round) -> None:
    ada = cast.ada.actor
    for word in ("Too much screen time", "screen time at night", "Less screen time, please", "All is well"):
        say(asked, word)
    (proposal,) = proposed_themes(ada, asked)
    assert set(proposal.words) == {"screen", "time"} and len(proposal.remark_ids) == 3
    assert [(found.pk, count) for found, count in mine_to_sort(ada)] == [(asked.pk, 4)]
    theme = name_theme(
        ada, asked, heard_en="You want less time in front of screens.", heard_es="Quieren menos pantalla.", now=NOW
    )
    assert sort_remarks(ada, asked, proposal.remark_ids, theme, now=NOW) == 3
    rest = [str(each.pk) for each in remarks_of(ada, asked, RemarkState.NEW)]
    assert sort_remarks(ada, asked, rest, None, now=NOW) == 1 and mine_to_sort(ada) == []
    assert [each.pk for each, _ in mine_to_answer(ada)] == [theme.pk]
    assert not late_to_answer(ada, TODAY) and late_to_answer(ada, LATER.date())
    (heard,) = heard_in_public(TODAY)
    assert heard.answered == () and heard.waiting == 1
    answer_theme(ada, theme, done_en="No AI homework before grade 6.", done_es="Sin tareas con IA.", now=NOW)
    (heard,) = heard_in_public(TODAY)
    assert [each.done_es for each in heard.answered] == ["Sin tareas con IA."] and heard.waiting == 0


def test_a_child_is_not_named_before_somebody_has_looked(cast: Cast, asked: Round) -> None:
    ada = cast.ada.actor
    say(asked, "Kim Sato was hurt")
    say(asked, "My Kim likes it")
    sure, doubt = sorted(remarks_of(ada, asked), key=lambda each: len(each.doubts))
    assert "Sato" not in sure.text and sure.taken == ["name"]
    assert shown(doubt) == "My […] likes it" and doubt.doubts == ["Kim"]
    with problem("feedback.not_looked_at"):
        sort_remarks(ada, asked, [str(doubt.pk)], None, now=NOW)
    settle_doubt(ada, doubt, names_a_child=True, now=NOW)
    settle_doubt(ada, doubt, names_a_child=False, now=NOW)
    doubt.refresh_from_db()
    assert doubt.text == "My […] likes it" and doubt.taken == ["name"]
    with problem("feedback.names_a_child"):
        name_theme(ada, asked, heard_en="Kim Sato should not use it.", heard_es="", now=NOW)


def test_nobody_is_written_down(cast: Cast, asked: Round) -> None:
    say(asked, "The secret words of a mother")
    leaves = b"".join(bytes(each.leaf) for each in Fact.objects.all())
    assert b"rollout.round.answered" in leaves and b"secret words" not in leaves
    assert {field.name for field in Remark._meta.get_fields()} == {
        "id", "round", "question", "text", "language", "taken", "doubts", "state", "theme",
    }  # fmt: skip


def test_small_groups_are_counted_nowhere(cast: Cast, asked: Round) -> None:
    for _ in range(9):
        say(asked)
    assert tally(asked).total == SUPPRESSED
    for _ in range(12):
        say(asked, pick="no")
    found = tally(asked)
    cells = dict(zip(("yes", "partly", "no", "unsure"), (cell for _, cell in found.questions[0].options), strict=True))
    assert found.total == Shown(21) and cells["yes"] == SUPPRESSED and cells["no"] == SUPPRESSED


def test_who_may_read_and_who_may_not(cast: Cast, asked: Round) -> None:
    say(asked, "Words")
    (remark,) = remarks_of(cast.ada.actor, asked)
    for member in (cast.tess, cast.paula, cast.priya, cast.sue, cast.bo, cast.fay):
        with problem("not_allowed"):
            remarks_of(member.actor, asked)
        with problem("not_found"):
            remark_by_id(member.actor, str(remark.pk))
    for member in (cast.tess, cast.paula, cast.nora, cast.bo, cast.fay):
        with problem("not_allowed"):
            open_round(member.actor, PLAN, now=NOW)
    with problem("not_found"):
        theme_by_id(cast.ada.actor, "nothing")
    with problem("sign_in_needed"):
        give_answer(VISITOR, asked, Answers("en", {1: "yes"}), now=NOW)


def test_a_round_ends_and_is_forgotten(cast: Cast, asked: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    say(asked, "Words")
    monkeypatch.setattr(rules, "MOST_A_DAY", 1)
    with problem("feedback.too_many"):
        say(asked)
    assert round_by_code(asked.code.lower()) == asked
    with problem("not_found"):
        round_by_code("NOTHING")
    with problem("feedback.closed"):
        give_answer(PUBLIC, asked, Answers("en", {1: "yes"}), now=NOW + timedelta(days=15))
    closed = close_round(cast.ada.actor, asked, now=NOW)
    with problem("feedback.closed"):
        close_round(cast.ada.actor, closed, now=NOW)
    assert forget_remarks(system_actor("retention"), now=NOW + timedelta(days=300)) == 0
    assert forget_remarks(system_actor("retention"), now=NOW + timedelta(days=400)) == 1
    assert not remarks_of(cast.ada.actor, asked) and Remark.objects.get().text == ""
