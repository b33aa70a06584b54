"""What the pages of Protect say of policies, changes, rules and keys, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.publish.bundle.api import STATE_NAMES, Look, State
from chalkline.rulebook.api import (
    KEPT_BY_NAMES,
    Checked,
    Opening,
    Policy,
    Stops,
    Terms,
    Turn,
    named_bands,
    named_purposes,
    named_roles,
    named_schools,
)
from chalkline.web.routes import routes
from chalkline.web.templatetags.saying import said

TONES: dict[State, str] = {
    State.WAITING: "attend",
    State.IN_FORCE: "ok",
    State.REPLACED: "quiet",
    State.OVERTAKEN: "quiet",
}
PARTS = {
    "system": Sentence("Instructions"),
    "developer": Sentence("Instructions"),
    "user": Sentence("The person"),
    "assistant": Sentence("The model"),
    "text": Sentence("The model"),
    "reasoning": Sentence("How the model came to it"),
    "refusal": Sentence("The model"),
    "arguments": Sentence("What the model asked a tool"),
    "tool": Sentence("A tool"),
}
TURNS = ((Turn.GAINS, "ok"), (Turn.LOSES, "stop"), (Turn.CHANGES, "info"))
WHOLE = {"kept_texts.read"}  # a list of all of them, which nobody sees in relation to one
FEW = 6  # parts that stand in one row; more are grouped
MOST_TOLD = 12  # sentences of a difference that a confirmation repeats; the rest stands above it


@dataclass(frozen=True)
class Turned:
    """The changes that go one way."""

    title: str
    tone: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class UseTold:
    """An approved use of a policy, as a row says it."""

    use_id: str
    what: Sentence
    people: Sentence
    until: Any
    kept: Sentence
    decision: str
    stop: str
    url: str
    keys_url: str


def tabs(request: HttpRequest, actor: Actor, current: str) -> list[dict[str, Any]]:
    """The parts of Protect, as far as this person may enter them: a few one by one, many in groups."""
    offered = [
        (
            _("Policy and drills"),
            [
                ("protect.home", _("Policy"), "bundles.see"),
                ("protect.try", _("Try it"), "texts.try_out"),
                ("rules.home", _("Rules"), "rules.see"),
                ("stops.home", _("Stops"), "stops.see"),
                ("filter_lists.home", _("Filter lists"), "filter_lists.see"),
                ("drills.home", _("Drills"), "drills.see"),
                ("protect.history", _("History"), "bundles.see"),
            ],
        ),
        (
            _("Keys and limits"),
            [
                ("protect.keys", _("Keys"), "keys.see"),
                ("protect.front_ends", _("Front ends"), "front_ends.see"),
                ("protect.limits", _("Limits"), "limits.see"),
                ("protect.spending", _("Spending"), "spending.see"),
            ],
        ),
        (
            _("Calls and texts"),
            [
                ("protect.calls", _("Calls"), "exchanges.see"),
                ("held_calls.home", _("Held calls"), "held_calls.follow"),
                ("kept_texts.home", _("Kept texts"), "kept_texts.read"),
                ("class_views.home", _("My classes"), "class_views.see"),
                ("expectations.home", _("AI in my classes"), "expectations.set"),
            ],
        ),
        (
            _("Alerts and checks"),
            [
                ("alerts.home", _("Alerts"), "alerts.have"),
                ("outputs.home", _("Answers"), "outputs.review"),
                ("paired_prompts.home", _("Bias"), "paired_prompts.see"),
            ],
        ),
        (
            _("Incidents and audits"),
            [
                ("incidents.home", _("Incidents"), "incidents.see"),
                ("concerns.home", _("Concerns"), "concerns.see"),
                ("security_audits.home", _("Security audits"), "security_audits.see"),
            ],
        ),
    ]
    groups = [
        (
            title,
            [
                {"label": label, "url": reverse(name), "current": name == current, "count": None}
                for name, label, action in parts
                if (actor.may(action) if action in WHOLE else actor.could(action))
            ],
        )
        for title, parts in offered
    ]
    single = [part for _title, parts in groups for part in parts]
    return [_group(title, parts) for title, parts in groups if parts] if len(single) > FEW else single


def _group(title: str, parts: list[dict[str, Any]]) -> dict[str, Any]:
    """A tab that opens a second row; one part alone stands for itself."""
    if len(parts) == 1:
        return parts[0]
    current = any(part["current"] for part in parts)
    return {"label": title, "url": parts[0]["url"], "current": current, "count": None, "parts": parts}


def role_of_part(role: str) -> str:
    """Who speaks in a part of a call."""
    return said(PARTS[role]) if role in PARTS else role


def turned(look: Look) -> list[Turned]:
    """The difference, gains first."""
    titles = {
        Turn.GAINS: _("What becomes possible"),
        Turn.LOSES: _("What ends or becomes narrower"),
        Turn.CHANGES: _("What else changes"),
    }
    found = []
    for turn, tone in TURNS:
        sentences = tuple(each.sentence for each in look.changes if each.turn is turn)
        if sentences:
            found.append(Turned(titles[turn], tone, sentences))
    return found


def broken(look: Look) -> list[Checked]:
    """The rules that are not kept."""
    return [each for each in look.checked if not each.holds]


def cells(look: Look) -> int:
    """How many single cases each rule was held against."""
    return max((each.cells for each in look.checked), default=0)


def told_again(look: Look) -> list[Sentence]:
    """The difference inside a confirmation."""
    sentences = [each.sentence for each in look.changes]
    if len(sentences) <= MOST_TOLD:
        return sentences
    more = Sentence("{n} more changes, as listed above.", n=len(sentences) - MOST_TOLD)
    return [*sentences[:MOST_TOLD], more]


def waits_in_words(look: Look, policy: Policy) -> str:
    """What was decided and is not published yet, in one sentence; "" when nothing waits."""
    if not look.waiting:
        return ""
    granted = len(set(look.policy.by_use) - set(policy.by_use))
    if granted:
        return ngettext(
            "%(n)s approved use waits to be published.", "%(n)s approved uses wait to be published.", granted
        ) % {"n": granted}
    changes = len(look.waiting)
    return ngettext("%(n)s change waits to be published.", "%(n)s changes wait to be published.", changes) % {
        "n": changes
    }


def state_told(state: State) -> tuple[Sentence, str]:
    """The name of a state, and its tone."""
    return STATE_NAMES[state], TONES[state]


def title_of_use(policy: Policy, terms: Terms) -> Sentence:
    """ "MagicSchool for “Plan lessons”"."""
    return Sentence("{tool} for {purposes}", tool=terms.tool_name, purposes=named_purposes(policy, terms.purposes))


def people_of_use(policy: Policy, terms: Terms) -> Sentence:
    """ "teachers · grades 6-8 · every school"."""
    return Sentence(
        "{roles} · {bands} · {schools}",
        roles=named_roles(terms.roles),
        bands=named_bands(terms.grade_bands),
        schools=named_schools(policy, terms.schools),
    )


def use_told(policy: Policy, terms: Terms, stops: Stops) -> UseTold:
    """One approved use of a policy."""
    page = "uses.show" if "uses.show" in routes() else ""
    return UseTold(
        use_id=terms.use_id,
        what=title_of_use(policy, terms),
        people=people_of_use(policy, terms),
        until=terms.expires_on,
        kept=Sentence("{ways}", ways=tuple(KEPT_BY_NAMES[each] for each in sorted(terms.kept_by))),
        decision=terms.decision_number,
        stop=_stop(terms, stops),
        url=reverse(page, args=[terms.use_id]) if page else "",
        keys_url=f"{reverse('protect.keys')}?keys-use={terms.use_id}",
    )


def _stop(terms: Terms, stops: Stops) -> str:
    """Why a use of the policy is stopped now, in a word or two; "" while it may be used."""
    if terms.use_id in stops.ended:
        return _("Ended")
    if terms.use_id in stops.uses or terms.tool in stops.tools:
        return _("Paused")
    if terms.use_id in stops.openings and Opening() not in stops.openings[terms.use_id]:
        return _("In phases")
    return _("Agreement lapsed") if terms.tool in stops.agreements else ""
