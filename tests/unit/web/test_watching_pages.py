"""Watching the gateway in the browser: held calls, drawn answers, kept texts, checks of models, drills, trying out."""

from __future__ import annotations

import http.client
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from cast import Cast
from chalkline.approve.uses.models import ApprovedUse
from chalkline.oversee.held_calls.api import HeldCall, HoldState
from chalkline.oversee.on_call.api import Alert
from chalkline.oversee.output_review.api import Review, Sample, name_monitor
from chalkline.oversee.paired_prompts.api import Came, begin_paired_check, models_to_check, run_check
from chalkline.publish.standing_pack.models import Key
from chalkline.rulebook.trying import Piece, SafetySeen, Seen, spell
from chalkline.web.pages.protect import playground
from deciding import STUDENT_USE, use_granted
from naming_on_call import name_on_call
from publishing import put_in_force, sample_policy
from unit.oversee.test_held_calls import held
from unit.oversee.test_output_review import kept
from visiting import visitor

TEXT = "Maya's number is 415-555-2671."


@pytest.fixture
def use(cast: Cast) -> ApprovedUse:
    made = use_granted(cast, **STUDENT_USE)
    name_monitor(cast.ada.actor, made, cast.paula.person, cast.theo.person, percent=100, now=timezone.now())
    return made


def test_a_held_call_is_read_with_a_reason_and_settled(cast: Cast) -> None:
    call = held(cast)
    HeldCall.objects.update(held_at=timezone.now(), good_until=timezone.now() + timedelta(days=7))
    priya, url = visitor(cast.priya), f"/protect/held/{call.pk}/"
    assert call.use.title in priya.get("/protect/held/").content.decode()
    assert "Is my first sentence clear?" not in priya.get(url).content.decode()
    assert "Say why you read this." in priya.post(url, {"do": "read", "reason": ""}).content.decode()
    page = priya.post(url, {"do": "read", "reason": "It is my day."}).content.decode()
    assert "Is my first sentence clear?" in page and "Release it once" in page
    assert "Say in a sentence why" in priya.post(url, {"do": "refuse", "words": ""}).content.decode()
    assert priya.post(url, {"do": "release", "words": ""}).status_code == 302
    call.refresh_from_db()
    assert call.state == HoldState.RELEASED
    assert visitor(cast.nora).get(url).status_code == 404


def test_parts_of_protect_are_grouped_for_whoever_may_enter_many(cast: Cast) -> None:
    many = visitor(cast.ada).get("/protect/held/").content.decode()
    assert many.count('class="tabs second"') == 1 and many.count('class="folded"') == 1
    assert '<ul aria-label="Calls and texts">' in many and many.count('aria-current="page"') >= 2
    few = visitor(cast.fay).get("/protect/held/").content.decode()
    assert "tabs second" not in few and "Calls and texts" not in few and "Held calls" in few


def test_a_drawn_answer_is_opened_by_a_press_and_reviewed(cast: Cast, use: ApprovedUse) -> None:
    first, second = kept(use, cast), kept(use, cast)
    Sample.objects.update(text_until=timezone.localdate() + timedelta(days=9))
    paula = visitor(cast.paula)
    assert "2 answers wait for you" in paula.get("/protect/answers/").content.decode()
    assert "2 answers of a model wait for your review" in paula.get("/").content.decode()
    url = f"/protect/answers/{first.pk}/"
    assert "Quite." not in paula.get(url).content.decode()
    assert "Quite." in paula.post(url, {"do": "open"}).content.decode()
    again = paula.post(url, {"do": "send", "finding": "wrong", "severity": "high", "note": ""}).content.decode()
    assert "Say what was not right." in again and "Quite." in again
    done = paula.post(
        url, {"do": "send", "finding": "wrong", "severity": "high", "note": "It is not.", "concern": "on"}
    )
    assert done.status_code == 302 and str(second.pk) in done["Location"]
    assert Review.objects.get().note == "It is not."
    ada = visitor(cast.ada)
    assert "1 of 1" in ada.get("/protect/answers/").content.decode()
    assert "It is not." in ada.get(f"/protect/answers/use/{use.pk}/").content.decode()
    assert visitor(cast.theo).get(url).status_code == 404


def test_a_kept_text_needs_a_reason(cast: Cast, use: ApprovedUse) -> None:
    text, priya = kept(use, cast), visitor(cast.priya)
    url = f"/protect/kept/{text.pk}/"
    assert url in priya.get("/protect/kept/").content.decode()
    assert "Quite." not in priya.get(url).content.decode() + priya.post(url, {"reason": ""}).content.decode()
    assert "Quite." in priya.post(url, {"reason": "A family asked."}).content.decode()
    assert visitor(cast.ada).get(url).status_code in {403, 404}


