"""The form in which a problem is named or stated anew: plain questions, several pieces of evidence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from chalkline.people.api import EMPLOYED, Actor, Role, open_grants, people_by_email, person_by_id
from chalkline.purpose.problems.api import (
    GOAL_AREA_NAMES,
    Evidence,
    GoalArea,
    Outcome,
    ProblemStatement,
    number_text,
)
from chalkline.web.sending import LONGEST, ByHand, Questions, day_from
from chalkline.web.templatetags.saying import said

FIRST_ROWS, MOST_ROWS = 2, 12
NO_NUMBER = Decimal("NaN")  # no rule accepts it: each says what a number looks like


class ProblemForm(Questions):
    """Which problem, how we know, how we will know that it is solved, who answers for it."""

    BY_HAND: ClassVar[dict[str, ByHand]] = {"evidence": ByHand("evidence_text_0", "area", _("How do you know?"))}
    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"area": _("Choose one.")}

    title = forms.CharField(
        label=_("What is the problem, in a few words?"),
        help_text=_("Name what is wrong, not what to buy: “Adapting reading passages takes evenings”."),
        max_length=LONGEST,
    )
    what_happens = forms.CharField(
        label=_("What happens today, and to whom?"),
        help_text=_("Two or three sentences that somebody from another school would understand."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
    )
    area = forms.ChoiceField(label=_("What would it help the district with?"), widget=forms.RadioSelect)
    tried = forms.CharField(
        label=_("What has been tried without AI?"),
        help_text=_("The committee asks this first. Leave it empty if nothing has."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    measure = forms.CharField(
        label=_("What will you measure?"),
        help_text=_("One thing that gets better if the problem gets smaller: “Time spent adapting passages”."),
        max_length=LONGEST,
    )
    unit = forms.CharField(
        label=_("What do the numbers count?"),
        help_text=_("Such as “hours a week” or “percent of grade 4”."),
        max_length=LONGEST,
        required=False,
    )
    baseline = forms.CharField(
        label=_("Where does it stand today?"),
        help_text=_("A number somebody can check."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
        max_length=40,
    )
    target = forms.CharField(
        label=_("Where should it be?"),
        help_text=_("Higher or lower than today."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
        max_length=40,
    )
    by_on = forms.CharField(
        label=_("By which day?"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
        max_length=40,
    )
    owner = forms.ChoiceField(
        label=_("Who answers for it?"),
        help_text=_("The owner follows it until it is solved, and is asked how it goes."),
    )
    owner_email = forms.CharField(
        label=_("Somebody who is not on the list? Their district e-mail address"),
        max_length=254,
        required=False,
    )

    def __init__(self, actor: Actor, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial or {"owner": actor.id})
        self.fields["area"].choices = [(area.value, said(name)) for area, name in GOAL_AREA_NAMES.items()]  # type: ignore[attr-defined]
        self.fields["owner"].choices = possible_owners(actor, str(self["owner"].value() or ""))  # type: ignore[attr-defined]

    @property
    def evidence_rows(self) -> list[Evidence]:
        """What the rows say now; always one to begin with, and one more when another was asked for."""
        rows = self._sent_evidence() if self.is_bound else list(self.initial.get("evidence", []))
        wanted = max(FIRST_ROWS, len(rows))
        if self.is_bound and "more" in self.data:
            wanted = len(rows) + 1
        return [*rows, *[Evidence("")] * (min(wanted, MOST_ROWS) - len(rows))]

    @property
    def has_room(self) -> bool:
        """Whether one more row may be asked for."""
        return len(self.evidence_rows) < MOST_ROWS

    def statement(self) -> ProblemStatement:
        """What the answers say, as it was typed: the rules judge it."""
        given = self.answer
        evidence = tuple(each for each in self._sent_evidence() if each.text or each.figure or each.link)
        return ProblemStatement(
            title=given("title"),
            what_happens=given("what_happens"),
            area=GoalArea(given("area") or GoalArea.STUDENT_ACHIEVEMENT),
            evidence=evidence,
            outcome=Outcome(
                measure=given("measure"),
                unit=given("unit"),
                baseline=number_from(given("baseline")),
                target=number_from(given("target")),
                by_on=day_from(given("by_on")),
            ),
            owner_id=self._owner_id(),
            tried=given("tried"),
        )

    def _owner_id(self) -> str:
        address = self.answer("owner_email").strip()
        if not address:
            return str(self.answer("owner"))
        found = people_by_email([address]).get(address)
        return str(found.pk) if found else ""

    def _sent_evidence(self) -> list[Evidence]:
        if not isinstance(self.data, QueryDict):
            return []
        texts, figures, links = (self.data.getlist(f"evidence_{each}") for each in ("text", "figure", "link"))
        return [
            Evidence(text.strip(), _at(figures, place), _at(links, place))
            for place, text in enumerate(texts[:MOST_ROWS])
        ]


class RevisionForm(ProblemForm):
    """The same, with the reason for stating it anew."""

    because = forms.CharField(
        label=_("Why is it stated anew?"),
        help_text=_("Requests and pilots rest on how it was stated before. One sentence is enough."),
        max_length=LONGEST,
    )


def as_typed(statement: ProblemStatement) -> dict[str, Any]:
    """A statement as the answers that would give it."""
    outcome = statement.outcome
    return {
        "title": statement.title,
        "what_happens": statement.what_happens,
        "area": statement.area.value,
        "evidence": list(statement.evidence),
        "tried": statement.tried,
        "measure": outcome.measure,
        "unit": outcome.unit,
        "baseline": number_text(outcome.baseline),
        "target": number_text(outcome.target),
        "by_on": outcome.by_on.isoformat() if outcome.by_on > date.min else "",
        "owner": statement.owner_id,
    }


def possible_owners(actor: Actor, chosen: str) -> list[tuple[str, Any]]:
    """Oneself first, then whoever holds a role in the district; the present owner always among them."""
    people = {str(grant.person_id): str(grant.person) for grant in open_grants() if Role(grant.role) in EMPLOYED}
    people.pop(actor.id, None)
    if chosen and chosen != actor.id and chosen not in people:
        person = person_by_id(chosen)
        if person:
            people[chosen] = str(person)
    others = sorted(people.items(), key=lambda each: each[1].casefold())
    return [(actor.id, _("{name} (you)").format(name=actor.name)), *others]


def number_from(text: str) -> Decimal:
    """The number somebody wrote ("5.2", "1,200", "40 %"), or one that no rule accepts."""
    plain = text.strip().removesuffix("%").replace(",", "").strip()
    try:
        return Decimal(plain)
    except InvalidOperation:
        return NO_NUMBER


def _at(values: list[str], place: int) -> str:
    return values[place].strip() if place < len(values) else ""
