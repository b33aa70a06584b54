"""Reviews and approved uses in the browser: saved as one goes, shown before it binds."""

from __future__ import annotations

from typing import Any

import pytest

from cast import NOW, Cast
from chalkline.approve.reviews.api import Review, answer_of, reviews_of
from chalkline.approve.uses.api import ApprovedUse, open_suspension
from deciding import KINDS, STUDENT_USE, member, request_filed, reviewed, use_granted
from visiting import visitor


def waiting(cast: Cast, kind: str = "security", **changes: Any) -> Review:
    return next(each for each in reviews_of(request_filed(cast, **changes)) if each.kind == kind)


def filled(kind: str = "security", **changes: Any) -> dict[str, Any]:
    """A review filled in as it should be."""
    replies = {f"reply_{each.id}": "yes" for each in KINDS[kind].questions if not each.asked_of_students}
    whole: dict[str, Any] = {
        **replies,
        "recommendation": "support_with_conditions",
        "summary": "Fine with one condition.",
        "finding_text": ["Keeps texts for 30 days."],
        "finding_severity": ["concern"],
        "condition_text": ["People sign in with their district account."],
        "condition_kind": ["other"],
        "condition_kept_by": ["sign_in"],
    }
    return whole | changes


def test_a_review_is_sent_from_its_page(cast: Cast) -> None:
    review = waiting(cast)
    page = visitor(cast.sam).post(f"/decide/reviews/{review.pk}/", filled())
    assert page.status_code == 302 and page["Location"] == f"/decide/requests/{review.request_id}/"
    review.refresh_from_db()
    said = answer_of(review)
    assert review.state == "answered" and said is not None
    assert [each.text for each in said.conditions] == ["People sign in with their district account."]
    text = visitor(cast.fay).get(f"/decide/reviews/{review.pk}/").content.decode()
    assert "Supports with conditions" in text and "Keeps texts for 30 days." in text


def test_what_is_missing_is_marked_and_nothing_is_lost(cast: Cast) -> None:
    review = waiting(cast)
    page = visitor(cast.sam).post(f"/decide/reviews/{review.pk}/", filled(summary="", reply_sign_in=""))
    text = page.content.decode()
    assert page.status_code == 200 and "Answer this question." in text
    assert "Keeps texts for 30 days." in text and 'href="#reply_sign_in"' in text
    review.refresh_from_db()
    assert review.state == "open" and review.working["findings"][0]["text"] == "Keeps texts for 30 days."


def test_without_a_recommendation_it_asks_for_one(cast: Cast) -> None:
    page = visitor(cast.sam).post(f"/decide/reviews/{waiting(cast).pk}/", filled(recommendation=""))
    assert page.status_code == 200 and "Choose what you recommend." in page.content.decode()


def test_it_is_kept_while_writing_and_a_colleague_goes_on(cast: Cast) -> None:
    review = waiting(cast)
    kept = visitor(cast.sam).post(f"/decide/reviews/{review.pk}/keep/", filled(summary="Half a sent"))
    assert "Kept" in kept.content.decode()
    text = visitor(cast.dana).get(f"/decide/reviews/{review.pk}/").content.decode()
    assert "Half a sent" in text and "Sam Ortiz" in text
    more = visitor(cast.dana).post(f"/decide/reviews/{review.pk}/", filled(more="finding"))
    assert more.content.decode().count('name="finding_text"') == 2
    assert visitor(cast.dana).post(f"/decide/reviews/{review.pk}/", filled(keep="yes")).status_code == 302


@pytest.mark.parametrize("who", ["tess", "ada", "fay", "priya", "nora"])
def test_others_read_and_do_not_write(cast: Cast, who: str) -> None:
    review = waiting(cast)
    client = visitor(member(cast, who))
    text = client.get(f"/decide/reviews/{review.pk}/").content.decode()
    assert "It waits for Sam Ortiz" in text and "Send the review" not in text
    for address in ("", "keep/", "question/", "again/"):
        assert client.post(f"/decide/reviews/{review.pk}/{address}", filled()).status_code == 403


def test_nobody_reviews_their_own_request_through_the_page(cast: Cast) -> None:
    review = next(each for each in reviews_of(request_filed(cast, "sam")) if each.kind == "security")
    page = visitor(cast.sam).post(f"/decide/reviews/{review.pk}/", filled())
    assert page.status_code == 403 and "reviews.own_request" in page.content.decode()
    assert "Send the review" not in visitor(cast.sam).get(f"/decide/reviews/{review.pk}/").content.decode()


