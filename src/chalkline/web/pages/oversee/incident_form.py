"""The form in which an incident is opened or stated anew: what, how bad, whose data, since when."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext_lazy as lazy

from chalkline.oversee.incidents.api import (
    ANCHOR_NAMES,
    KIND_NAMES,
    SEVERITY_NAMES,
    VENDOR_PART_NAMES,
    Account,
    Anchor,
    IncidentKind,
    Severity,
    VendorPart,
)
from chalkline.rulebook.api import vocabulary
from chalkline.web.sending import LONGEST, Questions
from chalkline.web.templatetags.saying import said
from chalkline.web.tool_field import ToolField

STAFF = "staff"


class AccountForm(Questions):
    """What is known now. Dates that nobody knows yet stay empty: their clocks wait for them."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"kind": lazy("Choose one."), "severity": lazy("Choose one.")}

    title = forms.CharField(
        label=lazy("Give it a short name"), help_text=lazy("Without anybody’s name in it."), max_length=LONGEST
    )
    what_happened = forms.CharField(
        label=lazy("What happened?"), widget=forms.Textarea(attrs={"rows": 5}), max_length=LONGEST
    )
    kind = forms.ChoiceField(label=lazy("What kind of thing is it?"), widget=forms.RadioSelect)
    severity = forms.ChoiceField(label=lazy("How bad is it, by the harm done or possible?"), widget=forms.RadioSelect)
    tool = ToolField(label=lazy("Which tool is it about?"), required=False, none="—")
    data_kinds = forms.MultipleChoiceField(
        label=lazy("Which data was touched?"),
        help_text=lazy("Choose everything that may be. You can take it back later."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    directory_only = forms.BooleanField(
        label=lazy("Of students, only what the district has named as directory information"), required=False
    )
    about_staff = forms.BooleanField(label=lazy("Records of staff were touched too"), required=False)
    people = forms.CharField(
        label=lazy("How many people?"),
        help_text=lazy("Leave it empty while nobody knows. Fewer than ten are never counted in public."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        max_length=12,
        required=False,
    )
    vendor = forms.ChoiceField(label=lazy("Had a vendor a part in it?"), widget=forms.RadioSelect)

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self._offer("kind", [(each.value, said(name)) for each, name in KIND_NAMES.items()])
        self._offer("severity", [(each.value, said(name)) for each, name in SEVERITY_NAMES.items()])
        self._offer("vendor", [(each.value, said(name)) for each, name in VENDOR_PART_NAMES.items()])
        self.fields["tool"].offer()  # type: ignore[attr-defined]  # a field of a tool
        self._offer("data_kinds", [(each.id, each.label) for each in vocabulary().data_kinds if each.id != "none"])
        self.fields["vendor"].initial = self.fields["vendor"].initial or VendorPart.NONE.value
        for anchor, name in ANCHOR_NAMES.items():
            self.fields[anchor.value] = forms.CharField(
                label=said(name),
                widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "short"}),
                max_length=40,
                required=anchor is Anchor.DISCOVERED,
            )

    @property
    def dates(self) -> list[Any]:
        """The questions about dates."""
        return [self[anchor.value] for anchor in Anchor]

    def account(self) -> Account:
        """What the answers say, as they were given: the rules judge it."""
        people = self.answer("people").strip().replace(",", "")
        anchors = {anchor: at for anchor in Anchor if (at := instant_from(self.answer(anchor.value)))}
        return Account(
            title=self.answer("title"),
            what_happened=self.answer("what_happened"),
            kind=IncidentKind(self.answer("kind") or IncidentKind.OTHER),
            severity=Severity(self.answer("severity") or Severity.SERIOUS),
            data_kinds=tuple(self.answer("data_kinds") or ()),
            directory_only=bool(self.answer("directory_only")),
            about_staff=bool(self.answer("about_staff")),
            people=(int(people) if people.isascii() and people.isdigit() else -1) if people else None,
            vendor=VendorPart(self.answer("vendor") or VendorPart.NONE),
            anchors=anchors,
            tool=self.answer("tool"),
        )

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def as_typed(account: Account) -> dict[str, Any]:
    """An account as the answers that would give it."""
    return {
        "title": account.title,
        "what_happened": account.what_happened,
        "kind": account.kind.value,
        "severity": account.severity.value,
        "tool": account.tool,
        "data_kinds": list(account.data_kinds),
        "directory_only": account.directory_only,
        "about_staff": account.about_staff,
        "people": "" if account.people is None else str(account.people),
        "vendor": account.vendor.value,
        **{anchor.value: typed(at) for anchor, at in account.anchors.items()},
    }


def typed(at: datetime) -> str:
    """An instant as such a field takes it."""
    return localtime(at).strftime("%Y-%m-%dT%H:%M")


def instant_from(text: str) -> datetime | None:
    """The instant a field names, in the district's zone; None when it names none."""
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=get_current_timezone())
    except (ValueError, AttributeError):
        return None
