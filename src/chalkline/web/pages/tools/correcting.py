"""What the district knows better than the catalogue: further domains, ids of apps, other names, further services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.kernel.clock import utc_now
from chalkline.tools.register.api import (
    SCOPE_NAMES,
    AiScope,
    Known,
    add_service,
    correct_service,
    correction_of,
)
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, sent
from chalkline.web.templatetags.saying import said

LISTS = ("domains", "not_domains", "aliases", "client_ids", "extension_ids")


def _lines(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


class CorrectionForm(Questions):
    """The district's own lists, one entry a line."""

    domains = _lines(lazy("Further web addresses"), lazy("Names such as example.com, one a line."))
    not_domains = _lines(
        lazy("Web addresses the catalogue gives it wrongly"), lazy("They lead to it no longer, one a line.")
    )
    aliases = _lines(
        lazy("What it is called here"),
        lazy("Other names, in ledgers and surveys for example, one a line."),
    )
    client_ids = _lines(
        lazy("Ids of its apps at sign-in"), lazy("Client ids at Google, application ids at Microsoft, one a line.")
    )
    extension_ids = _lines(
        lazy("Ids of its extensions and installed apps"),
        lazy("From the Chrome Web Store 32 letters; or a bundle id, one a line."),
    )
    ai_scope = forms.ChoiceField(label=lazy("How much of it is AI?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ai_scope"].choices = _scopes()  # type: ignore[attr-defined]  # a field of choices has them

    def changes(self, service: Known) -> dict[str, object]:
        """What was answered, in the words of the command."""
        lists: dict[str, object] = {name: str(self.answer(name)).split("\n") for name in LISTS}
        given = {name: [line.strip() for line in lines if line.strip()] for name, lines in lists.items()}  # type: ignore[attr-defined]  # lists
        scope = self.answer("ai_scope")
        return {**given, **({"ai_scope": scope} if scope and scope != service.ai_scope else {})}


class ServiceForm(Questions):
    """A service that no catalogue knows."""

    name = forms.CharField(label=lazy("What is it called?"), max_length=LONGEST)
    domains = _lines(lazy("Its web addresses"), lazy("Names such as example.com, one a line."))
    vendor = forms.CharField(label=lazy("Who makes it?"), max_length=LONGEST, required=False)
    ai_scope = forms.ChoiceField(label=lazy("How much of it is AI?"), widget=forms.RadioSelect, initial=AiScope.CORE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ai_scope"].choices = _scopes()  # type: ignore[attr-defined]  # a field of choices has them


def _scopes() -> list[tuple[str, str]]:
    return [(scope.value, said(name)) for scope, name in SCOPE_NAMES.items()]


@page(
    "tools/<slug:slug>/catalogue/", name="tools.correct", permission="tools.import_catalogue", methods=("GET", "POST")
)
def correct(request: Request, slug: str) -> HttpResponse:
    """Lay the district's own knowledge over an entry. It survives every update of the catalogue."""
    service, ours = correction_of(request.actor, slug)
    begun = {name: "\n".join(ours.get(name, ())) for name in LISTS} | {"ai_scope": service.ai_scope}
    form = CorrectionForm(request.POST if request.method == "POST" else None, initial=begun)
    if request.method == "POST":
        saved = sent(form, lambda: correct_service(request.actor, slug, form.changes(service), now=utc_now()))
        if saved:
            messages.success(request, _("Saved. What is loaded from now on is read by it."))
            return redirect("tools.show", slug)
    return render(request, "tools/correct.html", {"form": form, "service": service})


@page("discover/services/new/", name="tools.add", permission="tools.import_catalogue", methods=("GET", "POST"))
def add(request: Request) -> HttpResponse:
    """Add a service, so that what is loaded from now on recognises it."""
    form = ServiceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        service = sent(
            form,
            lambda: add_service(
                request.actor,
                str(form.answer("name")),
                [line.strip() for line in str(form.answer("domains")).split("\n") if line.strip()],
                vendor=str(form.answer("vendor")),
                ai_scope=AiScope(form.answer("ai_scope") or AiScope.CORE),
                now=utc_now(),
            ),
        )
        if service:
            messages.success(request, _("Saved. What is loaded from now on is read by it."))
            return redirect("tools.show", service.slug)
    return render(request, "tools/add_service.html", {"form": form})
