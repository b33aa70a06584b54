"""Filter lists: decisions become lists, restricting takes one person and letting through two, a stop bites at once."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from cast import Cast, Member
from chalkline.approve.uses.api import ApprovedUse
from chalkline.kernel.clock import utc_now
from chalkline.ledger.api import history_of
from chalkline.publish.bundle.models import Bundle
from chalkline.publish.filter_lists import queries
from chalkline.publish.filter_lists.api import (
    Column,
    Course,
    Edition,
    Feed,
    FeedWanted,
    Holds,
    Matter,
    Sheet,
    Span,
    State,
    Why,
    activate_lists,
    audience_said,
    audiences,
    choose_courses,
    draft,
    edition_in_force,
    layouts,
    lists_now,
    open_feed,
    prepare_lists,
    publish_lists,
    revoke_feed,
    save_layout,
    sheet_for,
    state_of,
    stopped,
    written,
)
from chalkline.publish.filter_lists.words import Cell
from chalkline.rulebook.api import Group, Policy, Stops
from chalkline.tools.register.api import correct_service, import_catalogue, shipped_catalogue
from expecting import problem
from publishing import put_in_force, sample_policy

WHY = "The policy of this fall."


@pytest.fixture
def policy(cast: Cast) -> Policy:
    """The sample policy with the catalogue: Diffit for grades 3–5, MagicSchool for teachers, feedback at Juniper."""
    import_catalogue(cast.dana.actor, shipped_catalogue(), now=utc_now())
    made = sample_policy(localdate(), school=str(cast.juniper.pk))
    no = replace(made.declined[0], tool="character-ai")
    made = replace(made, declined=(no,))
    put_in_force(made)
    return made


def sheet(cast: Cast, role: str, band: str = "", school: object = None) -> Sheet:
    return sheet_for(lists_now(), frozenset({Cell(role, str((school or cast.alder).pk), band)}))  # type: ignore[attr-defined]  # a school


def in_force(one: Member, other: Member) -> Edition:
    return activate_lists(other.actor, prepare_lists(one.actor, reason=WHY, now=utc_now()), now=utc_now())


def hosts(entries: tuple[object, ...]) -> set[str]:
    return {each.host for each in entries}  # type: ignore[attr-defined]  # entries


def test_each_group_gets_what_was_decided_for_it(cast: Cast, policy: Policy) -> None:
    in_force(cast.dana, cast.ada)
    fourth, seventh = sheet(cast, "student", "g35"), sheet(cast, "student", "g68", cast.juniper)
    assert "diffit.me" in hosts(fourth.allow) and "diffit.me" in hosts(seventh.block)
    assert fourth.outcomes["diffit"].decision == "2026-17" and seventh.outcomes["diffit"].why is Why.OUTSIDE_TERMS
    assert seventh.outcomes["magicschool"].course is Course.ALLOW  # feedback, at Juniper
    assert fourth.outcomes["magicschool"].course is Course.BLOCK
    assert fourth.outcomes["character-ai"].why is Why.DECLINED and fourth.outcomes["gauth"].why is Why.ENDED
    teacher = sheet(cast, "teacher")
    assert teacher.outcomes["character-ai"].course is Course.BLOCK  # a no is a no to everybody
    assert teacher.outcomes["perplexity"].course is Course.WARN  # nobody decided: the defaults
    assert fourth.outcomes["perplexity"].course is Course.BLOCK and fourth.outcomes["canva"].course is Course.LEAVE
    assert "gemini.google.com" in hosts(fourth.block) and "google.com" not in hosts(fourth.block)
    assert not any(each.endswith("canva.com") for each in hosts(fourth.block))
    told = [str(audience_said(each.spans)) for each in audiences(cast.bo.actor, lists_now())]
    assert "students in grades 3–5" in told or any(each.startswith("students in grades 3–5") for each in told)


def test_what_is_allowed_keeps_the_hosts_it_hangs_on(cast: Cast, policy: Policy) -> None:
    office = str(cast.dana.person.school_id)
    put_in_force(replace(policy, revision=4))
    in_force(cast.dana, cast.ada)
    admin = sheet_for(lists_now(), frozenset({Cell("administrator", office)}))
    assert admin.outcomes["chatgpt"].course is Course.ALLOW  # for letters
    assert {each.host: each.exact for each in admin.allow}["chatgpt.com"] is True  # sora.chatgpt.com is another tool
    assert "sora.chatgpt.com" in hosts(admin.warn) and not hosts(admin.warn) & {"openai.com", "chatgpt.com"}


def test_letting_through_takes_two_and_restricting_one(cast: Cast, policy: Policy) -> None:
    first = publish_lists(cast.dana.actor, reason=WHY, now=utc_now())
    assert first.widens and first.activated_at is None and state_of(first) is State.WAITING
    with problem("filter_lists.same_person"):
        activate_lists(cast.dana.actor, first, now=utc_now())
    activate_lists(cast.sam.actor, first, now=utc_now())
    with problem("filter_lists.nothing_new"):
        publish_lists(cast.dana.actor, reason=WHY, now=utc_now())
    choose_courses(
        cast.dana.actor, {(Group.STAFF, Matter.AI): Course.BLOCK}, reason="Until the training.", now=utc_now()
    )
    second = publish_lists(cast.dana.actor, reason="Until the training.", now=utc_now())
    assert second.activated_at and not second.widens
    assert sheet(cast, "teacher").outcomes["perplexity"].course is Course.BLOCK
    choose_courses(cast.dana.actor, {}, reason="Back to what it was.", now=utc_now())
    third = publish_lists(cast.dana.actor, reason="The training is over.", now=utc_now())
    assert third.widens and third.activated_at is None
    # What a tool's entry holds counts as well: a host that comes to an allowed tool is let through.
    correct_service(cast.ada.actor, "diffit", {"domains": ["diffit.example"]}, now=utc_now())
    with problem("filter_lists.records_changed"):
        activate_lists(cast.ada.actor, third, now=utc_now())
    assert queries.unpublished(cast.dana.actor).hosts == ("diffit.example",)
    # A host that comes to a blocked tool lets nothing through, and is something to publish all the same.
    correct_service(cast.ada.actor, "gauth", {"domains": ["gauth.example"]}, now=utc_now())
    look = queries.unpublished(cast.dana.actor)
    assert look.is_new and look.names == ("diffit.example", "gauth.example") and look.hosts == ("diffit.example",)
    facts = [str(fact.sentence("Dana")) for fact in history_of("filter_lists", str(second.pk))]
    assert facts[0] == "Dana put edition 2 of the filter lists in force."


def test_a_stop_bites_at_once_and_needs_no_edition(cast: Cast, policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    in_force(cast.dana, cast.ada)
    assert sheet(cast, "student", "g35").outcomes["diffit"].course is Course.ALLOW
    monkeypatch.setattr(queries, "stops_in_force", lambda: Stops(uses=frozenset({"use-reading"})))
    now = sheet(cast, "student", "g35")
    assert now.outcomes["diffit"].why is Why.SUSPENDED and "diffit.me" in hosts(now.block)
    assert set(stopped(cast.dana.actor)) == {"diffit"}
    monkeypatch.undo()
    assert sheet(cast, "student", "g35").outcomes["diffit"].course is Course.ALLOW
    monkeypatch.setattr(queries, "today", lambda: localdate() + timedelta(days=400))  # every use has ended
    assert sheet(cast, "student", "g35").outcomes["diffit"].why is Why.ENDED


def test_the_same_records_give_the_same_lists(cast: Cast, policy: Policy) -> None:
    one = in_force(cast.dana, cast.ada)
    queries._drafted.cache_clear()
    assert queries.same_but_for_the_day(draft(), queries.lists_of(one))


def test_who_may_not(cast: Cast, policy: Policy) -> None:
    for member in (cast.tess, cast.bo, cast.paula):
        with problem("not_allowed"):
            prepare_lists(member.actor, reason=WHY, now=utc_now())
    with problem("not_allowed"):
        audiences(cast.nora.actor, draft())
    with problem("filter_lists.reason_missing"):
        prepare_lists(cast.dana.actor, reason=" ", now=utc_now())
    with problem("filter_lists.choice_unclear"):
        choose_courses(cast.ada.actor, {(Group.STUDENTS, Matter.AI): Course.ALLOW}, reason=WHY, now=utc_now())
    assert edition_in_force() is None
    with problem("filter_lists.nothing_published"):
        lists_now()


def test_before_a_policy_there_are_no_lists(cast: Cast) -> None:
    with problem("filter_lists.no_policy"):
        draft()
    assert ApprovedUse.objects.count() == 0


def feed_for(cast: Cast, form: str = "domains", *spans: Span, days: int = 30) -> tuple[Feed, str]:
    wanted = FeedWanted("Pi-hole at Alder Creek", form, spans or (Span(("student",), None, ("g35",)),), days)
    return open_feed(cast.dana.actor, wanted, now=utc_now())


def test_a_feed_gives_its_own_people_their_lists_and_says_when_it_changes(
    cast: Cast, policy: Policy, home: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed, secret = feed_for(cast)
    assert secret.startswith("cf-") and secret not in str(vars(Feed.objects.get()))
    page, address = Client(), f"/feeds/lists/{secret}/block.txt"
    early = page.get(address)
    assert early.status_code == 503 and early.content.startswith(b"# No filter lists have been published yet.")
    in_force(cast.dana, cast.ada)
    got = page.get(address)
    text = got.content.decode()
    assert got.status_code == 200 and "\ncharacter.ai\n" in text and "\ndiffit.me\n" not in text
    assert "Edition 1 of" in text and "policy 3" in text and "students in grades 3–5" in text
    assert page.get(address, headers={"If-None-Match": got["ETag"]}).status_code == 304
    assert page.get(address, headers={"If-Modified-Since": got["Last-Modified"]}).status_code == 304
    assert "diffit.me" in page.get(f"/feeds/lists/{secret}/allow.txt").content.decode()
    # A stop shows at once, to whoever asks with the tag of before.
    monkeypatch.setattr(queries, "stops_in_force", lambda: Stops(uses=frozenset({"use-reading"})))
    changed = page.get(address, headers={"If-None-Match": got["ETag"]})
    assert changed.status_code == 200 and "\ndiffit.me\n" in changed.content.decode()
    assert "Stricter than published: 1 tools were stopped since." in changed.content.decode()
    kinds = [fact.kind for fact in history_of("feed", str(feed.pk))]
    assert kinds.count("publish.feed.fetched/1") == 3  # what was new to it, each once
    # The secret may come in the header instead.
    for header in (f"Bearer {secret}", "Basic " + b64encode(f"any:{secret}".encode()).decode()):
        assert page.get("/feeds/lists/-/block.txt", headers={"Authorization": header}).status_code == 200
    for wrong in ("cf-wrong", "-", "x" * 500):
        assert page.get(f"/feeds/lists/{wrong}/block.txt").status_code == 404
    assert page.get(f"/feeds/lists/{secret}/other.txt").status_code == 404
    assert page.post(address).status_code == 405
    revoke_feed(cast.priya.actor, feed, now=utc_now())
    over = page.get(address, headers={"If-None-Match": changed["ETag"]})
    assert over.status_code == 403 and b"# This feed was revoked." in over.content


def test_a_feed_for_many_says_the_strictest_and_never_an_empty_list(cast: Cast, policy: Policy, home: object) -> None:
    in_force(cast.dana, cast.ada)
    _, secret = feed_for(cast, "squid", Span(("student",)), Span(("teacher",)))
    page = Client()
    assert "\n.diffit.me\n" in page.get(f"/feeds/lists/{secret}/block.txt").content.decode()
    _, gone = feed_for(cast, "domains", Span(("student",), ("no-such-school",)))
    answer = page.get(f"/feeds/lists/{gone}/block.txt")
    assert answer.status_code == 409 and all(each.startswith(b"#") for each in answer.content.splitlines())
    over, secret = feed_for(cast, days=1)
    Feed.objects.filter(pk=over.pk).update(expires_at=utc_now() - timedelta(seconds=1))
    assert b"# This feed has expired." in page.get(f"/feeds/lists/{secret}/block.txt").content
    Bundle.objects.update(good_until=utc_now() - timedelta(days=1))
    _, secret = feed_for(cast)
    answer = page.get(f"/feeds/lists/{secret}/block.txt")
    assert answer.status_code == 503 and b"# The policy in force ran out" in answer.content


def test_a_feed_that_is_asked_too_often_waits(cast: Cast, policy: Policy, home: object) -> None:
    in_force(cast.dana, cast.ada)
    _, secret = feed_for(cast)
    page = Client(REMOTE_ADDR="10.1.2.3")
    said = [page.get(f"/feeds/lists/{secret}/block.txt").status_code for _ in range(62)]
    assert said[:60] == [200] * 60 and said[60:] == [429, 429]


def test_what_is_not_whole_is_refused(cast: Cast, policy: Policy, home: object) -> None:
    now = utc_now()
    for wanted, code in (
        (FeedWanted("", "domains", (Span(("student",)),), 30), "filter_lists.feed_name_missing"),
        (FeedWanted("A", "telex", (Span(("student",)),), 30), "filter_lists.form_unknown"),
        (FeedWanted("A", "mapped", (Span(("student",)),), 30, "nobody"), "filter_lists.form_unknown"),
        (FeedWanted("A", "domains", (), 30), "filter_lists.audience_unclear"),
        (FeedWanted("A", "domains", (Span(("king",)),), 30), "filter_lists.audience_unclear"),
        (FeedWanted("A", "domains", (Span(("student",)),), 4000), "filter_lists.life_unclear"),
    ):
        with problem(code):
            open_feed(cast.dana.actor, wanted, now=now)
    with problem("not_allowed"):
        open_feed(cast.ada.actor, FeedWanted("A", "domains", (Span(("student",)),), 30), now=now)
    for columns in ([], [Column("Action", Holds.ACTION)], [Column("A", Holds.HOST), Column("A", Holds.TOOL)]):
        with problem("filter_lists.columns_unclear"):
            save_layout(cast.dana.actor, "Filter", columns, {"block": "Block"}, now=now)
    with problem("filter_lists.columns_unclear"):
        save_layout(cast.dana.actor, "Filter", [Column("Host", Holds.HOST)], {"block": ""}, now=now)
    first = save_layout(cast.dana.actor, "Filter", [Column("Host", Holds.HOST)], {"block": "B"}, now=now)
    save_layout(cast.dana.actor, "Filter", [Column("Site", Holds.HOST)], {"block": "B"}, now=now)
    first.refresh_from_db()
    assert first.withdrawn_at  # told again: the newer one counts
    [file] = written(cast.dana.actor, (Span(("student",)),), "mapped", layout=layouts(cast.dana.actor).get())
    assert file.text.startswith("Site\r\n") and "perplexity.ai" in file.text
