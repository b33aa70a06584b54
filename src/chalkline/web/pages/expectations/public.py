"""What anybody with the link reads: how far this class works with AI, in words for students and families."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from chalkline.publish.expectations.api import LEVEL_NAMES, LEVEL_SAID, class_by_link
from chalkline.web.routes import Request, page


@page("register/class/<str:link>/", name="register.class_page", public=True)
def class_page(request: Request, link: str) -> HttpResponse:
    """The level of a class and of the work in it. Nobody is counted here and nobody is named."""
    of = class_by_link(link, localdate())
    works = [(each, LEVEL_NAMES[each.level], LEVEL_SAID[each.level]) for each in of.works]
    context = {"of": of, "name": LEVEL_NAMES[of.level], "words": LEVEL_SAID[of.level], "works": works}
    response = render(request, "expectations/public.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
