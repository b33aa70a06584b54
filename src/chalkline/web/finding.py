"""What the search box finds: each function asks one domain, which checks what this person may see."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localdate

from chalkline.approve.requests.api import STATE_NAMES, RequestState, requests, title_of
from chalkline.approve.uses.api import USE_STATE_NAMES, UseState, state_of, uses
from chalkline.assist.retrieval.api import find
from chalkline.govern.committees.api import OUTCOME_NAMES, Outcome
from chalkline.govern.decisions.api import decisions
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, staff_named
from chalkline.publish.bundle.api import policy_in_force
from chalkline.purpose.problems.api import problems
from chalkline.purpose.use_cases.api import use_cases
from chalkline.rulebook.api import Action, named_purposes
from chalkline.tools.register.api import search_tools
from chalkline.web.routes import address_of
from chalkline.web.search import EACH, Found, finds

TONES = {UseState.ACTIVE: "ok", UseState.SUSPENDED: "stop"}
DONE_WITH: dict[Action, Sentence] = {
    Action.ALLOW: Sentence("may go to any approved tool"),
    Action.ALLOW_APPROVED: Sentence("only under an approved use"),
    Action.ALLOW_IF_IN_AGREEMENT: Sentence("only where the agreement lists it, else replaced"),
    Action.MASK: Sentence("replaced before anything goes out"),
    Action.BLOCK: Sentence("never goes to an AI tool"),
}


@finds(order=10, label=Sentence("Tools"))
def tools(actor: Actor, words: str) -> Iterator[Found]:
    """Tools by name, maker, address or near-miss."""
    if actor.may("tools.see"):
        for each in search_tools(actor, words, limit=EACH + 1):
            yield Found(each.name, address_of("tools.show", each.slug), each.vendor if each.vendor != each.name else "")


@finds(order=20, label=Sentence("Approved uses"))
def approved_uses(actor: Actor, words: str) -> Iterator[Found]:
    """Approved uses, by title or tool."""
    if not actor.may("uses.see"):
        return
    today = localdate()
    found = uses(actor, search=words).select_related(None).select_related("decision")
    for use in found.only("title", "state", "expires_on", "decision__year", "decision__number")[: EACH + 1]:
        detail = Sentence("until {day}, decision {number}", day=use.expires_on, number=str(use.decision))
        state = state_of(use, today)
        yield Found(
            use.title, address_of("uses.show", use.pk), detail, USE_STATE_NAMES[state], TONES.get(state, "quiet")
        )


@finds(order=30, label=Sentence("Requests"))
def asked(actor: Actor, words: str) -> Iterator[Found]:
    """Requests by tool."""
    if actor.may("requests.see"):
        found = requests(actor, search=words).select_related(None).select_related("tool")
        for each in found.only("purpose", "why", "state", "tool__name")[: EACH + 1]:
            state = STATE_NAMES[RequestState(each.state)]
            yield Found(title_of(each), address_of("requests.show", each.pk), each.why[:160], state)


@finds(order=40, label=Sentence("Decisions"))
def decided(actor: Actor, words: str) -> Iterator[Found]:
    """Decisions by number or title."""
    if actor.may("decisions.see"):
        found = decisions(actor, search=words).select_related(None)
        for each in found.only("year", "number", "title", "outcome")[: EACH + 1]:
            title = Sentence("{number}: {title}", number=f"{each.year}-{each.number}", title=each.title)
            yield Found(title, address_of("decisions.show", each.pk), OUTCOME_NAMES[Outcome(each.outcome)])


@finds(order=50, label=Sentence("Problems and use cases"))
def purposes(actor: Actor, words: str) -> Iterator[Found]:
    """Problems, and use cases on them."""
    if actor.may("purpose.see"):
        for problem in problems(actor, search=words).select_related(None).only("title")[: EACH + 1]:
            yield Found(problem.title, address_of("purpose.problem", problem.pk) or address_of("purpose.home"))
        for case in use_cases(actor, search=words).select_related(None).only("title")[: EACH + 1]:
            yield Found(case.title, address_of("purpose.use_case", case.pk) or address_of("purpose.home"))


@finds(order=60, label=Sentence("Rules"))
def rules(actor: Actor, words: str) -> Iterator[Found]:
    """What AI never decides, and what is done with each kind of data."""
    if not actor.may("bundles.see"):
        return
    policy, wanted = policy_in_force(), words.casefold()
    for name in named_purposes(policy, policy.never):
        if wanted in str(name).casefold():
            yield Found(Sentence("AI never decides {what}", what=name), address_of("data.home"))
    for rule in policy.elements:
        if wanted in rule.label.casefold() or wanted == rule.classification:
            yield Found(Sentence(rule.label), address_of("data.home"), DONE_WITH[rule.action])


@finds(order=70, label=Sentence("People"))
def people(actor: Actor, words: str) -> Iterator[Found]:
    """Staff by name. Students are never found here."""
    if actor.may("people.see_staff"):
        for person in staff_named(actor, words)[: EACH + 1]:
            yield Found(str(person), address_of("people.show", person.pk), person.school.name if person.school else "")


@finds(order=65, label=Sentence("Approved content"))
def approved_content(actor: Actor, words: str) -> Iterator[Found]:
    """Documents whose passages speak of it: approved today, and meant for this person."""
    if not actor.may("library.see"):
        return
    told: set[str] = set()
    for hit in find(actor, words, today=localdate(), limit=3 * EACH).hits:
        document = str(hit.document_id)
        if document in told or not (hit.cover or hit.cosine):
            continue
        told.add(document)
        beginning = hit.text[:120] + ("…" if len(hit.text) > 120 else "")
        yield Found(hit.title, address_of("assist.document", document), beginning)
        if len(told) > EACH:
            return
