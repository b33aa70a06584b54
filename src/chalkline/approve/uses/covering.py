"""What is approved already and close to what somebody is about to ask: use it, or ask to widen it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.timezone import localdate

from chalkline.approve.requests.api import Request, RequestTerms, Similar, file_request, similar_requests
from chalkline.approve.uses import rules
from chalkline.approve.uses.models import ApprovedUse
from chalkline.approve.uses.queries import uses_in_force
from chalkline.approve.uses.words import UseState
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.purpose.use_cases.api import UseCase


class Fit(StrEnum):
    """How an approved use fits what is wanted. All but the first: what it would have to be widened by."""

    COVERED = "covered"
    OTHER_PEOPLE = "other_people"
    OTHER_GRADES = "other_grades"
    OTHER_SCHOOLS = "other_schools"
    OTHER_DATA = "other_data"


FIT_SAYS: dict[Fit, Sentence] = {
    Fit.COVERED: Sentence("This is approved already: use it."),
    Fit.OTHER_PEOPLE: Sentence("Approved for other people: ask to widen it."),
    Fit.OTHER_GRADES: Sentence("Approved for other grades: ask to widen it."),
    Fit.OTHER_SCHOOLS: Sentence("Approved for other schools: ask to widen it."),
    Fit.OTHER_DATA: Sentence("Approved for less data: ask to widen it."),
}


@dataclass(frozen=True)
class Near:
    """An approved use for the same tool and purpose, and how it fits."""

    use: ApprovedUse
    fit: Fit


@dataclass(frozen=True)
class Offers:
    """What to look at before asking anew: uses that hold, requests that others have on their way."""

    uses: tuple[Near, ...]
    requests: tuple[Similar, ...]

    @property
    def is_answered(self) -> bool:
        """Whether asking anew takes a reason: it is approved, or somebody asks for the same."""
        return any(each.fit is Fit.COVERED for each in self.uses) or any(
            each.same_purpose and not each.is_mine for each in self.requests
        )


def fit_of(use: ApprovedUse, terms: RequestTerms) -> Fit:
    """The first thing in which a use falls short of what is wanted."""
    if not terms.roles <= set(use.roles):
        return Fit.OTHER_PEOPLE
    if not terms.grade_bands <= set(use.grade_bands):
        return Fit.OTHER_GRADES
    if not _every_school(use.school_ids, terms.school_ids):
        return Fit.OTHER_SCHOOLS
    return Fit.COVERED if terms.elements <= set(use.elements) else Fit.OTHER_DATA


def offers_for(actor: Actor, terms: RequestTerms, on: date) -> Offers:
    """What is approved, and what is on its way, for the same tool; the closest first."""
    held = uses_in_force(actor, on).filter(tool__slug=terms.tool, purpose=terms.purpose, state=UseState.ACTIVE.value)
    near = sorted((Near(use, fit_of(use, terms)) for use in held[:20]), key=lambda each: list(Fit).index(each.fit))
    return Offers(tuple(near[:3]), tuple(similar_requests(actor, terms, limit=3)))


def ask_for(
    actor: Actor, terms: RequestTerms, *, use_case: UseCase | None = None, insists: str = "", now: datetime
) -> Request:
    """File a request after looking at what there is. Every door files through here.

    Raises Problem("uses.look_first") where it is approved already or somebody asks for the same, without a reason.
    """
    actor.must("requests.file")
    offers = offers_for(actor, terms, localdate(now))
    if offers.is_answered and not insists.strip():
        raise rules.look_first(is_approved=bool(offers.uses and offers.uses[0].fit is Fit.COVERED))
    return file_request(actor, terms, use_case=use_case, insists=insists if offers.is_answered else "", now=now)


def _every_school(allowed: Collection[str], wanted: Collection[str]) -> bool:
    """No schools named in a use: it holds in all of them; none named in a wish: all are wanted."""
    return not allowed or (bool(wanted) and set(wanted) <= set(allowed))
