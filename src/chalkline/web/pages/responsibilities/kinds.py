"""One kind of decision: whose name is on it, who else has a part; sharing it out otherwise, with the reason."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.govern.responsibilities.api import (
    PART_NAMES,
    DecisionKind,
    Part,
    Responsibilities,
    Shares,
    kind_by_id,
    last_change,
    responsibilities,
    responsibilities_vocabulary,
    share_out,
    shares_of,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.web.histories import happened_to
from chalkline.web.pages.responsibilities.telling import gaps_shown, who_answers_said, with_names
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, sent
from chalkline.web.templatetags.saying import said


def _several(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )


class SharesForm(Questions):
    """Who answers, does, is asked and is told."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"answers": lazy("Choose the one who answers for it.")}

    answers = forms.ChoiceField(
        label=lazy("Who answers for it?"),
        help_text=lazy("Exactly one. It is their name that stands under the decision."),
        widget=forms.Select(attrs={"class": "medium"}),
    )
    does = _several(lazy("Who does the work?"))
    asked = _several(lazy("Who is asked before?"))
    told = _several(lazy("Who is told after?"))
    reason = forms.CharField(
        label=lazy("Why does this change?"),
        help_text=lazy("The board and those concerned read it beside what was before."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = responsibilities_vocabulary().posts.values()
        named = [(post.id, said(post.name)) for post in posts]
        self.fields["answers"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, as declared above
            ("", ""),
            *((post.id, said(post.name)) for post in posts if not post.is_by_case),
        ]
        for name in ("does", "asked", "told"):
            self.fields[name].choices = named  # type: ignore[attr-defined]  # as above

    def shares(self) -> Shares:
        """What the answers say."""
        return Shares(
            self.answer("answers"),
            tuple(self.answer("does") or ()),
            tuple(self.answer("asked") or ()),
            tuple(self.answer("told") or ()),
        )


@page("decide/responsibilities/<str:kind_id>/", name="responsibilities.kind", permission="responsibilities.see")
def kind(request: Request, kind_id: str) -> HttpResponse:
    """Everything about who decides one kind of thing."""
    found, whole = kind_by_id(request.actor, kind_id), responsibilities(request.actor)
    posts = {post.id: post for post in whole.posts}
    answer = whole.answers[found.id]
    change = last_change(request.actor, found)
    context = {
        "kind": found,
        "who": who_answers_said(answer, posts),
        "has_name": answer.held is not None,
        "moved": answer.moved_from != "",
        "parts": [(PART_NAMES[part], _named(found, whole, part)) for part in Part if part is not Part.ANSWERS],
        "answers_post": posts[whole.shares[found.id].answers],
        "gaps": gaps_shown(gap for gap in whole.gaps if found.id in gap.kinds),
        "change": change,
        "is_as_proposed": found.id not in whole.changed,
        "may_change": request.actor.may("responsibilities.share_out"),
        "history": happened_to("responsibility", found.id, limit=20),
    }
    return render(request, "responsibilities/kind.html", context)


def _named(found: DecisionKind, whole: Responsibilities, part: Part) -> list[tuple[str, Sentence | str]]:
    posts = {post.id: post for post in whole.posts}
    ids = whole.shares[found.id].of(part)
    return list(zip(ids, with_names(ids, posts, whole.holders), strict=True))


@page(
    "decide/responsibilities/<str:kind_id>/change/",
    name="responsibilities.change",
    permission="responsibilities.share_out",
    methods=("GET", "POST"),
)
def change(request: Request, kind_id: str) -> HttpResponse:
    """Share it out otherwise."""
    request.actor.must("responsibilities.share_out")
    found = kind_by_id(request.actor, kind_id)
    form = SharesForm(request.POST) if request.method == "POST" else SharesForm(initial=shares_of(found).as_json())
    if request.method == "POST":
        done = sent(
            form, lambda: share_out(request.actor, found, form.shares(), reason=form.answer("reason"), now=utc_now())
        )
        if done:
            messages.success(request, _("It is shared out as you said, with your reason."))
            return redirect("responsibilities.kind", found.id)
    return render(request, "responsibilities/change.html", {"form": form, "kind": found})
