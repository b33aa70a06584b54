"""The form in which somebody stops a tool, a model or a use: on a phone, at night, in a hurry."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from chalkline.kernel.sentences import Sentence
from chalkline.publish.stops.api import StopOf, models_named, stopped_models, stopped_tools
from chalkline.rulebook.api import Everything, Policy, Terms, named_purposes
from chalkline.tools.register.api import tools_known
from chalkline.web.pages.protect.telling import title_of_use
from chalkline.web.sending import LONGEST, Questions
from chalkline.web.templatetags.saying import said
from chalkline.web.tool_field import MOST_LISTED

MOST_OTHERS = 4


class StopForm(Questions):
    """What, why, and what people use instead."""

    what = forms.ChoiceField(
        label=_("What shall stop?"),
        help_text=_("A tool stops for everybody; a model in every tool that calls it; a use for those it is for."),
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Everybody who works with it can read this."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )
    instead = forms.CharField(
        label=_("What should people use instead?"),
        help_text=_("It stands in every refusal, for example: “Use Diffit, or plan without AI today.”"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
        required=False,
    )

    SHOWN_AT = {"subject": "what"}

    def __init__(self, policy: Policy, data: QueryDict | None = None, *, chosen: str = "") -> None:
        super().__init__(data, initial={"what": chosen})
        self.others = others(policy, chosen)
        self.fields["what"].choices = _choices(policy, data.get("what", "") if data else chosen)  # type: ignore[attr-defined]  # a choice field

    @property
    def chosen(self) -> tuple[str, str]:
        """Of which kind, and which one."""
        of, _colon, subject = str(self.answer("what")).partition(":")
        return of, subject


def others(policy: Policy, chosen: str) -> tuple[Sentence, ...]:
    """What is approved for the same purposes, as a help for what to write; nothing where no tool is chosen yet."""
    of, _colon, slug = chosen.partition(":")
    if of != StopOf.TOOL:
        return ()
    purposes = {purpose for terms in policy.by_tool.get(slug, ()) for purpose in _purposes(terms)}
    found = [
        Sentence("{tool} for {purposes}", tool=terms.tool_name, purposes=named_purposes(policy, terms.purposes))
        for terms in policy.terms
        if terms.tool != slug and purposes & _purposes(terms)
    ]
    return tuple(dict.fromkeys(found))[:MOST_OTHERS]


def _purposes(terms: Terms) -> frozenset[str]:
    return frozenset() if isinstance(terms.purposes, Everything) else terms.purposes


def _choices(policy: Policy, chosen: str) -> list[tuple[str, object]]:
    stopped, known = stopped_tools(), {tool.slug: tool.name for tool in tools_known()}
    free = {slug: name for slug, name in known.items() if slug not in stopped}
    first = [slug for slug in free if slug in policy.by_tool]
    many = len(free) > MOST_LISTED  # then another tool is stopped from its own page
    rest = [slug for slug in free if slug not in policy.by_tool and (not many or chosen == f"tool:{slug}")]
    models = [name for name in models_named() if name not in stopped_models()]
    groups = (
        (_("Tools with an approved use"), [(f"tool:{slug}", free[slug]) for slug in first]),
        (_("Models"), [(f"model:{name}", name) for name in models]),
        (_("One approved use"), [(f"use:{terms.use_id}", said(title_of_use(policy, terms))) for terms in policy.terms]),
        (_("Other tools"), [(f"tool:{slug}", free[slug]) for slug in rest]),
    )
    return [("", str(_("Choose"))), *((str(title), choices) for title, choices in groups if choices)]
