"""Today, search, data, ledger: what each of the cast sees there."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import NOW, Cast
from chalkline.approve.reviews.api import ask_for_information, reviews_of
from chalkline.approve.uses.api import suspend_use
from chalkline.approve.uses.models import ApprovedUse
from chalkline.govern.committees.models import Meeting
from chalkline.ledger.api import settle
from chalkline.people.api import VISITOR, Role, grant_role, note_visit
from chalkline.people.models import Account
from chalkline.web.loop import SeenInLogs
from chalkline.web.pages.today import how_many
from chalkline.web.today import MOST_OF_A_SORT, Waiting, due_said, waiting_for
from deciding import STUDENT_USE, meeting_called, request_filed, use_granted
from publishing import put_in_force, sample_policy
from visiting import visitor


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "due today"),
        (1, "due tomorrow"),
        (-1, "due yesterday"),
        (-9, "9 days late"),
        (14, "due Fri, Dec 4"),
        (300, "due Sep 16, 2027"),
    ],
)
def test_due_dates_are_said_as_people_say_them(days: int, said: str) -> None:
    today = date(2026, 11, 20)
    assert str(due_said(today + timedelta(days=days), today)) == said


@pytest.mark.parametrize(
    ("waiting", "said"),
    [
        (0, "Nothing waits for you."),
        (1, "One thing waits for you."),
        (3, "Three things wait for you."),
        (12, "12 things wait for you."),
    ],
)
def test_how_many_things_wait(waiting: int, said: str) -> None:
    assert str(how_many(waiting)) == said


def test_where_not_all_of_a_sort_are_shown_the_heading_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = [Waiting(f"Thing {at}", "/", "See it") for at in range(MOST_OF_A_SORT + 1)]
    monkeypatch.setattr("chalkline.web.today._waits", [lambda actor, today: iter(shown)])
    waits = waiting_for(VISITOR, date(2026, 11, 20))
    assert len(waits.rows) == MOST_OF_A_SORT and waits.has_more
    assert str(how_many(len(waits.rows), has_more=waits.has_more)) == "More than 25 things wait for you."
    monkeypatch.setattr("chalkline.web.today._waits", [lambda actor, today: iter(shown[1:])])
    assert not waiting_for(VISITOR, date(2026, 11, 20)).has_more


def test_today_greets_by_name_and_shows_what_is_at_risk(cast: Cast) -> None:
    put_in_force(sample_policy(timezone.localdate()))
    use = use_granted(cast)
    suspend_use(cast.priya.actor, use, reason="Looking into a report.", now=timezone.now())
    page = visitor(cast.dana).get("/").content.decode()
    assert "Dana." in page
    assert f"{use.title} is stopped" in page and "Looking into a report." in page
    assert "The agreement with MagicSchool runs out" in page


def test_today_shows_each_what_waits_for_them(cast: Cast) -> None:
    request = request_filed(cast, **STUDENT_USE)
    priya, tess = visitor(cast.priya), visitor(cast.tess)
    assert "Privacy review: Diffit" in priya.get("/").content.decode()
    assert "Privacy review: Diffit" not in tess.get("/").content.decode()
    review = next(each for each in reviews_of(request) if each.kind == "privacy")
    ask_for_information(cast.priya.actor, review, "Will students type in it?", now=NOW)
    assert "A reviewer has a question about Diffit" in tess.get("/").content.decode()
    assert "A reviewer has a question about Diffit" not in visitor(cast.theo).get("/").content.decode()


def test_today_calls_members_to_their_meeting(cast: Cast) -> None:
    meeting = meeting_called(cast)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() + timedelta(days=3))
    fay, nora = (visitor(each).get("/").content.decode() for each in (cast.fay, cast.nora))
    assert "Nothing is on the agenda yet." in fay and 'class="waits"' in fay
    assert 'class="waits"' not in nora and "What comes next" in nora


def test_a_use_is_found_and_counted(cast: Cast) -> None:
    use_granted(cast)
    today = timezone.localdate()
    ApprovedUse.objects.update(starts_on=today - timedelta(days=9), expires_on=today + timedelta(days=9))
    client = visitor(cast.sue)
    assert "Approved uses" in client.get("/search/?q=diffit").content.decode()
    numbers = re.findall(r'class="figure">([^<]+)</span><span class="what">([^<]+)<', client.get("/").content.decode())
    assert "The approved use of Diffit ends" in client.get("/").content.decode()
    assert ("1", "approved use") in numbers and ("1", "decisions") in numbers and ("1", "problems named") in numbers


def test_today_tells_what_happened_since_the_last_visit(cast: Cast) -> None:
    client = visitor(cast.dana)
    assert "What happened last" in client.get("/").content.decode()
    grant_role(cast.dana.actor, cast.theo.person, Role.COUNSELOR, now=timezone.now())
    Account.objects.filter(person=cast.dana.person).update(last_seen_at=timezone.now() - timedelta(days=2))
    page = client.get("/").content.decode()
    assert "Since " in page and "Dana Whitfield gave Theo Banks the role “Counselor”." in page


def test_many_facts_alike_are_told_as_one(cast: Cast) -> None:
    for role in (Role.COUNSELOR, Role.COMMUNICATIONS, Role.BOARD):
        grant_role(cast.dana.actor, cast.theo.person, role, now=timezone.now())
    page = visitor(cast.dana).get("/").content.decode()
    assert "Dana Whitfield gave Theo Banks the role “Board member”. And 2 more like it." in page
    assert "the role “Board" not in visitor(cast.tess).get("/").content.decode()


def test_today_says_nothing_twice(cast: Cast) -> None:
    request_filed(cast, **STUDENT_USE)
    page = visitor(cast.priya).get("/").content.decode()
    assert page.count('<span class="unseen">: Privacy review: ') == 1
    figures = re.findall(r'<span class="what">([^<]+)<', page)
    assert len(figures) == len(set(figures)) == 8


def test_a_teacher_asks_on_today_and_follows_what_was_asked(cast: Cast) -> None:
    before = visitor(cast.tess).get("/").content.decode()
    assert 'name="tool"' in before and 'name="purpose"' in before and "Nothing yet." in before
    assert 'class="strip"' not in before
    request = request_filed(cast, **STUDENT_USE)
    after = visitor(cast.tess).get("/").content.decode()
    assert f'href="/decide/requests/{request.pk}/"' in after and "In review" in after
    assert 'name="purpose"' not in visitor(cast.bo).get("/").content.decode()


def test_what_the_committee_declined_and_the_logs_still_show_is_at_risk(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = SeenInLogs(tools=4, bare=2, widest=("Gauth", "Poe"), declined=(("gauth", "Gauth"),))
    monkeypatch.setattr("chalkline.web.loop._seen_in_logs", lambda actor, today: seen)
    assert "Gauth was declined and is still used" in visitor(cast.sue).get("/").content.decode()
    assert "2 of 4 AI tools in use have no approval" in visitor(cast.bo).get("/").content.decode()
    assert "Gauth was declined" not in visitor(cast.tess).get("/").content.decode()


def test_a_visit_is_one_visit_until_four_hours_without_one(cast: Cast) -> None:
    assert note_visit(cast.tess.actor, now=NOW) is None
    assert note_visit(cast.tess.actor, now=NOW + timedelta(hours=3)) is None
    assert note_visit(cast.tess.actor, now=NOW + timedelta(hours=6)) is None
    assert note_visit(cast.tess.actor, now=NOW + timedelta(days=1)) == NOW + timedelta(hours=6)


def test_search_finds_by_sort_and_only_what_one_may_see(cast: Cast) -> None:
    put_in_force(sample_policy(timezone.localdate()))
    found = visitor(cast.dana).get("/search/?q=moreno").content.decode()
    assert "Tess Moreno" in found
    assert "Tess Moreno" not in visitor(cast.bo).get("/search/?q=moreno").content.decode()
    assert "AI never decides" in visitor(cast.tess).get("/search/?q=assign grades").content.decode()


def test_students_are_never_found(cast: Cast) -> None:
    for member in (cast.dana, cast.tess, cast.paula):
        assert "Kim Sato" not in visitor(member).get("/search/?q=sato").content.decode()


@pytest.mark.parametrize(
    "words", ["", "a", "%", "x" * 5000, "'; DROP TABLE", "<script>", "\x00", "💡💡", "% %", "a b c d e f g h"]
)
def test_any_words_can_be_searched_for(cast: Cast, words: str) -> None:
    answer = visitor(cast.dana).get("/search/", {"q": words})
    assert answer.status_code == 200
    assert b"<script>" not in answer.content


def test_the_ledger_tells_facts_by_name_and_pages_back(cast: Cast) -> None:
    for _ in range(30):
        for role in (Role.COUNSELOR, Role.COMMUNICATIONS):
            from chalkline.people.api import end_role

            end_role(cast.sue.actor, grant_role(cast.dana.actor, cast.theo.person, role, now=NOW), now=NOW)
    client = visitor(cast.fay)
    page = client.get("/ledger/").content.decode()
    assert "Dana Whitfield gave Theo Banks the role" in page
    assert "?before=" in page
    earlier = page.split("?before=")[1].split('"')[0]
    assert "Back to the latest" in client.get(f"/ledger/?before={earlier}").content.decode()
    about = client.get(f"/ledger/?about=person:{cast.theo.person.pk}").content.decode()
    assert about.count("Theo Banks") >= 100


@pytest.mark.parametrize(
    "asked", ["before=abc", "before=-1", "before=99999999999999999999", "about=x", "about=tool:\x00", "about=:"]
)
def test_odd_questions_to_the_ledger_are_answered(cast: Cast, asked: str) -> None:
    assert visitor(cast.fay).get(f"/ledger/?{asked}").status_code == 200


def test_the_checkpoint_is_public_text(cast: Cast) -> None:
    stranger = Client()
    assert stranger.get("/ledger/checkpoint").status_code == 404
    grant_role(cast.dana.actor, cast.theo.person, Role.COUNSELOR, now=NOW)
    settle(now=NOW)
    answer = stranger.get("/ledger/checkpoint")
    assert answer["Content-Type"].startswith("text/plain")
    assert answer.content.decode().startswith("cedarhollow.example/ledger/governance\n1\n")
    assert stranger.get("/ledger/").status_code == 302


def test_who_may_takes_a_copy_that_proves_itself(cast: Cast, tmp_path: Path) -> None:
    grant_role(cast.dana.actor, cast.theo.person, Role.COUNSELOR, now=NOW)
    assert visitor(cast.tess).get("/ledger/export/").status_code == 403
    assert visitor(cast.tess).post("/ledger/export/").status_code == 403
    client = visitor(cast.bo)
    assert "Take a copy of" in client.get("/ledger/export/").content.decode()
    answer = client.post("/ledger/export/")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer)))  # type: ignore[call-overload]
    archive.extractall(tmp_path)
    folder = next(tmp_path.iterdir())
    done = subprocess.run(
        [sys.executable, str(folder / "verify.py"), str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Bo Tran" in client.get("/ledger/").content.decode()


def test_report_leads_to_what_can_be_shown(cast: Cast) -> None:
    page = visitor(cast.bo).get("/report/").content.decode()
    for address in ("/register/", "/ledger/", "/data/", reverse("decisions.home")):
        assert f'href="{address}"' in page
    assert visitor(cast.otto).get("/report/").status_code == 403


def test_one_fact_has_a_page(cast: Cast) -> None:
    grant_role(cast.dana.actor, cast.theo.person, Role.COUNSELOR, now=NOW)
    client = visitor(cast.tess)
    link = client.get("/ledger/").content.decode().split('href="/ledger/fact/')[1].split('"')[0]
    assert "people.role.granted/1" in client.get(f"/ledger/fact/{link}").content.decode()
    assert client.get("/ledger/fact/00000000-0000-4000-8000-000000000000/").status_code == 404
