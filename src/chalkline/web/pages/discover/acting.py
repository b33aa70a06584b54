"""What to act on first, as the page shows it: what, why, one thing to do."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.discover.findings.api import Act, FindingState, Noted, Step
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.web.pages.discover.telling import number
from chalkline.web.routes import address_of, routes
from chalkline.web.templatetags.saying import count

LABELS: dict[Step, Sentence] = {
    Step.REQUEST: Sentence("Start a request"),
    Step.FILTER: Sentence("Open the filter lists"),
    Step.ASK: Sentence("Ask the people who use it"),
    Step.LOOK: Sentence("Look at it"),
    Step.HOSTS: Sentence("Look at them"),
}
PLACES: dict[Step, str] = {Step.FILTER: "filter_lists.home", Step.ASK: "surveys.new"}


@dataclass(frozen=True)
class Acted:
    """One thing to act on first. ``posts``: the step is sent as a form, as it changes something."""

    what: Sentence
    why: Sentence
    people: Sentence | str
    label: Sentence
    url: str
    more: str
    posts: bool
    grave: bool


def acted(act: Act, actor: Actor, finding: Noted | None) -> Acted:
    """What this person can do about it: the step of the rule, or a look at the tool where that is not theirs."""
    tool = address_of("tools.show", act.tool) if act.tool else ""
    people = number(act.people)
    said = Sentence("{n} people", n=count(people)) if people else ""
    url, posts = _step(act, actor, finding)
    label = LABELS[act.step] if url else LABELS[Step.LOOK]
    return Acted(act.what, act.why, said, label, url or tool, tool if url and url != tool else "", posts, act.grave)


def _step(act: Act, actor: Actor, finding: Noted | None) -> tuple[str, bool]:
    if act.step is Step.HOSTS:
        return (
            (f"{address_of('discover.triage')}?findings-kind=host", False)
            if actor.may("discover.triage")
            else ("", False)
        )
    if act.step is Step.REQUEST:
        waits = finding is not None and finding.state in {FindingState.NEW, FindingState.IN_TRIAGE}
        if finding is not None and waits and actor.may("discover.triage"):
            return address_of("discover.request", finding.id), True
        return "", False
    place = PLACES.get(act.step, "")
    if not place or not actor.could(routes()[place].permission):
        return "", False
    return address_of(place) + (f"?tool={act.tool}" if act.step is Step.ASK else ""), False
