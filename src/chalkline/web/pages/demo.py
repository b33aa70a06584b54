"""Being someone else with one click: in the demo, on this machine, and nowhere else."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from chalkline.kernel.problem import not_found
from chalkline.people.api import accounts
from chalkline.web.personas import groups, may_choose
from chalkline.web.routes import Request, page


@page("demo/", name="demo.personas", public=True)
def personas(request: Request) -> HttpResponse:
    """Everybody one can be, and what to try."""
    _only_in_the_demo(request)
    return render(request, "demo/personas.html", {"groups": groups(), "next": request.GET.get("next", "")})


@page("demo/<uuid:account_id>/", name="demo.become", public=True, methods=("POST",))
def become(request: Request, account_id: str) -> HttpResponse:
    """Sign in as one of them."""
    _only_in_the_demo(request)
    account = accounts().filter(pk=account_id).first()
    if account is None:
        raise not_found()
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    after = request.POST.get("next", "")
    return redirect(after if url_has_allowed_host_and_scheme(after, allowed_hosts=None) else "/")


def _only_in_the_demo(request: Request) -> None:
    if not may_choose(request):
        raise not_found()
