"""A vendor's link and what it cannot do: after it was used, replaced, ended or run out, and for another tool."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cast import Cast
from chalkline.kernel.clock import utc_now
from chalkline.tools.evaluations.api import Assessed, Judgment
from chalkline.tools.evaluations.models import Evaluation, VendorLink
from doors import Doors, hold_refused
from evaluating import begun, finished, handed_in, linked

WHO = {"name": "Lena Vogt", "email": "lena@pinereader.example", "position": "Privacy lead"}
YES = {"answers": {"P01": {"says": "yes", "words": "We sign."}}}


def every_use(link: str, code: str) -> dict[str, Any]:
    """Each thing that can be done by a link, on its pages and by a program, by a stranger."""
    stranger, page, api = Doors(), f"/vendor/{link}/", f"/vendor-links/{link}"
    company = {"companies": [{"name": "CloudHost", "country": "United States", "purpose": "hosting", "data": "work"}]}
    return {
        "opens its page": (code, lambda: stranger.reads(page)),
        "opens the questions": (code, lambda: stranger.reads(f"{page}questions/privacy/")),
        "says who": (code, lambda: stranger.rest("POST", f"{api}/who", WHO)),
        "reads": (code, lambda: stranger.rest("GET", api)),
        "answers": (code, lambda: stranger.rest("POST", f"{api}/answers", YES)),
        "names companies": (code, lambda: stranger.rest("POST", f"{api}/companies", company)),
        "hands in": (code, lambda: stranger.rest("POST", f"{api}/submit")),
        "hands in with a key": (code, lambda: stranger.rest("POST", f"{api}/submit", Idempotency_Key="again")),
    }


def test_a_link_works_no_more_once_it_is_over(cast: Cast) -> None:
    now = utc_now()
    evaluation = begun(cast, now=now)
    replaced = linked(cast, evaluation, now=now)
    current = linked(cast, evaluation, now=now)
    hold_refused(every_use(replaced, "evaluations.link_over"))
    assert Doors().rest("GET", f"/vendor-links/{current}").status == 200
    VendorLink.objects.filter(evaluation=evaluation).update(expires_at=now - timedelta(hours=1))
    hold_refused(every_use(current, "evaluations.link_over"))
    hold_refused(every_use("x" * 43, "evaluations.link_over"))
    hold_refused(every_use(str(evaluation.pk), "evaluations.link_over"))


def test_after_it_was_handed_in_the_link_is_over_and_answers_stand(cast: Cast) -> None:
    now = utc_now()
    evaluation = begun(cast, now=now)
    handed_in(cast, evaluation, now=now)
    link = linked_before(evaluation)
    assert link
    priya, tess, sue = Doors(cast.priya), Doors(cast.tess), Doors(cast.sue)
    at, page, empty = f"/evaluations/{evaluation.pk}", f"/evaluations/{evaluation.pk}/", {"summary": ""}
    hold_refused({
        "an answer written over": ("evaluations.answer_frozen", lambda: priya.rest(
            "POST", f"{at}/answers", {"answers": {"P01": {"says": "no", "words": ""}}})),
        "finished by who may not": ("not_allowed", lambda: tess.crafted(f"{page}finish/", summary="")),
        "finished unread": ("evaluations.not_all_assessed", lambda: priya.rest("POST", f"{at}/finish", empty)),
    })  # fmt: skip
    finished(cast, evaluation, now=now, A01=Assessed(Judgment.DOES_NOT, "They train on prompts."))
    found = {"found": {"P01": {"how": "statement", "note": ""}}}
    risk = {"question": "A01", "reason": "It is fine as it is.", "until": (now.date() + timedelta(9)).isoformat()}
    hold_refused({
        "assessed after the end": ("evaluations.closed", lambda: priya.rest("POST", f"{at}/assess", found)),
        "a risk by who assessed": ("evaluations.scored_it", lambda: priya.rest("POST", f"{at}/accept-risk", risk)),
        "a risk by who may not": ("not_allowed", lambda: tess.rest("POST", f"{at}/accept-risk", risk)),
        "a risk where none blocks": ("evaluations.nothing_to_accept", lambda: sue.rest(
            "POST", f"{at}/accept-risk", {**risk, "question": "P01"})),
        "a new link": ("evaluations.closed", lambda: priya.rest("POST", f"{at}/link", {"sent_to": "l@pine.example"})),
    })  # fmt: skip


def linked_before(evaluation: Evaluation) -> bool:
    """Whether the link through which it was handed in has ended."""
    return VendorLink.objects.filter(evaluation=evaluation).exclude(ended_at=None).exists()
