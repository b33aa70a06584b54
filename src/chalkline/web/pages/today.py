"""Today: what waits for me, what changed since I was last here, what is at risk."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from chalkline.web.routes import Request, page


@page("", name="today.home", permission="purpose.see")
def home(request: Request) -> HttpResponse:
    """The landing page of everyone who signs in."""
    return render(request, "today.html", {})
