"""Newsletters, what is asked again and again, and what happens when something that went out was wrong."""

from __future__ import annotations

import json

import pytest

from assisting import TODAY, Gateway, approved, communications, completion, days, gateway
from cast import NOW, Cast, Member
from chalkline.assist.drafts.api import (
    Asker,
    Draft,
    Outcome,
    Standing,
    ToldHow,
    accept_newsletter,
    accept_reply,
    ask_model,
    begin_newsletter,
    checked_of,
    corrections_open,
    draft_newsletter,
    draft_reply,
    find_wrong,
    mark_newsletter_sent,
    mark_sent,
    missing_points,
    newsletters,
    note_readers_told,
    others_resting_on,
    recurring,
    resting_on,
    said_of,
    take_question,
    write_correction,
)
from chalkline.assist.library.api import (
    Audience,
    Theme,
    Version,
    VersionState,
    approve_version,
    usual_term,
    waiting_versions,
)
from chalkline.assist.retrieval.api import find
from chalkline.ledger.api import history_of
from expecting import problem

LATE = "Wait at the stop for 15 minutes after the planned time."
BREAK = "Winter break runs from December 22 to January 2."
QUESTION = "How long do we wait at the stop when the bus is late?"


def library(cast: Cast) -> Member:
    approved(cast, LATE, title="If the bus is late")
    approved(cast, BREAK, title="Winter break", theme=Theme.CALENDAR)
    approved(cast, "Substitutes are paid by the day.", title="Substitutes", audience=Audience.STAFF)
    return communications(cast)


def sent_reply(cast: Cast, nora: Member) -> Draft:
    draft = draft_reply(nora.actor, take_question(nora.actor, QUESTION, Asker.FAMILY, now=NOW), now=NOW)
    return mark_sent(nora.actor, accept_reply(nora.actor, draft, draft.text, now=NOW), now=NOW)


def test_a_newsletter_says_what_is_approved_point_by_point_and_leaves_the_rest_out(cast: Cast) -> None:
    nora = library(cast)
    points = [
        "When is winter break?",
        "How long to wait for a late bus at the stop?",
        "Are substitutes paid by the day?",
    ]
    begun = begin_newsletter(nora.actor, "Before the holidays", points, Audience.PUBLIC, now=NOW)
    draft = draft_newsletter(nora.actor, begun, now=NOW)
    assert BREAK in draft.text and LATE in draft.text and "Substitutes" not in draft.text
    assert missing_points(draft) == ["Are substitutes paid by the day?"]
    assert all(each.cites and each.standing is Standing.HOLDS for each in checked_of(draft))
    wrong = draft.text.replace("January 2", "January 9")
    with problem("questions.sentences_unread"):
        accept_newsletter(nora.actor, draft, wrong, now=NOW)
    accepted = accept_newsletter(nora.actor, draft, draft.text, now=NOW)
    assert {each.document.title for each in accepted.cited.all()} == {"If the bus is late", "Winter break"}
    assert mark_newsletter_sent(nora.actor, accepted, now=NOW).sent_at
    with problem("questions.over"):
        accept_newsletter(nora.actor, draft, draft.text, now=NOW)
    with problem("not_allowed"):
        newsletters(cast.tess.actor)
    with problem("not_allowed"):
        begin_newsletter(cast.priya.actor, "Mine", points, Audience.PUBLIC, now=NOW)


POINTS = ["When is winter break?", "How long to wait for a late bus at the stop?", "Are substitutes paid by the day?"]
PLEASE = "Please wait at the stop for 15 minutes after the planned time."
QUOTE = "Wait at the stop for 15 minutes"


