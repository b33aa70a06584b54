"""The form in which a tool is asked for: plain questions, prefilled from the question that was asked before."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from chalkline.approve.requests.api import Request, RequestTerms, terms_of
from chalkline.people.api import Actor, schools
from chalkline.purpose.use_cases.api import UseCase, use_case_by_id, use_cases
from chalkline.rulebook.api import BANDS, NO_CLASS, band_name, role_name, vocabulary
from chalkline.web.pages.ask.question import KindsOffered, kinds_offered
from chalkline.web.scopes import capital, purposes_by_area
from chalkline.web.sending import LONGEST, ByHand, Questions
from chalkline.web.templatetags.saying import said

EVERY_SCHOOL = "every"
NOT_ANSWERED = frozenset({""})  # no school has this id, so that nothing chosen never becomes every school
ASKERS = ("teacher", "student", "administrator", "aide", "counselor", "staff", "parent", "guardian")


LOOKED_UP = {  # any tool there is, with each letter; without script it is typed and searched for
    "hx-get": reverse_lazy("tools.suggest"),
    "hx-trigger": "input changed delay:250ms",
    "hx-target": "#tool_names",
    "hx-swap": "innerHTML",
}


class RequestForm(Questions):
    """What is asked for. The data is drawn by hand, the usual kinds at once and the rest folded away."""

    BY_HAND: ClassVar[dict[str, ByHand]] = {"data": ByHand("data", "schools", _("What would it get to see?"))}

    tool = forms.CharField(
        label=_("Which tool?"),
        help_text=_("By its name or its web address."),
        widget=forms.TextInput(attrs={"class": "medium", "list": "tool_names", "autocomplete": "off", **LOOKED_UP}),
        max_length=LONGEST,
    )
    purpose = forms.ChoiceField(label=_("What for?"))
    roles = forms.MultipleChoiceField(label=_("Who would use it?"), widget=forms.CheckboxSelectMultiple)
    grade_bands = forms.MultipleChoiceField(
        label=_("For which grades?"),
        help_text=_("The grades of the students it is for or about, or no class."),
        widget=forms.CheckboxSelectMultiple,
    )
    schools = forms.MultipleChoiceField(label=_("At which schools?"), widget=forms.CheckboxSelectMultiple)
    why = forms.CharField(
        label=_("Why do you ask?"),
        help_text=_("What you would do with it, and what it would make better. Never write a student's name."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
    )
    costs = forms.ChoiceField(
        label=_("Would it cost money?"),
        choices=[("", _("I do not know")), ("no", _("No")), ("yes", _("Yes"))],
        required=False,
    )
    insists = forms.CharField(
        label=_("Why do you ask anew?"),
        help_text=_("What stands at the top is close to this. Say what yours is besides; reviewers read it first."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
        required=False,
    )
    use_case = forms.ChoiceField(
        label=_("Which problem would it help with?"),
        help_text=_("The committee decides only on requests with a problem behind them. You can add it later."),
        required=False,
    )

    def __init__(self, actor: Actor, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.actor = actor
        purposes = [(said(area), [(key, said(words)) for key, words in inside]) for area, inside in purposes_by_area()]
        self.fields["purpose"].choices = [("", _("Choose")), *purposes]  # type: ignore[attr-defined]
        self._choose("roles", [(role, role_name(role)) for role in ASKERS])
        self._choose("grade_bands", [(band, band_name(band)) for band in [*BANDS, NO_CLASS]])
        every = [(EVERY_SCHOOL, _("every school")), *((str(school.pk), school.name) for school in schools())]
        self._choose("schools", every)
        self._choose("use_case", [("", _("I do not know yet")), *self._use_cases()])

    @property
    def tool_typed(self) -> str:
        """The tool, as it was typed."""
        return self._one("tool")

    @property
    def purpose_chosen(self) -> str:
        """The purpose chosen."""
        return self._one("purpose")

    @property
    def kinds(self) -> KindsOffered:
        """Kinds of data to choose from."""
        return kinds_offered(self.chosen_kinds)

    @property
    def chosen_kinds(self) -> list[str]:
        """The kinds of data chosen."""
        return self._many("data")

    @property
    def schools_said(self) -> str:
        """The schools chosen, in words, while nothing is wrong with them: then the list is folded away."""
        if self.is_bound and "schools" in self.errors:
            return ""
        chosen = set(self._many("schools"))
        return ", ".join(str(name) for key, name in self.fields["schools"].choices if key in chosen)  # type: ignore[attr-defined]

    def terms(self, tool: str) -> RequestTerms:
        """What the answers ask for: the rules judge it."""
        kinds = [each for each in self.chosen_kinds if each in vocabulary().kinds]
        chosen = frozenset(self.answer("schools") or ())
        return RequestTerms(
            tool=tool,
            purpose=self.purpose_chosen,
            roles=frozenset(self.answer("roles") or ()),
            grade_bands=frozenset(self.answer("grade_bands") or ()),
            school_ids=frozenset() if EVERY_SCHOOL in chosen else chosen or NOT_ANSWERED,
            elements=vocabulary().elements_of_kinds(kinds),
            why=self.answer("why"),
            costs=self.answer("costs"),
        )

    def wanted(self, tool: str) -> RequestTerms:
        """What is asked for so far, sent or not: for finding what is close to it."""
        return RequestTerms(
            tool=tool,
            purpose=self.purpose_chosen,
            roles=frozenset(self._many("roles")),
            grade_bands=frozenset(self._many("grade_bands")),
            school_ids=frozenset(self._many("schools")) - {EVERY_SCHOOL},
            elements=vocabulary().elements_of_kinds([each for each in self.chosen_kinds if each in vocabulary().kinds]),
            why="",
        )

    def chosen_use_case(self) -> UseCase | None:
        """The use case chosen, if one was."""
        chosen = self.answer("use_case")
        return use_case_by_id(self.actor, chosen) if chosen else None

    def _use_cases(self) -> list[tuple[str, Any]]:
        found = use_cases(self.actor, purpose=self.purpose_chosen)[:60]
        return [(str(each.pk), f"{each.problem.title}: {each.title}") for each in found]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = [(key, capital(said(words))) for key, words in choices]  # type: ignore[attr-defined]

    def _one(self, name: str) -> str:
        return next(iter(self._many(name)), "")

    def _many(self, name: str) -> list[str]:
        if self.is_bound and isinstance(self.data, QueryDict):
            return self.data.getlist(name)
        given = self.initial.get(name, [])
        return list(given) if isinstance(given, (list, tuple, set, frozenset)) else [str(given)]


def as_chosen(terms: RequestTerms, tool_name: str = "") -> dict[str, Any]:
    """Terms as the answers that would give them."""
    return {
        "tool": tool_name or terms.tool,
        "purpose": terms.purpose,
        "roles": sorted(terms.roles),
        "grade_bands": sorted(terms.grade_bands),
        "schools": sorted(terms.school_ids) or [EVERY_SCHOOL],
        "data": [kind.id for kind in vocabulary().kinds_of_elements(terms.elements)],
        "why": terms.why,
        "costs": terms.costs,
    }


def as_asked(request: Request) -> dict[str, Any]:
    """A request as the answers that would give it."""
    return as_chosen(terms_of(request), request.tool.name) | {"use_case": str(request.use_case_id or "")}
