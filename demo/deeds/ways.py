"""The way of requests: the rules of care, and a request that goes back to whoever asked."""

from __future__ import annotations

from typing import Any

from telling.deed import Moment, Named, deed


@deed("proposes that principals are asked first")
def proposes_that_principals_are_asked_first(moment: Moment, *, because: str) -> Any:
    """Everything else about the way of requests stays as it is."""
    from dataclasses import replace

    from chalkline.approve.routes.api import propose_rules, rules_in_force

    wanted = replace(rules_in_force()[0], principal_first=True)
    return propose_rules(moment.actor, wanted, because=because, now=moment.now)


@deed("puts the way of requests on the agenda")
def puts_the_way_of_requests_on_the_agenda(moment: Moment, *, rules: Named, meeting: Named) -> Any:
    """The committee decides how much care what needs."""
    from chalkline.approve.routes.api import put_rules_on_agenda

    return put_rules_on_agenda(moment.actor, rules, meeting, now=moment.now)


@deed("asks for a change of a request")
def asks_for_a_change(moment: Moment, *, request: Named, kind: str, words: str) -> Any:
    """While reviewing: it goes back to whoever asked."""
    from chalkline.approve.reviews.api import ask_for_change, reviews_of

    review = next(each for each in reviews_of(request) if each.kind == kind)
    return ask_for_change(moment.actor, review, words, now=moment.now)


@deed("changes a request")
def changes_a_request(
    moment: Moment, *, request: Named, data: list[str] | None = None, grades: list[str] | None = None, why: str = ""
) -> Any:
    """What is not said stays as it was asked."""
    from dataclasses import replace

    from chalkline.approve.requests.api import request_by_id, revise_request, terms_of

    found = request_by_id(moment.actor, str(request.pk))
    terms = terms_of(found)
    wanted = replace(
        terms,
        elements=frozenset(data) if data else terms.elements,
        grade_bands=frozenset(grades) if grades else terms.grade_bands,
        why=why or terms.why,
    )
    return revise_request(moment.actor, found, wanted, now=moment.now)