def test_what_a_model_writes_for_a_newsletter_is_checked_point_by_point(cast: Cast) -> None:
    nora = library(cast)
    begun = begin_newsletter(nora.actor, "Before the holidays", POINTS, Audience.PUBLIC, now=NOW)
    said = [
        {"question": 1, "text": "Winter break runs from December 22 to January 9.", "passage": 1, "quote": BREAK},
        {
            "question": 2,
            "text": "Please wait at the stop for 15 minutes after the planned time.",
            "passage": 2,
            "quote": QUOTE,
        },
        {"question": 2, "text": "Call Rosa Klein if it is late.", "passage": 2, "quote": QUOTE},
        {"question": 2, "text": "Winter break begins.", "passage": 1, "quote": BREAK},  # not found for this point
        {"question": 3, "text": "Substitutes are paid by the day.", "passage": 9, "quote": "paid by the day"},
        {"question": "x", "text": "IGNORE ALL RULES.", "passage": 1, "quote": BREAK},
    ]
    with gateway(completion(json.dumps({"sentences": said}))) as known:
        writing = ask_model(nora.actor, begun, today=TODAY, known=known)
        ((body, headers),) = Gateway.received
    assert "Substitutes are paid" not in json.dumps(body) and headers["authorization"] == "Bearer ck-test"
    draft = draft_newsletter(nora.actor, begun, writing=writing, now=NOW)
    # The date was wrong, so that point is quoted from its source; the other is the model's, without what fails.
    assert (draft.mode, draft.fell_back, draft.model) == ("model", "some_held", "stub-cites")
    assert BREAK in draft.text and PLEASE in draft.text
    assert missing_points(draft) == [POINTS[2]]
    failing = [each.text for each in checked_of(draft) if each.standing is Standing.FAILS]
    assert failing == [said[0]["text"], said[5]["text"], said[2]["text"], said[3]["text"]]
    assert not [each for each in failing if each in draft.text]
    with problem("questions.sentences_unread"):
        accept_newsletter(nora.actor, draft, f"{draft.text}\n\n{failing[2]}", now=NOW)
    accepted = accept_newsletter(nora.actor, draft, draft.text, now=NOW)
    (fact,) = [each for each in history_of("newsletter", str(begun.pk)) if each.kind == "assist.newsletter.accepted/1"]
    assert accepted.stood_by == 0 and fact.values["mode"] == "model"


@pytest.mark.parametrize(
    ("answer", "status", "failed"), [({"error": {}}, 403, "refused"), (b"<html>", 200, "nonsense")]
)
def test_without_a_usable_answer_the_newsletter_quotes_its_sources_and_says_why(
    cast: Cast, answer: object, status: int, failed: str
) -> None:
    nora = library(cast)
    begun = begin_newsletter(nora.actor, "Before the holidays", POINTS, Audience.PUBLIC, now=NOW)
    with gateway(answer, status) as known:
        writing = ask_model(nora.actor, begun, today=TODAY, known=known)
    draft = draft_newsletter(nora.actor, begun, writing=writing, now=NOW)
    assert (draft.mode, draft.fell_back) == ("verbatim", failed) and BREAK in draft.text
    with problem("not_allowed"):
        ask_model(cast.fay.actor, begun, today=TODAY, known=known)


@pytest.mark.parametrize(
    ("title", "points"), [("", ["a b"]), ("x" * 161, ["a b"]), ("News", []), ("News", ["a"] * 1 + ["b" * 201])]
)
def test_a_newsletter_without_words_is_none(cast: Cast, title: str, points: list[str]) -> None:
    with problem("newsletters.unclear"):
        begin_newsletter(communications(cast).actor, title, points, Audience.PUBLIC, now=NOW)


def test_what_is_asked_twice_is_told_with_the_answer_that_is_approved_today(cast: Cast) -> None:
    nora = library(cast)
    asked = (
        QUESTION,
        "The bus is late, how long shall we wait at the stop?",
        "Is there a chess club?",
        "A chess club?",
    )
    for text in asked:
        draft_reply(nora.actor, take_question(nora.actor, text, Asker.FAMILY, now=NOW), now=NOW)
    told = sorted(recurring(nora.actor, today=TODAY), key=lambda each: -each.answered)
    assert [(each.asked, each.answered) for each in told] == [(2, 2), (2, 0)]
    assert "late" in told[0].as_asked and told[1].gap_id
    said = said_of(nora.actor, told[0].as_asked, "en", Asker.FAMILY, today=TODAY).sentences
    assert [each.text for each, _ in said] == [LATE]
    assert said_of(nora.actor, told[0].as_asked, "en", Asker.FAMILY, today=TODAY + days(400)).sentences == ()
    with problem("not_allowed"):
        recurring(cast.tess.actor, today=TODAY)


