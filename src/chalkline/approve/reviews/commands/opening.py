"""Opening the reviews a request needs, side by side; those that come first before the others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from chalkline.approve.requests.api import CHANGEABLE, Request, RequestState
from chalkline.approve.requests.events import RequestMoved
from chalkline.approve.reviews.commands.steps import locked_request, move_on, next_version, open_one, put_anew
from chalkline.approve.reviews.events import ReviewOpened, ReviewSuperseded
from chalkline.approve.reviews.kinds import ReviewKind
from chalkline.approve.reviews.models import Review
from chalkline.approve.reviews.queries import kinds_needed_by, reviews_of
from chalkline.approve.reviews.words import ReviewState
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, command


@command(records=(ReviewOpened, RequestMoved, ReviewSuperseded), may_change_nothing=True)
def open_reviews(actor: Actor, request: Request, *, now: datetime) -> list[Review]:
    """Open every review the request needs now, side by side; those that looked at other terms are done again."""
    actor.must("reviews.open")
    current = locked_request(request)
    if RequestState(current.state) not in CHANGEABLE:
        return []
    standing = {review.kind: review for review in reviews_of(current)}
    opened: list[Review] = []
    for kind in _to_open(current, standing):
        review = standing.get(kind.id)
        if review is None:
            opened.append(open_one(actor, current, kind, version=next_version(current, kind), now=now))
        elif review.state == ReviewState.ANSWERED and review.request_digest != current.digest:
            reason = str(Sentence("What is asked for has changed."))
            opened.append(put_anew(actor, review, reason, now=now))
    move_on(current, now=now)
    return opened


def _to_open(request: Request, standing: Mapping[str, Review]) -> list[ReviewKind]:
    """What is needed; while one that comes first was not sent, only that."""
    needed = list(kinds_needed_by(request))
    first = [kind for kind in needed if kind.first]
    sent = {kind for kind, review in standing.items() if review.state == ReviewState.ANSWERED}
    return first if any(kind.id not in sent for kind in first) else needed
