"""The form in which a use case is proposed: what for, what kind of AI, for whom, and who still decides."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from chalkline.purpose.use_cases.api import KIND_NAMES, KindOfAI, UseCaseOutline
from chalkline.rulebook.api import BANDS, NO_CLASS, ROSTER_ROLES, Element, Purpose, band_name, role_name, vocabulary
from chalkline.web.lights import LightSaid, light_said
from chalkline.web.sending import LONGEST, ByHand, Questions
from chalkline.web.templatetags.saying import said

AS_ASKED = ["title", "how_it_helps", "roles", "grade_bands", "kind", "flags_people"]  # then the rest
ORDER_OF_LIGHTS = ("green", "yellow", "red")


@dataclass(frozen=True)
class PurposeOffered:
    """One purpose of the list, as a choice: what to watch for, and who keeps it in check."""

    purpose: Purpose
    light: LightSaid
    is_chosen: bool


@dataclass(frozen=True)
class AreaOffered:
    """One of the five areas with its purposes, green first."""

    id: str
    name: str
    purposes: tuple[PurposeOffered, ...]

    @property
    def is_open(self) -> bool:
        """Whether it is unfolded: the choice is in it."""
        return any(each.is_chosen for each in self.purposes)


@dataclass(frozen=True)
class DataOffered:
    """Data elements under one name, as choices."""

    id: str
    label: str
    elements: tuple[Element, ...]
    is_open: bool


class UseCaseForm(Questions):
    """What AI would do about the problem. The purpose and the data are drawn by hand, in groups."""

    BY_HAND: ClassVar[dict[str, ByHand]] = {
        "purpose": ByHand("purpose", "how_it_helps", _("What is it for?")),
        "inputs": ByHand("inputs", "flags_people", _("What does it read about people?")),
    }
    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"kind": _("Choose the one that comes closest.")}

    title = forms.CharField(
        label=_("What would AI do, in a few words?"),
        help_text=_("Such as “Adapt passages to three reading levels”. Name no product: several may fit."),
        max_length=LONGEST,
    )
    how_it_helps = forms.CharField(
        label=_("How would that help with the problem?"),
        help_text=_("Who does what, step by step, and what a person still checks."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
    )
    kind = forms.ChoiceField(label=_("What kind of AI is it?"), widget=forms.RadioSelect)
    flags_people = forms.BooleanField(
        label=_("Something it says marks, ranks or scores a person"),
        help_text=_("For example who is at risk, who wrote with AI, who gets in, who gets help first."),
        required=False,
    )
    roles = forms.MultipleChoiceField(label=_("Who would use it?"), widget=forms.CheckboxSelectMultiple)
    grade_bands = forms.MultipleChoiceField(
        label=_("For which grades?"),
        help_text=_("The grades of the students it is about, or no class at all."),
        widget=forms.CheckboxSelectMultiple,
    )
    human_decision = forms.CharField(
        label=_("What does a person decide, before anything happens to anybody?"),
        help_text=_("Say it so that a family would understand who decided about their child."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )
    decided_by = forms.CharField(
        label=_("Who decides?"),
        help_text=_("A role, not a name: “the school's support team”."),
        widget=forms.TextInput(attrs={"class": "medium"}),
        max_length=LONGEST,
    )

    errors_by_group = forms.CharField(
        label=_("How will its errors be compared between groups of students?"),
        help_text=_("Which errors, between which groups, how often, and who looks. No request is decided without it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.order_fields(AS_ASKED)
        self._choose("kind", [(kind.value, name) for kind, name in KIND_NAMES.items()])
        self._choose("roles", [(role, role_name(role)) for role in ROSTER_ROLES])
        self._choose("grade_bands", [(band, band_name(band)) for band in [*BANDS, NO_CLASS]])

    @property
    def areas(self) -> list[AreaOffered]:
        """The controlled list of purposes, by area."""
        chosen = self._given("purpose")
        words = vocabulary()
        return [
            AreaOffered(
                area.id,
                area.name,
                tuple(
                    PurposeOffered(each, light_said(each.light), each.id in chosen)
                    for light in ORDER_OF_LIGHTS
                    for each in words.purpose_list
                    if each.area == area.id and each.light == light
                ),
            )
            for area in words.areas
        ]

    @property
    def data_kinds(self) -> list[DataOffered]:
        """What it could read about people, by kind of data."""
        words, chosen = vocabulary(), self._given("inputs")
        return [
            DataOffered(
                kind.id,
                kind.label,
                tuple(words.elements[each] for each in kind.elements),
                any(each in chosen for each in kind.elements),
            )
            for kind in words.data_kinds
            if kind.sensitivity != "none"
        ]

    @property
    def chosen_inputs(self) -> Collection[str]:
        """The data elements that are ticked now."""
        return self._given("inputs")

    def outline(self) -> UseCaseOutline:
        """What the answers say: the rules judge it."""
        given = self.answer
        purposes = self._given("purpose")
        return UseCaseOutline(
            title=given("title"),
            how_it_helps=given("how_it_helps"),
            purpose=purposes[0] if purposes else "",
            kind=KindOfAI(given("kind") or KindOfAI.GENERATIVE),
            roles=frozenset(given("roles")),
            grade_bands=frozenset(given("grade_bands")),
            flags_people=bool(given("flags_people")),
            inputs=frozenset(self._given("inputs")),
            human_decision=given("human_decision"),
            decided_by=given("decided_by"),
            errors_by_group=given("errors_by_group"),
        )

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = [(value, _capital(said(words))) for value, words in choices]  # type: ignore[attr-defined]

    def _given(self, name: str) -> list[str]:
        if isinstance(self.data, QueryDict) and self.is_bound:
            return self.data.getlist(name)
        return list(self.initial.get(name, []))


def as_chosen(outline: UseCaseOutline) -> dict[str, Any]:
    """An outline as the answers that would give it."""
    return {
        "title": outline.title,
        "how_it_helps": outline.how_it_helps,
        "purpose": [outline.purpose],
        "kind": outline.kind.value,
        "flags_people": outline.flags_people,
        "roles": sorted(outline.roles),
        "grade_bands": sorted(outline.grade_bands),
        "inputs": sorted(outline.inputs),
        "human_decision": outline.human_decision,
        "decided_by": outline.decided_by,
        "errors_by_group": outline.errors_by_group,
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