def test_every_difference_of_a_check_is_on_its_page(cast: Cast) -> None:
    check = begin_paired_check(cast.ada.actor, "stub", "letter", repeats=1, has_key=True, now=timezone.now())
    tess = visitor(cast.tess)
    assert "The check runs" in tess.get(f"/protect/bias/{check.pk}/").content.decode()
    run_check(check, ask=lambda _model, text: Came(f"A strong student. {text}"), a_minute=0)
    page = tess.get(f"/protect/bias/{check.pk}/").content.decode()
    assert "Words of praise" in page and "Latino names" in page and "Not enough runs to say" in page
    assert "stub" in tess.get("/protect/bias/").content.decode()


def test_calls_and_drills_have_their_pages(cast: Cast) -> None:
    dana = visitor(cast.dana)
    assert "No drill has been held yet" in dana.get("/protect/drills/").content.decode()
    assert dana.get("/protect/calls/?days=90").status_code == 200
    assert visitor(cast.tess).get("/protect/drills/").status_code == 403


def test_trying_out_shows_what_the_gateway_said_and_keeps_nothing(
    cast: Cast, use: ApprovedUse, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_force(sample_policy(timezone.localdate(), school=str(cast.juniper.pk)))
    tess = visitor(cast.tess)
    seen = Seen(
        verdict="redact", revision=3, elements=("stu_phone",), sent="Maya's number is [PHONE_1].",
        pieces=(Piece(start=17, end=29, element="stu_phone", stand_in="[PHONE_1]"),),
    )  # fmt: skip
    asked: list[playground.Tried] = []

    def answers(trial: playground.Tried) -> Seen:
        asked.append(trial)
        return seen

    monkeypatch.setattr(playground, "_ask", answers)
    form = {"use": "use-feedback|teacher", "text": TEXT, "do": "look"}
    page = tess.post("/protect/try/", form).content.decode()
    assert "<mark>415-555-2671<small>" in page and "[PHONE_1]" in page and "student data replaced" in page
    assert asked[0].role == "teacher" and not asked[0].sends and not Key.objects.exists()
    monkeypatch.undo()

    def broken(*_arguments: object, **_named: object) -> SimpleNamespace:
        raise http.client.RemoteDisconnected

    monkeypatch.setattr(playground, "post_to_gateway", broken)
    assert "does not answer just now" in tess.post("/protect/try/", form).content.decode()
    forged = SimpleNamespace(status=200, body=spell(seen), headers={})
    monkeypatch.setattr(playground, "post_to_gateway", lambda *_arguments, **_named: forged)
    assert "does not answer just now" in tess.post("/protect/try/", form).content.decode()


def test_trying_out_says_what_a_student_would_read_and_who_would_be_told(
    cast: Cast, use: ApprovedUse, monkeypatch: pytest.MonkeyPatch
) -> None:
    name_on_call(cast)
    policy = sample_policy(timezone.localdate(), school=str(cast.juniper.pk))
    opened = [replace(each, purposes=frozenset({"uc_early_warning"})) for each in policy.terms]
    put_in_force(replace(policy, terms=(*opened,)))
    safety = SafetySeen(
        act="alert", categories=("self_harm",), instead="You are not alone. Call 988.", second_look="later"
    )
    seen = [
        Seen(verdict="allow", revision=3, sent="i want to die", safety=safety),
        Seen(verdict="refuse", revision=3, code="human_record_needed", message="A person decides.", safety=None),
    ]
    monkeypatch.setattr(playground, "_ask", lambda _trial: seen.pop(0))
    form = {"use": "use-feedback|student", "text": "i want to die", "do": "look"}
    page = visitor(cast.tess).post("/protect/try/", form).content.decode()
    for words in (
        "Harm to oneself",
        "Call 988",
        "Who would be told",
        "Paula Voss",
        "Nobody was told now",
        "is not asked",
    ):
        assert words in page, words
    assert "What would be sent" not in page and Alert.objects.count() == 0
    page = visitor(cast.tess).post("/protect/try/", form).content.decode()
    assert "A person decides this" in page and "?use=use-feedback" in page


def test_what_was_found_is_marked_wherever_it_stands() -> None:
    policy = sample_policy(timezone.localdate())
    pieces = (
        Piece(start=0, end=4, element="stu_phone"),
        Piece(start=2, end=6, element="x"),
        Piece(start=9, end=99, element="y"),
    )
    cut = playground.pieces_of("abcdefghij", Seen(verdict="redact", revision=1, pieces=pieces), policy)
    assert [(each.text, bool(each.label)) for each in cut] == [("abcd", True), ("efghij", False)]


def test_models_that_nobody_checked_wait_for_those_who_may(cast: Cast) -> None:
    put_in_force(sample_policy(timezone.localdate(), school=str(cast.juniper.pk)))
    assert models_to_check(timezone.localdate()) == []
    assert models_to_check(timezone.localdate() + timedelta(days=11)) == ["stub-small"]