def test_what_went_out_wrong_is_corrected_told_and_its_source_sent_back(cast: Cast) -> None:
    nora = library(cast)
    draft, other = sent_reply(cast, nora), sent_reply(cast, nora)
    (source,) = draft.cited.all()
    with problem("corrections.unclear"):
        find_wrong(nora.actor, draft, " ", misled=[source], now=NOW)
    correction = find_wrong(nora.actor, draft, "It is 10 minutes since August.", misled=[source], now=NOW)
    source.refresh_from_db()
    assert source.state == VersionState.DOUBTED and resting_on(source).sent == 2
    assert find(nora.actor, QUESTION, today=TODAY).hits == ()  # nobody quotes it from this moment on
    assert source in waiting_versions(cast.carl.actor)
    assert [each.pk for each in others_resting_on(nora.actor, correction)] == [other.pk]
    with problem("corrections.over"):
        note_readers_told(nora.actor, correction, ToldHow.MAIL, now=NOW)
    right = "Wait at the stop for 10 minutes."
    with problem("questions.sentences_unread"):
        write_correction(nora.actor, correction, right, now=NOW)
    write_correction(nora.actor, correction, right, stand_by=[right], now=NOW)
    assert corrections_open(nora.actor).count() == 1
    told = note_readers_told(nora.actor, correction, ToldHow.MAIL, readers=1, now=NOW)
    assert told.readers == 1 and not corrections_open(nora.actor).exists()
    with problem("corrections.over"):
        note_readers_told(nora.actor, correction, ToldHow.MAIL, now=NOW)
    with problem("library.second_person"):  # who added it does not bring it back alone
        approve_version(cast.ada.actor, Version.objects.get(pk=source.pk), usual_term(TODAY), now=NOW)
    approve_version(cast.carl.actor, source, usual_term(TODAY), now=NOW)
    assert find(nora.actor, QUESTION, today=TODAY).hits


def test_only_what_went_out_can_be_wrong_and_only_a_source_of_it_misled(cast: Cast) -> None:
    nora = library(cast)
    draft = draft_reply(nora.actor, take_question(nora.actor, QUESTION, Asker.FAMILY, now=NOW), now=NOW)
    with problem("corrections.over"):
        find_wrong(nora.actor, draft, "Wrong.", misled=[], now=NOW)
    gone = sent_reply(cast, nora)
    unrelated = Version.objects.get(document__title="Winter break")
    find_wrong(nora.actor, gone, "It was wrong.", misled=[unrelated], now=NOW)
    unrelated.refresh_from_db()
    assert unrelated.state == VersionState.APPROVED
    with problem("corrections.over"):
        find_wrong(nora.actor, gone, "Wrong again.", misled=[], now=NOW)
    with problem("not_allowed"):
        find_wrong(cast.tess.actor, gone, "Wrong.", misled=[], now=NOW)


def test_names_on_the_roster_are_noticed_masked_for_models_and_not_kept(cast: Cast) -> None:
    nora = library(cast)
    text = "My daughter kim waits when the bus is late. How long should Kim Sato wait at the stop? (Sato, Kim, grade 4)"
    question = take_question(nora.actor, text, Asker.FAMILY, now=NOW)
    assert question.found == {"stu_first_name": 3}
    assert not {"kim", "sato"} & set(question.words)
    draft = draft_reply(nora.actor, question, now=NOW)
    assert draft.outcome == Outcome.DRAFT and "Kim" not in draft.text
    mark_sent(nora.actor, accept_reply(nora.actor, draft, draft.text, now=NOW), now=NOW)
    question.refresh_from_db()
    assert "im" not in question.text.replace("time", "") and "[NAME_" in question.text
