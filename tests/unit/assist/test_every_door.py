"""What ended, was never approved, misled, was withdrawn, or is for others: behind no door, whoever asks and however."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.test import Client

import assisting
from assisting import TODAY, about, approved, communications
from cast import NOW, Cast, Member
from chalkline.assist.drafts.api import (
    Asker,
    Question,
    accept_newsletter,
    accept_reply,
    begin_newsletter,
    draft_newsletter,
    draft_reply,
    find_still_right,
    find_wrong,
    ground,
    mark_newsletter_sent,
    mark_sent,
    newest_draft,
    sent_and_gone,
    take_question,
)
from chalkline.assist.library.api import (
    Audience,
    Document,
    Term,
    Version,
    add_answer,
    approve_version,
    doubt_version,
    withdraw_document,
)
from chalkline.cli.main import chalkline
from chalkline.people.api import Role
from chalkline.rulebook import grounding as wire
from chalkline.web.routes import routes
from expecting import problem
from visiting import visitor

# Each hidden document has a word of its own in its title and in its text; all of them answer the same question.
HIDDEN = ("zeppelin", "gondola", "hovercraft", "submarine", "funicular", "monorail")
FOR_PRINCIPALS = "balloon"
OPEN = "tandem"
QUESTION = "When do the rides to the museum leave on Fridays?"


def text_of(word: str) -> str:
    return f"The {word} rides to the museum leave on Fridays at noon."


@pytest.fixture
def library(cast: Cast) -> Cast:
    """One of each kind that must not be found, one for principals, and one for everybody."""
    nora = communications(cast)
    ended, waiting, doubted, withdrawn, replaced, later = HIDDEN
    past = NOW - timedelta(days=80)
    old = add_answer(cast.ada.actor, about(cast, f"Museum by {ended}"), text_of(ended), now=past)
    approve_version(cast.carl.actor, old, Term(past.date(), past.date(), TODAY - timedelta(days=1)), now=past)
    add_answer(cast.ada.actor, about(cast, f"Museum by {waiting}"), text_of(waiting), now=NOW)
    start = TODAY + timedelta(days=9)
    approved(cast, text_of(later), title=f"Museum by {later}", term=Term(start, start, start + timedelta(days=30)))
    newer = approved(cast, text_of(replaced), title="Museum rides")
    misled = approved(cast, text_of(doubted), title=f"Museum by {doubted}")
    gone = approved(cast, text_of(withdrawn), title=f"Museum by {withdrawn}")
    # What rests on them was sent before: what is shown of it later names no source that is not approved any more.
    draft = draft_reply(nora.actor, take_question(nora.actor, QUESTION, Asker.STAFF, now=NOW), now=NOW)
    sent = mark_sent(nora.actor, accept_reply(nora.actor, draft, draft.text, now=NOW), now=NOW)
    find_wrong(nora.actor, sent, "Not at noon.", misled=[misled], now=NOW)
    if Version.objects.get(pk=misled.pk).state == "approved":
        doubt_version(nora.actor, misled, why="It misled.", now=NOW)
    withdraw_document(cast.ada.actor, gone.document, why="Sold.", now=NOW)
    final = add_answer(cast.ada.actor, about(cast, "Museum rides"), text_of(OPEN), document=newer.document, now=NOW)
    approve_version(cast.carl.actor, final, assisting.usual_term(TODAY), now=NOW)
    approved(
        cast, text_of(FOR_PRINCIPALS), title=f"Museum by {FOR_PRINCIPALS}", audience=Audience.ROLES,
        roles=frozenset({Role.PRINCIPAL.value}),
    )  # fmt: skip
    return cast


def pages(client: Client) -> Iterator[tuple[str, str]]:
    """Every page without an argument that lets this person in, asked for something all of them would answer."""
    for route in routes().values():
        if "GET" in route.methods and "<" not in route.address and not route.address.startswith("demo"):
            answer = client.get(f"/{route.address}?q=museum+rides&search=museum")
            yield route.address, b"".join(answer).decode("utf-8", "replace")


def told(client: Client, address: str) -> str:
    answer = client.get(address)
    return json.dumps(answer.json()) if answer.status_code == 200 else ""


def test_the_one_that_is_approved_is_found_and_the_others_by_nobody(library: Cast) -> None:
    tess = visitor(library.tess)
    assert OPEN in tess.get("/assist/find/", {"q": QUESTION}).content.decode()
    assert "Museum rides" in tess.get("/search/", {"q": "museum rides"}).content.decode()
    for address, said in pages(tess):
        assert not [word for word in (*HIDDEN, FOR_PRINCIPALS) if word in said.lower()], address


@pytest.mark.parametrize("name", ["fay", "bo"])
def test_families_and_the_board_learn_no_title_from_today_the_ledger_or_the_calendar(library: Cast, name: str) -> None:
    client = visitor(getattr(library, name))
    for address in ("/", "/ledger/", "/search/?q=museum", "/calendar/", "/register/"):
        said = client.get(address, follow=True).content.decode().lower()
        assert not [word for word in (*HIDDEN, FOR_PRINCIPALS) if word in said], address
    assert client.get("/assist/find/").status_code == 403


@pytest.mark.parametrize("name", ["tess", "nora", "ada"])
def test_nor_is_it_in_what_the_api_and_the_terminal_give(library: Cast, name: str) -> None:
    member: Member = getattr(library, name)
    client = visitor(member)
    said = [
        told(client, "/api/v1/library"),
        told(client, f"/api/v1/library/find?words={QUESTION}"),
        told(client, f"/api/v1/library/find?words={HIDDEN[0]}"),
        told(client, "/api/v1/questions-asked"),
    ]
    if name == "nora":
        body = {"title": "Rides", "points": [QUESTION], "audience": "staff"}
        said.append(client.post("/api/v1/newsletters", json.dumps(body), "application/json").content.decode())
        asked = {"text": QUESTION, "asker": "staff"}
        said.append(client.post("/api/v1/questions", json.dumps(asked), "application/json").content.decode())
        assert OPEN in said[-1] and OPEN in said[-2]
    run, email = CliRunner(), member.person.email
    for words in (["library", "list"], ["assist", "find", QUESTION], ["assist", "find", HIDDEN[1]]):
        came = run.invoke(chalkline, [*words, "--as", email])
        assert came.exit_code == 0, came.output
        said.append(came.output)
    if name == "nora":
        said.append(run.invoke(chalkline, ["assist", "answer", QUESTION, "--staff", "--as", email]).output)
        assert OPEN in said[-1]
    secret = HIDDEN if name == "ada" else (*HIDDEN, FOR_PRINCIPALS)  # Ada keeps the library, and reads all of it
    if name == "nora":
        secret = HIDDEN
    for each in said:
        assert not [word for word in secret if word in each.lower()], each


def test_nor_does_it_reach_the_gateway_a_draft_or_a_newsletter(library: Cast) -> None:
    nora = library.nora
    for reader in wire.Reader:
        for asked in (QUESTION, *(text_of(word) for word in HIDDEN)):
            given = ground(wire.Asked(text=asked, reader=reader), today=TODAY)
            assert {OPEN} >= {
                word for each in given.passages for word in (*HIDDEN, FOR_PRINCIPALS, OPEN) if word in each.text
            }
    for asker in Asker:
        draft = draft_reply(nora.actor, take_question(nora.actor, QUESTION, asker, now=NOW), now=NOW)
        assert OPEN in draft.text and not [word for word in (*HIDDEN, FOR_PRINCIPALS) if word in draft.text]
    points = [QUESTION, *(f"When do {word} rides leave?" for word in HIDDEN)]
    begun = begin_newsletter(nora.actor, "Rides", points, Audience.STAFF, now=NOW)
    made = draft_newsletter(nora.actor, begun, now=NOW)
    assert not [word for word in HIDDEN if text_of(word) in made.text]
    sources = json.dumps(made.sentences)
    assert not [word for word in (*HIDDEN, FOR_PRINCIPALS) if text_of(word) in sources]


def test_who_may_not_read_a_document_cannot_open_it_or_its_file_by_its_address(library: Cast) -> None:
    tess, paula = visitor(library.tess), visitor(library.paula)
    for document in Document.objects.all():
        version = document.versions.first()
        assert version is not None
        is_open = document.title == "Museum rides"
        for address in (f"/assist/library/{document.pk}/", f"/assist/library/files/{version.pk}/"):
            assert tess.get(address).status_code == (200 if is_open else 404), document.title
            assert paula.get(address).status_code == 200  # a principal adds documents, and so reads them all


def test_what_was_made_before_a_source_ended_is_flagged_everywhere_and_listed_once_it_went_out(library: Cast) -> None:
    """An open draft, an accepted reply and a sent newsletter, all of them from one source that is then withdrawn."""
    nora, client = library.nora, visitor(library.nora)
    source = approved(library, "The rowing boat to the island leaves at nine.", title="Rowing boat")
    asked = "When does the rowing boat to the island leave?"
    first, second = (take_question(nora.actor, asked, Asker.STAFF, now=NOW) for _ in range(2))
    draft_reply(nora.actor, first, now=NOW)
    ready = draft_reply(nora.actor, second, now=NOW)
    accept_reply(nora.actor, ready, ready.text, now=NOW)
    begun = begin_newsletter(nora.actor, "Boats", [asked], Audience.STAFF, now=NOW)
    made = draft_newsletter(nora.actor, begun, now=NOW)
    sent = mark_newsletter_sent(nora.actor, accept_newsletter(nora.actor, made, made.text, now=NOW), now=NOW)
    assert sent_and_gone(nora.actor, today=TODAY) == []
    withdraw_document(library.ada.actor, source.document, why="It sank.", now=NOW)

    for question in (first, second):
        said = json.loads(told(client, f"/api/v1/questions/{question.pk}"))
        assert said["source_gone"] and not (said["draft"] or said["reply"] or said["sentences"])
        page = client.get(f"/assist/questions/{question.pk}/").content.decode()
        assert "A source is no longer approved" in page and "Draft again" in page
    waiting = newest_draft(nora.actor, first)
    assert waiting is not None
    with problem("questions.source_gone"):
        accept_reply(nora.actor, waiting, waiting.text, now=NOW)
    again = draft_reply(nora.actor, Question.objects.get(pk=second.pk), now=NOW)
    assert "nine" not in again.text and Question.objects.get(pk=second.pk).state == "open"
    for address in ("/assist/asked/", "/assist/newsletters/", "/assist/gaps/"):
        assert "leaves at nine" not in client.get(address).content.decode(), address

    assert sent_and_gone(nora.actor, today=TODAY) == [sent]
    assert "a source of it ended since" in client.get("/").content.decode()
    page = client.get(f"/assist/newsletters/{begun.pk}/").content.decode()
    assert "A source of it ended after it went out" in page
    find_still_right(nora.actor, sent, now=NOW)
    assert sent_and_gone(nora.actor, today=TODAY) == []
    with problem("not_allowed"):
        sent_and_gone(library.tess.actor, today=TODAY)


def test_a_renewed_text_that_still_says_the_same_lists_nothing(library: Cast) -> None:
    nora = library.nora
    old = approved(library, "The ferry is free for pupils.", title="Ferry")
    asked = take_question(nora.actor, "Is the ferry free for pupils?", Asker.STAFF, now=NOW)
    draft = draft_reply(nora.actor, asked, now=NOW)
    sent = mark_sent(nora.actor, accept_reply(nora.actor, draft, draft.text, now=NOW), now=NOW)
    for text, listed in (("The ferry is free for pupils. Bring a card.", []), ("The ferry costs a dollar.", [sent])):
        new = add_answer(library.ada.actor, about(library, "Ferry"), text, document=old.document, now=NOW)
        approve_version(library.carl.actor, new, assisting.usual_term(TODAY), now=NOW)
        assert sent_and_gone(nora.actor, today=TODAY) == listed
