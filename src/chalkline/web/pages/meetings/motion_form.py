"""The form of a motion: what is to be decided, on which conditions, until when, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from chalkline.govern.committees.api import AgendaEntry, Keeper, Motion, Outcome
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import STRICTLY, Condition, ConditionKind, KeptBy, training_id
from chalkline.rulebook.class_view import ClassView
from chalkline.rulebook.keeping import rule_in_words
from chalkline.rulebook.names_looked_for import NamesLookedFor
from chalkline.web.sending import LONGEST, ByHand, Questions, day_from

NEW_ROWS = 2
MOST_ROWS = 12

# What a member may ask for in words of their own. The gateway keeps some of them; people keep the others.
ASKS: dict[ConditionKind, tuple[Any, KeptBy]] = {
    ConditionKind.OTHER: (_("Something people see to"), KeptBy.PEOPLE),
    ConditionKind.REVIEW: (_("A person reads each result before it is used"), KeptBy.PEOPLE),
    ConditionKind.SUPERVISION: (_("An adult is present"), KeptBy.PEOPLE),
    ConditionKind.NOTICE: (_("Families are told first"), KeptBy.PEOPLE),
    ConditionKind.CONSENT: (_("Each student's family has said yes (the gateway sees to it)"), KeptBy.GATEWAY),
    ConditionKind.TRAINING: (_("This training is current: write its name (the gateway sees to it)"), KeptBy.GATEWAY),
    ConditionKind.GROUND: (_("It answers only from approved content (the gateway sees to it)"), KeptBy.GATEWAY),
    ConditionKind.HOLD: (_("A person releases each call (the gateway sees to it)"), KeptBy.GATEWAY),
    ConditionKind.KEEP: (
        _("Some texts are kept, sealed: write how many in a hundred, how many days (the gateway sees to it)"),
        KeptBy.GATEWAY,
    ),
}

STRICT_GROUND = (
    f"{ConditionKind.GROUND}.{STRICTLY}"  # the same condition, with what only a person could judge kept back
)
# Content safety (protect/safety/setting.py): opened for staff work that speaks of harm, or tightened.
SAFETY_ASKS: dict[str, tuple[Any, str]] = {
    f"{ConditionKind.SAFETY}.open": (_("Staff work that speaks of harm goes on (the gateway sees to it)"), "open"),
    f"{ConditionKind.SAFETY}.strict": (_("Content safety as for the youngest (the gateway sees to it)"), "strict"),
}

# What the teacher of a class may see of its use (rulebook/class_view.py).
CLASS_VIEW_ASKS: dict[str, tuple[Any, str]] = {
    f"{ConditionKind.CLASS_VIEW}.counts": (
        _("The teacher of a class sees what it was used for, in counts (Chalkline sees to it)"),
        ClassView.COUNTS.value,
    ),
    f"{ConditionKind.CLASS_VIEW}.texts": (
        _("The same, and may read texts of the class that are kept, with a reason (Chalkline sees to it)"),
        ClassView.TEXTS.value,
    ),
}

# Whose names are looked for besides those that always are (rulebook/names_looked_for.py).
NAMES_ASKS: dict[str, tuple[Any, str]] = {
    f"{ConditionKind.NAMES}.district": (
        _("Families of the whole district and first names alone are replaced, too (the gateway sees to it)"),
        NamesLookedFor.DISTRICT.value,
    ),
    f"{ConditionKind.NAMES}.staff": (
        _("Names of staff are replaced, too (the gateway sees to it)"),
        NamesLookedFor.STAFF.value,
    ),
}


def _condition(kind: str, text: str) -> Condition | None:
    """A condition in a member's own words; None where it asks for nothing we know."""
    if kind == STRICT_GROUND:
        return Condition(ConditionKind.GROUND, text, KeptBy.GATEWAY, STRICTLY)
    if kind in SAFETY_ASKS:
        return Condition(ConditionKind.SAFETY, text, KeptBy.GATEWAY, SAFETY_ASKS[kind][1])
    if kind in CLASS_VIEW_ASKS:
        return Condition(ConditionKind.CLASS_VIEW, text, KeptBy.GATEWAY, CLASS_VIEW_ASKS[kind][1])
    if kind in NAMES_ASKS:
        return Condition(ConditionKind.NAMES, text, KeptBy.GATEWAY, NAMES_ASKS[kind][1])
    if not text or kind not in {each.value for each in ASKS}:
        return None
    asked = ConditionKind(kind)
    values = {ConditionKind.TRAINING: training_id(text), ConditionKind.KEEP: rule_in_words(text).value}
    return Condition(asked, text, ASKS[asked][1], values.get(asked, ""))


