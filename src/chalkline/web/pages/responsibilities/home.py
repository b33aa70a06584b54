"""Who answers for what: the gaps first, then every kind of decision with whose name is on it."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.govern.responsibilities.api import PART_NAMES, Part, responsibilities, responsibilities_vocabulary
from chalkline.kernel.sentences import Sentence
from chalkline.web.deciding import parts_of_deciding
from chalkline.web.files import csv_response
from chalkline.web.pages.responsibilities.telling import gaps_shown, kinds_shown, stands, with_names
from chalkline.web.routes import Request, address_of, page
from chalkline.web.templatetags.saying import said

FEW_GAPS = 6


@page("decide/responsibilities/", name="responsibilities.home", permission="responsibilities.see")
def home(request: Request) -> HttpResponseBase:
    """The page a superintendent shows the board."""
    whole = responsibilities(request.actor)
    found = gaps_shown(whole.gaps)
    serious, others = [each for each in found if each.is_serious], [each for each in found if not each.is_serious]
    context = {
        "parts": parts_of_deciding(request, "responsibilities.home"),
        "stands": stands(whole),
        "serious": serious,
        "others": others,
        "kinds": kinds_shown(whole),
        "posts": [
            {
                "post": post,
                "url": address_of("responsibilities.post", post.id),
                "is_empty": not post.is_by_case and not [one for one in whole.holders[post.id] if not one.has_left],
            }
            for post in whole.posts
        ],
        "letters": [(part.value, part.name.lower(), PART_NAMES[part]) for part in Part],
        "kept_apart": responsibilities_vocabulary().kept_apart,
        "may_change": request.actor.may("responsibilities.share_out"),
    }
    return render(request, "responsibilities/home.html", context)


@page("decide/responsibilities.csv", name="responsibilities.csv", permission="responsibilities.see")
def as_csv(request: Request) -> HttpResponse:
    """The same for a spreadsheet: one line for each kind of decision."""
    whole = responsibilities(request.actor)
    posts = {post.id: post for post in whole.posts}
    head = (lazy("Decision"), *(said(PART_NAMES[part]) for part in Part), lazy("Days"), lazy("What is written down"))

    def cells(parts: tuple[Sentence | str, ...]) -> str:
        return "; ".join(said(each) for each in parts)

    lines = (
        (
            said(kind.name),
            *(cells(with_names(whole.shares[kind.id].of(part), posts, whole.holders)) for part in Part),
            kind.days or "",
            said(kind.record),
        )
        for kind in whole.kinds
    )
    return csv_response(_("who-answers-for-what"), head, lines)
