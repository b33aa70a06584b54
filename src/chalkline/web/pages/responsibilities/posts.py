"""One post: what it is for, who holds it, and which decisions hang on it; naming somebody, noting that they left."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.govern.committees.api import committee_by_id, committees
from chalkline.govern.responsibilities.api import (
    COMMITTEE,
    PART_NAMES,
    Part,
    Post,
    PostHeld,
    leave_post,
    name_to_post,
    post_by_id,
    post_held_by_id,
    responsibilities,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import open_grants, people_by_email, person_by_id
from chalkline.web.acting import Act, ActsOn
from chalkline.web.histories import happened_to
from chalkline.web.pages.responsibilities.telling import gaps_shown
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import LONGEST, Questions, sent


class HolderForm(Questions):
    """Who holds the post."""

    holder = forms.ChoiceField(label=lazy("Who?"), required=False, widget=forms.Select(attrs={"class": "medium"}))
    email = forms.CharField(
        label=lazy("Or by e-mail address"),
        required=False,
        max_length=LONGEST,
        widget=forms.EmailInput(attrs={"class": "medium", "autocomplete": "off"}),
    )
    SHOWN_AT = {"person": "holder"}

    def __init__(self, request: Request, post: Post, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.post = request, post
        if post.id == COMMITTEE:
            found = {str(each.pk): each.name for each in committees(request.actor)}
            del self.fields["email"]
        else:
            found = {str(grant.person_id): str(grant.person) for grant in open_grants() if grant.person.is_active}
        ordered = sorted(found.items(), key=lambda each: each[1])
        self.fields["holder"].choices = [("", ""), *ordered]  # type: ignore[attr-defined]  # a ChoiceField, as above

    def name_them(self) -> PostHeld:
        """Name whoever was chosen. Raises Problem where nobody is."""
        address, chosen = self.answer("email").strip() if "email" in self.fields else "", self.answer("holder")
        now, actor = utc_now(), self.request.actor
        if self.post.id == COMMITTEE and chosen:
            return name_to_post(actor, self.post, committee_by_id(actor, chosen), now=now)
        found = people_by_email([address]).get(address) if address else person_by_id(chosen)
        if found is None:
            said = Sentence("Choose somebody, or check the e-mail address.")
            raise Problem(
                "responsibilities.nobody_chosen",
                what=Sentence("Nobody was found to be named."),
                why=Sentence("A post belongs to somebody who is here now."),
                next_step=said,
                fields={"email" if address else "person": said},
            )
        return name_to_post(actor, self.post, found, now=now)


@page(
    "decide/responsibilities/posts/<str:post_id>/",
    name="responsibilities.post",
    permission="responsibilities.see",
    methods=("GET", "POST"),
)
def post(request: Request, post_id: str) -> HttpResponse:
    """Who holds it, and what hangs on it."""
    found, whole = post_by_id(request.actor, post_id), responsibilities(request.actor)
    may_name = request.actor.may("responsibilities.name") and not found.is_by_case
    form = HolderForm(request, found, request.POST if request.method == "POST" else None) if may_name else None
    if request.method == "POST":
        request.actor.must("responsibilities.name")
        if form and sent(form, form.name_them):
            messages.success(request, _("Named. Their name now stands under these decisions."))
            return redirect("responsibilities.post", found.id)
    parts = [
        (PART_NAMES[part], [(kind, address_of("responsibilities.kind", kind.id)) for kind in held])
        for part in Part
        if (held := [kind for kind in whole.kinds if found.id in whole.shares[kind.id].of(part)])
    ]
    context = {
        "post": found,
        "holders": whole.holders[found.id],
        "by_case": found.is_by_case,
        "parts": parts,
        "gaps": gaps_shown(gap for gap in whole.gaps if gap.post == found.id),
        "form": form,
        "sees_people": request.actor.may("people.see_staff"),
        "history": happened_to("post", found.id, limit=20),
    }
    return render(request, "responsibilities/post.html", context)


def _held(request: Request, held_id: UUID) -> PostHeld:
    return post_held_by_id(request.actor, str(held_id))


ON_POST = ActsOn(
    "decide/responsibilities/held/<uuid:held_id>/",
    "responsibilities",
    _held,
    lambda held: str(held.person or held.committee),
    lambda held: reverse("responsibilities.post", args=[held.post]),
)


@ON_POST.act("leave", permission="responsibilities.name")
def leave(request: Request, held: PostHeld) -> Act:
    """Somebody holds the post no more."""
    request.actor.must("responsibilities.name")
    name = post_by_id(request.actor, held.post).name
    return Act(
        title=_("Note that they left the post"),
        button=_("They left it"),
        done=_("Noted. Look whether somebody else is named."),
        will=(
            Sentence("{name} leaves the post “{post}”.", name=str(held.person or held.committee), post=name),
            Sentence("What was decided under this name stays as it is."),
            Sentence("Until somebody else is named, decisions of this post show as a gap."),
        ),
        do=lambda given: leave_post(request.actor, held, now=utc_now()),
        tone="stop",
    )
