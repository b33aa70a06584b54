"""What an approved use rests on may change: its page says what, and somebody looks at it again. Once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.utils.timezone import localdate

from cast import NOW, Cast
from chalkline.approve.packets.api import ChangeKind, what_changed
from chalkline.approve.uses.api import ApprovedUse, changes_since
from chalkline.ledger.api import Told, history_of
from chalkline.oversee.review_calendar.api import ReviewOutcome, ask_where_changed, follow_change
from chalkline.oversee.review_calendar.commands import hold_review
from chalkline.oversee.review_calendar.jobs import look_for_changes
from chalkline.oversee.review_calendar.models import AskedAnew
from chalkline.people.api import system_actor
from chalkline.rulebook.api import vocabulary
from chalkline.tools.agreements.api import AgreementKind, end_agreement, record_agreement
from chalkline.tools.register.api import correct_service, import_catalogue, name_models, register_tool
from deciding import STUDENT_USE, request_filed, terms, use_granted
from expecting import problem
from visiting import visitor

CATALOGUE = Path(__file__).resolve().parents[3] / "src" / "chalkline" / "law" / "vocabulary" / "ai_catalog.yaml"
CHALKLINE = system_actor("test")


def noon(use: ApprovedUse) -> datetime:
    """Noon of the second day on which the use holds."""
    return datetime.combine(use.starts_on + timedelta(days=1), time(18), UTC)


def use_on_a_model(cast: Cast) -> ApprovedUse:
    """An approved use of a tool whose model the gateway knows."""
    name_models(cast.dana.actor, register_tool(cast.tess.actor, "diffit", now=NOW), ["small-1"], now=NOW)
    return use_granted(cast)


def kinds(use: ApprovedUse) -> list[ChangeKind]:
    return [each.kind for each in changes_since(ApprovedUse.objects.get(pk=use.pk))]


def last_fact(slug: str, ending: str) -> Told:
    return next(each for each in reversed(list(history_of("tool", slug))) if each.kind.endswith(ending))


def test_nothing_changed_nothing_is_asked(cast: Cast) -> None:
    use = use_granted(cast)
    assert changes_since(use) == () and ask_where_changed(CHALKLINE, now=noon(use)) == []


def test_another_model_opens_the_review_and_its_page_says_what_to_do(cast: Cast) -> None:
    use = use_on_a_model(cast)
    name_models(cast.dana.actor, use.tool, ["larger-2"], now=NOW)
    follow_change(last_fact(use.tool.slug, "models_named/1"), now=noon(use))
    assert kinds(use) == [ChangeKind.MODELS] and "larger-2" in AskedAnew.objects.get().why
    text = visitor(cast.dana).get(f"/decide/uses/{use.pk}/").content.decode()
    assert "It runs on another model: larger-2." in text and "Have it checked for bias" in text


def test_the_first_names_of_models_are_no_change(cast: Cast) -> None:
    use = use_granted(cast)
    name_models(cast.dana.actor, use.tool, ["small-1"], now=NOW)
    assert changes_since(ApprovedUse.objects.get(pk=use.pk)) == ()


def test_a_new_owner_opens_it(cast: Cast) -> None:
    import_catalogue(cast.dana.actor, CATALOGUE, now=NOW)
    use = use_granted(cast)
    correct_service(cast.dana.actor, use.tool.slug, {"vendor": "Bigger Holdings"}, now=NOW)
    look_for_changes(now=noon(use))
    assert kinds(use) == [ChangeKind.OWNER] and "Bigger Holdings" in AskedAnew.objects.get().why


def test_terms_that_changed_are_told(cast: Cast) -> None:
    then = use_granted(cast).packet.content
    older = {**then, "age_from": 18}
    flagged = {"record": "2", "finished": True, "objections": ["It trains models."]}
    evaluated = {**then, "evaluation": {"record": "1", "finished": True, "objections": []}}
    assert [str(each.said) for each in what_changed(then, older, vocabulary())] == [
        "The maker’s terms now ask for an age of 18."
    ]
    (change,) = what_changed(evaluated, {**then, "evaluation": flagged}, vocabulary())
    assert change.kind is ChangeKind.TERMS and "It trains models." in str(change.said)
    assert what_changed(then, then, vocabulary()) == ()


@pytest.mark.parametrize("shrinks", [True, False])
def test_a_schedule_that_shrinks_below_what_the_use_sends_opens_it_and_a_wider_one_does_not(
    cast: Cast, shrinks: bool
) -> None:
    tool = register_tool(cast.tess.actor, "diffit", now=NOW)
    days = {"signed_on": date(2026, 1, 5), "ends_on": localdate() + timedelta(days=800)}
    actor = cast.priya.actor
    first = record_agreement(actor, tool, AgreementKind.NDPA, elements=["student_work"], now=NOW, **days)  # type: ignore[arg-type]
    use = use_granted(cast, **STUDENT_USE)
    listed = ["stu_first_name"] if shrinks else ["student_work", "stu_first_name"]
    record_agreement(actor, tool, AgreementKind.NDPA, elements=listed, now=NOW, **days)  # type: ignore[arg-type]
    end_agreement(actor, first, ended_on=localdate() - timedelta(days=1), why="Signed anew.", now=NOW)
    follow_change(last_fact(tool.slug, "ended/1"), now=noon(use))
    assert kinds(use) == ([ChangeKind.SCHEDULE] if shrinks else [])
    assert AskedAnew.objects.exists() is shrinks


def test_more_data_is_told_and_looked_at_as_a_request_of_its_own(cast: Cast) -> None:
    use = use_granted(cast)
    request_filed(cast, "theo", elements=terms(cast, **STUDENT_USE).elements)
    assert kinds(use) == [ChangeKind.DATA]
    assert ask_where_changed(CHALKLINE, now=noon(use)) == [], "nobody opens a review by asking"


def test_what_a_review_let_go_on_is_not_asked_again_but_the_next_change_is(cast: Cast) -> None:
    import_catalogue(cast.dana.actor, CATALOGUE, now=NOW)
    use = use_on_a_model(cast)
    now = noon(use)
    name_models(cast.dana.actor, use.tool, ["larger-2"], now=NOW)
    assert len(ask_where_changed(CHALKLINE, use.tool.slug, now=now)) == 1
    hold_review(
        cast.ada.actor,
        "use",
        str(use.pk),
        ReviewOutcome.GOES_ON,
        summary="Checked for bias: nothing stands out.",
        next_on=min(use.expires_on, now.date() + timedelta(days=100)),
        now=now,
    )
    later = now + timedelta(days=3)
    assert ask_where_changed(CHALKLINE, use.tool.slug, now=later) == []
    correct_service(cast.dana.actor, use.tool.slug, {"vendor": "Bigger Holdings"}, now=NOW)
    assert len(ask_where_changed(CHALKLINE, use.tool.slug, now=later)) == 1


def test_only_chalkline_asks(cast: Cast) -> None:
    with problem("not_allowed"):
        ask_where_changed(cast.ada.actor, now=NOW)
