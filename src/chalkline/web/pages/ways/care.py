"""The rules of the way: the table everybody can read, trying a request on it, proposing other rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.approve.requests.api import RequestTerms
from chalkline.approve.routes.api import (
    LANE_MEANS,
    LANE_NAMES,
    TESTS,
    Assessed,
    Lane,
    Rules,
    RuleSet,
    RuleSetState,
    Test,
    assess_terms,
    propose_rules,
    put_rules_on_agenda,
    rule_set_by_id,
    rule_sets,
    rules_from_json,
    rules_in_force,
)
from chalkline.govern.committees.api import AgendaItem, Light, Meeting, meeting_by_id, seat_of, waiting_item
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.rulebook.api import BANDS, NO_CLASS, band_name, vocabulary
from chalkline.web.agenda_ready import CouldGoOn, may_go_on_agenda
from chalkline.web.care import LANE_TONES, LEVEL_WORDS, spoke_told
from chalkline.web.deciding import parts_of_deciding
from chalkline.web.histories import happened_to
from chalkline.web.lights import light_said
from chalkline.web.pages.ways.meetings_open import meetings_open_to
from chalkline.web.routes import HttpResponse, Request, page
from chalkline.web.scopes import purposes_by_area
from chalkline.web.sending import LONGEST, Questions, sent
from chalkline.web.templatetags.saying import said

STATES = {
    RuleSetState.PROPOSED: (Sentence("Proposed"), "info"),
    RuleSetState.IN_FORCE: (Sentence("In force"), "ok"),
    RuleSetState.DECLINED: (Sentence("Turned down"), "stop"),
    RuleSetState.REPLACED: (Sentence("Replaced"), "quiet"),
}
LEVELS = [
    ("", lazy("no more care by itself")),
    ("green", lazy("green")),
    ("yellow", lazy("yellow")),
    ("red", lazy("red")),
]


class TryForm(Questions):
    """A request that nobody asks: what the rules would say of it."""

    purpose = forms.ChoiceField(label=lazy("What for?"))
    band = forms.ChoiceField(label=lazy("For which grades?"))
    students = forms.BooleanField(label=lazy("Students would be at the keyboard"), required=False)
    judges = forms.BooleanField(label=lazy("It flags, scores or predicts people"), required=False)
    kinds = forms.MultipleChoiceField(
        label=lazy("What would it get to see?"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        purposes = [(said(area), [(key, said(words)) for key, words in inside]) for area, inside in purposes_by_area()]
        self.fields["purpose"].choices = purposes  # type: ignore[attr-defined]
        self.fields["band"].choices = [(each, said(band_name(each))) for each in [*BANDS, NO_CLASS]]  # type: ignore[attr-defined]
        self.fields["kinds"].choices = [(kind.id, _(kind.label)) for kind in vocabulary().data_kinds]  # type: ignore[attr-defined]

    def assessed(self, rules: Rules) -> Assessed:
        """What the rules say of it. No tool is meant, so no agreement covers anything."""
        kinds = [each for each in self.answer("kinds") if each in vocabulary().kinds]
        terms = RequestTerms(
            tool="",
            purpose=self.answer("purpose"),
            roles=frozenset({"teacher", "student"} if self.answer("students") else {"teacher"}),
            grade_bands=frozenset({self.answer("band")}),
            school_ids=frozenset(),
            elements=vocabulary().elements_of_kinds(kinds),
            why="",
        )
        return assess_terms(terms, rules, judges_people=bool(self.answer("judges")))


class RulesForm(Questions):
    """How much care each test asks for, whether the principal is asked first, and why that should change."""

    def __init__(self, rules: Rules, data: QueryDict | None = None) -> None:
        initial = {test.value: (level.value if level else "") for test, level in rules.levels.items()}
        super().__init__(data, initial={**initial, "principal_first": rules.principal_first})
        for test, text in TESTS.items():
            floor = Sentence("At least {level}.", level=LEVEL_WORDS[text.floor]) if text.floor else Sentence("")
            self.fields[test.value] = forms.ChoiceField(
                label=said(text.says), help_text=said(floor), choices=LEVELS, required=False
            )
        self.fields["principal_first"] = forms.BooleanField(
            label=lazy("The principal of whoever asks is asked first"), required=False
        )
        self.fields["because"] = forms.CharField(
            label=lazy("Why?"),
            help_text=lazy("Members read it before they vote."),
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=LONGEST,
        )

    def rules(self) -> Rules:
        """What the answers say."""
        levels = {test: Light(level) if (level := self.answer(test.value)) else None for test in Test}
        return Rules(levels, bool(self.answer("principal_first")))


@page("decide/rules/", name="ways.rules", permission="routes.see")
def home(request: Request) -> HttpResponse:
    """The table, and a request tried on it."""
    rules, version = rules_in_force()
    tried = TryForm(request.GET) if "purpose" in request.GET else TryForm()
    assessed = tried.assessed(rules) if tried.is_bound and tried.is_valid() else None
    in_force = rule_sets(request.actor).filter(state=RuleSetState.IN_FORCE.value).first()
    context = {
        "rows": rows_of(rules),
        "lanes": [(LANE_NAMES[lane], LANE_TONES[lane], LANE_MEANS[lane]) for lane in Lane],
        "principal_first": rules.principal_first,
        "in_force": in_force,
        "version": version,
        "tried": tried,
        "light": light_said(assessed.level) if assessed else None,
        "spoke": [spoke_told(each) for each in assessed.spoke] if assessed else [],
        "may_propose": may_propose(request.actor),
        "sets": [set_told(each) for each in rule_sets(request.actor)[:10]],
        "parts": parts_of_deciding(request, "ways.rules"),
    }
    return render(request, "ways/rules.html", context)


@page("decide/rules/propose/", name="ways.propose", permission="routes.propose", methods=("GET", "POST"))
def propose(request: Request) -> HttpResponse:
    """Propose other rules to the committee."""
    rules, _version = rules_in_force()
    form = RulesForm(rules, request.POST if request.method == "POST" else None)

    def act() -> RuleSet:
        return propose_rules(request.actor, form.rules(), because=form.answer("because"), now=utc_now())

    if request.method == "POST" and (made := sent(form, act)):
        messages.success(request, _("The proposal is made. Put it on the agenda of a meeting: the committee decides."))
        return redirect("ways.rule_set", made.pk)
    return render(request, "ways/propose.html", {"form": form})


@page("decide/rules/<uuid:rule_set_id>/", name="ways.rule_set", permission="routes.see")
def rule_set(request: Request, rule_set_id: UUID) -> HttpResponse:
    """Rules as somebody proposed them, beside those in force."""
    found = rule_set_by_id(request.actor, str(rule_set_id))
    now_in_force, _version = rules_in_force()
    item = waiting_item("route_rules", str(found.pk))
    waits = found.state == RuleSetState.PROPOSED and item is None
    context = {
        **set_told(found),
        "found": found,
        "rows": rows_of(rules_from_json(found.content), now_in_force),
        "principal_first": rules_from_json(found.content).principal_first,
        "item": item,
        "waits": waits,
        "meetings": meetings_open_to(request.actor, "routes.propose") if waits else [],
        "agenda_url": reverse("ways.rules_agenda", args=[found.pk]),
        "history": happened_to("route_rules", str(found.pk)),
    }
    return render(request, "ways/rule_set.html", context)


@page(
    "decide/rules/<uuid:rule_set_id>/agenda/", name="ways.rules_agenda", permission="routes.propose", methods=("POST",)
)
def on_agenda(request: Request, rule_set_id: UUID) -> HttpResponse:
    """Put them before a meeting."""
    found = rule_set_by_id(request.actor, str(rule_set_id))
    put_rules_on_agenda(
        request.actor, found, meeting_by_id(request.actor, request.POST.get("meeting", "")), now=utc_now()
    )
    messages.success(request, _("It is on the agenda. The committee decides."))
    return redirect("ways.rule_set", found.pk)


@may_go_on_agenda
def rules_of_care(actor: Actor, meeting: Meeting) -> Iterator[CouldGoOn]:
    """Proposed rules of how requests are judged that wait for a meeting."""
    if not actor.may("routes.propose", seat=seat_of(actor.id, meeting.committee, localdate()) is not None):
        return
    for found in rule_sets(actor).filter(state=RuleSetState.PROPOSED.value):
        if waiting_item("route_rules", str(found.pk)) is None:
            yield CouldGoOn(
                f"route_rules:{found.pk}",
                Sentence("How requests are judged, as proposed on {day}", day=localdate(found.proposed_at)),
                reverse("ways.rule_set", args=[found.pk]),
                Sentence("{why}", why=found.because),
                partial(_put, found),
            )


def _put(found: RuleSet, actor: Actor, meeting: Meeting, now: datetime) -> AgendaItem:
    return put_rules_on_agenda(actor, found, meeting, now=now)


def rows_of(rules: Rules, former: Rules | None = None) -> list[dict[str, Any]]:
    """The table: a test, how much care it asks for, what it was, and why."""
    return [
        {
            "says": text.says,
            "why": text.why,
            "light": light_said(level) if (level := rules.levels[test]) else None,
            "was": former is not None and former.levels[test] != level,
            "former": light_said(before) if former and (before := former.levels[test]) else None,
            "floor": LEVEL_WORDS[text.floor] if text.floor else None,
        }
        for test, text in TESTS.items()
    ]


def set_told(found: RuleSet) -> dict[str, Any]:
    """A rule set in a list."""
    word, tone = STATES[RuleSetState(found.state)]
    return {"set": found, "word": word, "tone": tone}


def may_propose(actor: Actor) -> bool:
    """Whether to show the way in."""
    return actor.could("routes.propose")