def test_a_sent_review_is_opened_again_with_a_reason(cast: Cast) -> None:
    filed = reviewed(cast, request_filed(cast))
    review = next(each for each in reviews_of(filed) if each.kind == "security")
    client = visitor(cast.sam)
    assert client.post(f"/decide/reviews/{review.pk}/", filled()).status_code == 409
    assert client.post(f"/decide/reviews/{review.pk}/again/", {"reason": ""}).status_code == 422
    page = client.post(f"/decide/reviews/{review.pk}/again/", {"reason": "The vendor was sold."})
    anew = next(each for each in reviews_of(filed) if each.kind == "security")
    assert page["Location"] == f"/decide/reviews/{anew.pk}/" and anew.version == 2


def test_the_list_shows_what_waits_for_me_first(cast: Cast) -> None:
    waiting(cast, "privacy", **STUDENT_USE)
    assert "These wait for you" in visitor(cast.priya).get("/decide/reviews/").content.decode()
    assert "These wait for you" not in visitor(cast.tess).get("/decide/reviews/").content.decode()
    today = visitor(cast.priya).get("/").content.decode()
    assert "Privacy review: Diffit" in today and "Review it" in today


@pytest.mark.parametrize(
    "strange",
    [
        {"finding_severity": ["huge"]},
        {"condition_kind": ["x"], "condition_kept_by": ["y"]},
        {"reply_sign_in": "perhaps"},
        {"recommendation": "maybe"},
        {"finding_text": ["a"] * 30, "finding_severity": ["note"] * 30},
        {"summary": "x" * 50_000},
    ],
)
def test_strange_answers_are_no_fault(cast: Cast, strange: dict[str, Any]) -> None:
    page = visitor(cast.sam).post(f"/decide/reviews/{waiting(cast).pk}/", filled(**strange))
    assert page.status_code in {200, 302}


def test_a_use_is_read_by_everybody_with_its_proof(cast: Cast) -> None:
    use = use_granted(cast)
    text = visitor(cast.fay).get(f"/decide/uses/{use.pk}/").content.decode()
    assert "Decision 2026-1" in text and use.decision_digest in text and "Matches" in text
    assert "Decided, and not in force yet" in text and "Stop this use" not in text
    assert "Diffit</a>" in visitor(cast.fay).get("/decide/uses/").content.decode()


def test_a_stop_is_shown_before_it_happens_and_two_others_let_it_go_on(cast: Cast) -> None:
    use = use_granted(cast)
    ApprovedUse.objects.filter(pk=use.pk).update(starts_on=NOW.date())
    address = f"/decide/uses/{use.pk}/"
    said = visitor(cast.sam).get(f"{address}stop/").content.decode()
    assert "is stopped for everybody, at once" in said and open_suspension(use) is None
    missing = visitor(cast.sam).post(f"{address}stop/", {"reason": " "})
    assert missing.status_code == 200 and "Write one or two sentences." in missing.content.decode()
    assert visitor(cast.sam).post(f"{address}stop/", {"reason": "A leak."}).status_code == 302
    assert "Stopped by Sam Ortiz" in visitor(cast.fay).get(address).content.decode()
    assert visitor(cast.priya).post(f"{address}go-on/", {"reason": "Fixed and tested."}).status_code == 302
    assert "may it go on?" in visitor(cast.dana).get("/").content.decode()
    assert visitor(cast.priya).post(f"{address}go-on/").status_code == 403
    assert (
        "Priya Raman asked, and says: Fixed and tested." in visitor(cast.dana).get(f"{address}go-on/").content.decode()
    )
    assert visitor(cast.dana).post(f"{address}go-on/").status_code == 302
    assert open_suspension(use) is None


@pytest.mark.parametrize("act", ["stop", "end", "go-on"])
@pytest.mark.parametrize("who", ["tess", "carl", "fay", "bo"])
def test_who_does_not_answer_for_safety_finds_no_button_and_no_door(cast: Cast, act: str, who: str) -> None:
    use = use_granted(cast)
    page = visitor(member(cast, who)).post(f"/decide/uses/{use.pk}/{act}/", {"reason": "I say so."})
    assert page.status_code == 403


def test_ending_is_for_good(cast: Cast) -> None:
    use = use_granted(cast)
    ApprovedUse.objects.filter(pk=use.pk).update(starts_on=NOW.date())
    assert visitor(cast.dana).post(f"/decide/uses/{use.pk}/end/", {"reason": "The vendor closed."}).status_code == 302
    text = visitor(cast.fay).get(f"/decide/uses/{use.pk}/").content.decode()
    assert "Only a new decision brings it back." in text
    assert visitor(cast.dana).post(f"/decide/uses/{use.pk}/end/", {"reason": "Again."}).status_code == 409
    assert "Diffit" in visitor(cast.fay).get("/decide/uses/?uses-when=over").content.decode()


def test_an_empty_list_of_uses_teaches(cast: Cast) -> None:
    assert "Nothing is approved yet" in visitor(cast.tess).get("/decide/uses/").content.decode()
