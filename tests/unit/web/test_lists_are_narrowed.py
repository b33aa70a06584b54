"""Lists of things that grow are searched and filtered: what fits is left, what does not is gone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from cast import NOW, Cast
from chalkline.govern.committees.api import MeetingCall, call_meeting
from deciding import committee_seated, request_filed
from visiting import visitor

pytestmark = pytest.mark.django_db


def rows(page: str, name: str) -> int:
    """How many rows a list shows."""
    shown = re.search(rf'id="table-{name}".*?</table>', page, re.DOTALL)
    return len(re.findall(r"<tr", shown.group())) - 1 if shown else 0


def test_reviews_are_found_by_the_tool(cast: Cast) -> None:
    request_filed(cast)
    client = visitor(cast.priya)
    every = rows(client.get("/decide/reviews/").content.decode(), "reviews")
    assert every > 1
    assert rows(client.get("/decide/reviews/?reviews-q=dif").content.decode(), "reviews") == every
    none = client.get("/decide/reviews/?reviews-q=khanmigo").content.decode()
    assert rows(none, "reviews") == 0 and "Nothing in the list fits that." in none


def test_meetings_are_found_by_the_committee_and_the_place(cast: Cast) -> None:
    committee = committee_seated(cast)
    for days, place in ((9, "Board room"), (16, "Library")):
        call_meeting(cast.ada.actor, committee, MeetingCall(NOW + timedelta(days=days), place), now=NOW)
    client = visitor(cast.ada)
    assert rows(client.get("/decide/meetings/").content.decode(), "meetings") == 2
    assert rows(client.get("/decide/meetings/?meetings-q=librar").content.decode(), "meetings") == 1
    assert rows(client.get("/decide/meetings/?meetings-q=oversight").content.decode(), "meetings") == 2


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("priya", "/data/access/?access-state=closed"),
        ("priya", "/data/families/?choices-said=no&choices-q=diffit"),
        ("ada", "/decide/policies/?policies-kind=policy"),
        ("ada", "/feedback/?rounds-audience=families&rounds-q=what"),
        ("ada", "/surveys/?surveys-audience=staff"),
        ("priya", "/data/duties/?duties-q=khan"),
        ("priya", "/protect/incidents/?incidents-q=score"),
    ],
)
def test_an_empty_list_is_narrowed_too(cast: Cast, who: str, address: str) -> None:
    assert visitor(getattr(cast, who)).get(address).status_code == 200