class MotionForm(Questions):
    """Other words to vote on. Conditions are drawn by hand: those asked for by reviews, and new ones."""

    BY_HAND: ClassVar[dict[str, ByHand]] = {"conditions": ByHand("conditions", "outcome", _("On which conditions?"))}
    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"outcome": _("Choose one.")}

    outcome = forms.ChoiceField(
        label=_("What should the committee do?"),
        widget=forms.RadioSelect,
        choices=[
            (Outcome.APPROVE.value, _("Approve it, on the conditions below")),
            (Outcome.DECLINE.value, _("Decline it")),
            (Outcome.DEFER.value, _("Put it off to a later meeting")),
        ],
    )
    expires_on = forms.CharField(
        label=_("Until which day may it be used?"),
        help_text=_("The last day. After it, a new decision is needed."),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
        max_length=40,
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Needed to decline, to put off, or to go against a review. It goes into the minutes."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )

    def __init__(
        self,
        motion: Motion,
        entry: AgendaEntry,
        data: QueryDict | None = None,
        *,
        people: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.people = list(people)
        self.offered = (*entry.proposed, *(each for each in motion.conditions if each not in entry.proposed))
        self.current, self.entry = motion, entry
        until = motion.expires_on or entry.suggested_expires_on
        approves = motion.outcome.approves
        initial = {
            "outcome": Outcome.APPROVE.value if approves else motion.outcome.value,
            "expires_on": until.isoformat(),
            "reason": motion.reason,
        }
        super().__init__(data, initial=initial)

    @property
    def offers(self) -> list[dict[str, Any]]:
        """The conditions to keep or leave out; leaving out what a review asks for needs two thirds."""
        return [
            {
                "at": at,
                "condition": each,
                "is_kept": self._keeps(at, each),
                "is_asked_for": each in self.entry.proposed,
                "by_people": self.asks_who_keeps and each.kept_by is KeptBy.PEOPLE,
                **self._kept_by(at, each),
            }
            for at, each in enumerate(self.offered)
        ]

    @property
    def asks_who_keeps(self) -> bool:
        """Whether what people keep needs a name and a day."""
        return bool(self.entry.keeper)

    @property
    def new_rows(self) -> list[dict[str, str]]:
        """Conditions in words of one's own, with room for more."""
        rows = [dict(zip(("text", "kind", "owner", "due"), row, strict=True)) for row in self._new()]
        wanted = max(NEW_ROWS, len(rows) + (1 if "more" in self.data else 0))
        return [*rows, *[{"kind": "", "text": "", "owner": "", "due": ""}] * (min(wanted, MOST_ROWS) - len(rows))]

    @property
    def kinds(self) -> list[tuple[str, Any]]:
        """What a new condition may ask for."""
        strictly = _("The same, and no sentence that only a person could judge (the gateway sees to it)")
        named = [(kind.value, label) for kind, (label, _by) in ASKS.items()]
        at = [kind for kind, _label in named].index(ConditionKind.GROUND.value) + 1
        more = [(kind, label) for kind, (label, _value) in (SAFETY_ASKS | CLASS_VIEW_ASKS | NAMES_ASKS).items()]
        return [*named[:at], (STRICT_GROUND, strictly), *named[at:], *more]

    def motion(self) -> Motion:
        """What the answers say: the rules judge it."""
        kept = [each for at, each in enumerate(self.offered) if self._keeps(at, each)]
        new = [made for text, kind, _owner, _due in self._new() if (made := _condition(kind, text))]
        until = day_from(self.answer("expires_on"))
        return Motion(
            outcome=Outcome(self.answer("outcome") or Outcome.APPROVE),
            conditions=(*kept, *new),
            expires_on=until if self.answer("expires_on") else None,
            reason=self.answer("reason").strip(),
            keepers=tuple(self._keepers()) if self.asks_who_keeps else (),
        )

    def _keepers(self) -> Iterator[Keeper]:
        """Who sees to what, as far as it was said: the rules say where a name or a day is missing."""
        said = [(each.text, self._kept_by(at, each)) for at, each in enumerate(self.offered) if self._keeps(at, each)]
        said += [(text, {"owner": owner, "due": due}) for text, _kind, owner, due in self._new()]
        for text, kept in said:
            if kept["owner"] and kept["due"]:
                yield Keeper(text, kept["owner"], day_from(kept["due"]))

    def _kept_by(self, at: int, condition: Condition) -> dict[str, str]:
        if self.is_bound and f"owner_{at}" in self.data:
            return {"owner": str(self.data[f"owner_{at}"]), "due": str(self.data.get(f"due_{at}", ""))}
        known = next((each for each in self.current.keepers if each.condition == condition.text), None)
        return {"owner": known.person_id, "due": known.due_on.isoformat()} if known else {"owner": "", "due": ""}

    @property
    def override_note(self) -> Sentence | None:
        """Said where the reviews object: approving then needs two thirds."""
        if not self.entry.objections:
            return None
        return Sentence("A review objects, so approving needs two thirds of the members present, and a reason.")

    def _keeps(self, at: int, condition: Condition) -> bool:
        if isinstance(self.data, QueryDict) and self.is_bound:
            return str(at) in self.data.getlist("keep")
        return condition in self.current.conditions or not self.current.outcome.approves

    def _new(self) -> list[tuple[str, str, str, str]]:
        """Rows of text, kind, who sees to it, by when."""
        if not isinstance(self.data, QueryDict) or not self.is_bound:
            return []
        given = (self.data.getlist(name) for name in ("new_text", "new_kind", "new_owner", "new_due"))
        rows = [(text.strip(), kind, owner, due) for text, kind, owner, due in zip_longest(*given, fillvalue="")]
        return [row for row in rows if row[0]][:MOST_ROWS]
