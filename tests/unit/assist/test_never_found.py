"""What is not approved, not begun, ended, replaced, withdrawn or not for this reader is found nowhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from assisting import TODAY, about, approved, communications, days, settled
from cast import NOW, Cast
from chalkline.assist.drafts.api import Asker, draft_reply, newest_draft, sources_shown, take_question
from chalkline.assist.drafts.commands import accept_reply
from chalkline.assist.library.api import (
    Audience,
    Document,
    Term,
    Version,
    VersionState,
    add_answer,
    all_live_passages,
    approve_version,
    document_by_id,
    is_live,
    live_documents,
    live_passages,
    renew_document,
    usual_term,
    withdraw_document,
)
from chalkline.assist.retrieval.api import find
from chalkline.assist.retrieval.models import Shelved
from chalkline.people.api import Role
from expecting import problem

SECRET = "The zeppelin leaves at dawn from the harbour, platform seventeen."
QUESTION = "When does the zeppelin leave from the harbour?"
ENDED = Term(TODAY - days(90), TODAY - days(30), TODAY)


def seen_by(cast: Cast, today: date) -> list[str]:
    """Every text that any search gives anybody, by words and by meaning, whatever the audience."""
    found = []
    for member in (cast.nora, cast.ada, cast.tess, cast.dana, cast.paula):
        for audience in (None, Audience.PUBLIC, Audience.STAFF, Audience.ROLES):
            found += [hit.text for hit in find(member.actor, QUESTION, today=today, audience=audience).hits]
    return found


def on_the_shelf() -> int:
    with connection.cursor() as cursor:
        table = "assist_retrieval_shelved" if connection.vendor == "postgresql" else "assist_retrieval_words"
        cursor.execute(f"SELECT count(*) FROM {table} WHERE terms LIKE '%zeppelin%'")
        return int(cursor.fetchone()[0])


def test_what_is_live_is_found_by_everybody_who_may(cast: Cast) -> None:
    communications(cast)
    approved(cast, SECRET, title="Zeppelins")
    assert SECRET in seen_by(cast, TODAY) and on_the_shelf() == 1


def test_what_ended_is_gone_at_the_next_question_before_any_job_ran(cast: Cast) -> None:
    communications(cast)
    approved(cast, SECRET, title="Zeppelins", term=ENDED)
    assert SECRET in seen_by(cast, TODAY)
    assert on_the_shelf() == 1
    assert seen_by(cast, TODAY + days(1)) == []
    assert not live_passages(cast.ada.actor, today=TODAY + days(1)).exists()
    assert not live_documents(cast.tess.actor, today=TODAY + days(1)).exists()
    settled(NOW + days(1))
    assert on_the_shelf() == 0 and not Shelved.objects.exists()


@pytest.mark.parametrize("state", ["waiting", "sent_back", "replaced", "unreadable", "reading"])
def test_no_other_state_is_found_even_if_it_stands_on_the_shelf(cast: Cast, state: str) -> None:
    communications(cast)
    version = approved(cast, SECRET, title="Zeppelins")
    Version.objects.filter(pk=version.pk).update(state=state)
    assert on_the_shelf() == 1  # the shelf has not followed yet
    assert seen_by(cast, TODAY) == []
    settled()
    assert on_the_shelf() == 0


def test_what_has_not_begun_is_not_found(cast: Cast) -> None:
    communications(cast)
    start = TODAY + days(10)
    approved(cast, SECRET, title="Zeppelins", term=Term(start, start + days(30), start + days(60)))
    assert seen_by(cast, TODAY) == [] and on_the_shelf() == 0
    settled(NOW + days(10))
    assert SECRET in seen_by(cast, start)


def test_what_was_withdrawn_is_gone_at_once(cast: Cast) -> None:
    communications(cast)
    version = approved(cast, SECRET, title="Zeppelins")
    withdraw_document(cast.ada.actor, version.document, why="It was wrong.", now=NOW)
    assert seen_by(cast, TODAY) == []
    with problem("not_found"):
        document_by_id(cast.tess.actor, str(version.document_id), today=TODAY)


def test_a_newer_version_replaces_the_older_in_the_same_moment(cast: Cast) -> None:
    communications(cast)
    old = approved(cast, SECRET, title="Zeppelins")
    new = add_answer(
        cast.ada.actor, about(cast, "Zeppelins"), "The zeppelin leaves at noon.", document=old.document, now=NOW
    )
    assert SECRET in seen_by(cast, TODAY)  # until it is approved, the approved one counts
    approve_version(cast.carl.actor, new, usual_term(TODAY), now=NOW)
    assert SECRET not in seen_by(cast, TODAY)
    old.refresh_from_db()
    assert old.state == VersionState.REPLACED


def test_what_is_for_staff_never_reaches_a_family_and_roles_see_only_theirs(cast: Cast) -> None:
    nora = communications(cast)
    approved(cast, SECRET, title="Zeppelins", audience=Audience.STAFF)
    other = "The zeppelin captain answers in room four."
    approved(cast, other, title="Captains", audience=Audience.ROLES, roles=frozenset({Role.PRINCIPAL.value}))
    assert find(nora.actor, QUESTION, today=TODAY, audience=Audience.PUBLIC).hits == ()
    assert {hit.text for hit in find(cast.tess.actor, QUESTION, today=TODAY).hits} == {SECRET}
    assert {hit.text for hit in find(cast.paula.actor, QUESTION, today=TODAY).hits} == {SECRET, other}
    with problem("not_allowed"):
        find(cast.fay.actor, QUESTION, today=TODAY)
    question = take_question(nora.actor, QUESTION, Asker.FAMILY, now=NOW)
    draft = draft_reply(nora.actor, question, now=NOW)
    assert draft.passages == [] and draft.outcome == "nothing" and draft.text == ""


def test_a_draft_whose_source_ended_cannot_be_accepted_and_no_longer_shows_it(cast: Cast) -> None:
    nora = communications(cast)
    approved(cast, SECRET, title="Zeppelins", term=ENDED)
    draft = draft_reply(nora.actor, take_question(nora.actor, QUESTION, Asker.FAMILY, now=NOW), now=NOW)
    assert SECRET in draft.text
    with problem("questions.source_gone"):
        accept_reply(nora.actor, draft, draft.text, stand_by=[SECRET], now=NOW + days(1))
    kept = newest_draft(nora.actor, draft.question)
    assert kept is not None
    shown = sources_shown(nora.actor, kept, today=TODAY + days(1))
    assert [each.gone for each in shown] == [True] and not any(each.text for each in shown)


@given(
    state=st.sampled_from(VersionState),
    begins=st.integers(-40, 40),
    lasts=st.integers(0, 80),
    withdrawn=st.booleans(),
)
def test_live_is_approved_begun_not_ended_not_withdrawn(
    state: VersionState, begins: int, lasts: int, withdrawn: bool
) -> None:
    start = TODAY + timedelta(days=begins)
    term = Term(start, start, start + timedelta(days=lasts))
    live = is_live(state, term, withdrawn=withdrawn, today=TODAY)
    assert live == (state == "approved" and begins <= 0 <= begins + lasts and not withdrawn)
    assert not is_live(VersionState.APPROVED, None, withdrawn=False, today=TODAY)


@pytest.mark.parametrize("seed", range(3))
def test_the_query_says_the_same_as_the_rule_on_many_documents(cast: Cast, seed: int) -> None:
    import random

    dice = random.Random(seed)
    for number in range(40):
        document = Document.objects.create(
            title=f"D{number}", owner=cast.ada.person, audience="public", theme="buses", language="en", added_at=NOW,
            withdrawn_at=dice.choice([None, None, NOW]),
        )  # fmt: skip
        start = TODAY + days(dice.randint(-20, 20))
        review = start + days(dice.randint(0, 10))
        version = Version.objects.create(
            document=document, number=1, digest=str(number), name="x", size=1, state=dice.choice(list(VersionState)),
            added_by=cast.ada.person, added_at=NOW, approved_by=cast.carl.person, begins_on=start, review_on=review,
            ends_on=review + days(dice.randint(0, 10)),
        )  # fmt: skip
        version.passages.create(place=0, text="Zeppelin.", digest="0")
    for offset in range(-15, 30, 5):
        day = TODAY + days(offset)
        rule = {
            each.pk
            for each in Version.objects.select_related("document")
            if is_live(
                VersionState(each.state),
                Term(each.begins_on, each.review_on, each.ends_on),  # type: ignore[arg-type]
                withdrawn=each.document.withdrawn_at is not None,
                today=day,
            )
        }
        assert {each.version_id for each in all_live_passages(day)} == rule


def test_renewing_brings_it_back_only_by_a_second_person(cast: Cast) -> None:
    version = approved(cast, SECRET, title="Zeppelins", term=ENDED)
    later = usual_term(TODAY + days(5))
    with problem("library.second_person"):
        renew_document(cast.ada.actor, version, later, now=NOW + days(5))
    renew_document(cast.priya.actor, version, later, now=NOW + days(5))
    settled(NOW + days(5))
    assert SECRET in seen_by(cast, TODAY + days(5))
