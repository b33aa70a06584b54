"""The product's addresses and one more: the gallery."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django_cotton.compiler_regex import CottonCompiler

from journeys.gallery import showing

PAGE = Path(__file__).parent / "templates" / "gallery.html"


def drawn(source: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
    """A template's text as the product's loader would render it."""
    return engines["django"].from_string(CottonCompiler().process(source)).render(context, request)


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component on one page; ?bound=1 shows the form with its errors."""
    return HttpResponse(drawn(PAGE.read_text(), showing.context(request, bound="bound" in request.GET), request))


def progress(request: HttpRequest) -> HttpResponse:
    """What the progress component asks for."""
    source = (
        '<c-progress url="/gallery/progress/" label="Reading proxy-october.csv" done="60" total="100" id="work-1" />'
    )
    return HttpResponse(drawn(source, {}, request))


urlpatterns = [
    path("gallery/", gallery),
    path("gallery/progress/", progress),
    path("", include("chalkline.project.urls")),
]
handler404 = "chalkline.web.problems.page_not_found"
handler500 = "chalkline.web.problems.fault"
