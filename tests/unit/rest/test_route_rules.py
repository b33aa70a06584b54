"""The API refuses what pages refuse: deciding one's own, deciding without a right, hearing one's own appeal."""

from __future__ import annotations

import pytest

from calling import api_at, caller
from cast import NOW, Cast
from chalkline.approve.reviews.api import reviews_of
from deciding import member, ready_request, request_filed
from delegating import delegation_in_force


def post(cast: Cast, who: str, path: str, **body: object) -> tuple[int, str]:
    """A call by somebody signed in with a token: the status, and the code of the problem if there is one."""
    answer = caller(member(cast, who), now=NOW).post(f"/{path}", body)
    return answer.status, str(answer.said.get("code", ""))


def test_nobody_decides_by_a_side_door(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    api_at(monkeypatch, NOW)
    right = delegation_in_force(cast)
    ready = ready_request(cast, "ada")  # the AI coordinator asks herself
    said = {"delegation_id": str(right.pk), "approves": True, "expires_on": "2027-06-30", "reason": "Mine."}
    assert post(cast, "ada", f"requests/{ready.pk}/decide", **said) == (403, "not_allowed")
    assert post(cast, "sue", f"requests/{ready.pk}/decide", **said) == (403, "not_allowed")
    review = reviews_of(ready)[0]
    give = {"person_id": cast.ada.actor.id, "reason": "I know it."}
    assert post(cast, "ada", f"reviews/{review.pk}/give", **give)[0] in {403, 409}
    wide = {
        "committee_id": str(right.committee_id), "role": "teacher", "level": "red", "classes": ["restricted"],
        "a_month": 10, "until_on": "2027-06-30", "because": "Everything.",
    }  # fmt: skip
    assert post(cast, "sue", "delegations", **wide) == (422, "delegations.not_sound")
    assert post(cast, "nora", "delegations", **wide) == (403, "not_allowed")


def test_what_is_asked_already_is_told_at_the_api_too(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    api_at(monkeypatch, NOW)
    request_filed(cast)
    wanted = {
        "tool": "diffit", "purpose": "uc_leveling", "roles": ["teacher"], "grade_bands": ["g35"],
        "elements": ["public_docs"], "why": "Me too.",
    }  # fmt: skip
    assert post(cast, "theo", "requests", **wanted) == (409, "uses.look_first")
    assert post(cast, "theo", "requests", **wanted, insists_because="For families.")[0] == 201
