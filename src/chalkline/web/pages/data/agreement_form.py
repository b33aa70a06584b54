"""The form in which a signed agreement is recorded, with its schedule of data."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from chalkline.people.api import Actor
from chalkline.tools.agreements.api import KIND_NAMES, Agreement, AgreementKind
from chalkline.tools.register.api import tools_known
from chalkline.web.sending import ByHand, Questions
from chalkline.web.templatetags.saying import said

DAY = {"type": "date", "class": "short"}


class AgreementForm(Questions):
    """With whom, what was signed, from when to when; the schedule is ticked by hand."""

    BY_HAND: ClassVar[dict[str, ByHand]] = {"elements": ByHand("elements", "ends_on", _("Schedule of data"))}
    MUST_CHOOSE: ClassVar[dict[str, object]] = {
        "tool": _("Choose the tool it is about."),
        "kind": _("Choose what was signed."),
    }

    tool = forms.ChoiceField(label=_("Which tool is it about?"))
    kind = forms.ChoiceField(label=_("What was signed?"), widget=forms.RadioSelect)
    signed_on = forms.DateField(label=_("Signed on"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    ends_on = forms.DateField(
        label=_("Its last day"),
        help_text=_("On the day after, the gateway keeps back student information."),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )
    file = forms.FileField(
        label=_("The signed PDF"),
        help_text=_("Kept exactly as it is, with its digest. At most 20 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf", "class": "usa-file"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        tools = [(each.slug, each.name) for each in tools_known()]
        self.fields["tool"].choices = [("", said(_("Choose"))), *tools]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(kind.value, said(name)) for kind, name in KIND_NAMES.items()]  # type: ignore[attr-defined]


def renewal(actor: Actor, agreement: Agreement) -> dict[str, object]:
    """What a renewal begins with: the same tool and kind, signed where the last one ends."""
    return {"tool": agreement.tool.slug, "kind": AgreementKind(agreement.kind).value}
