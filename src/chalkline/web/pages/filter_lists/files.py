"""The lists of one audience as files, in the form of the product that shall keep them."""

from __future__ import annotations

import io
import zipfile

from django.http import HttpResponse

from chalkline.publish.filter_lists.api import (
    FORMS,
    MAPPED,
    File,
    audience_by_key,
    draft,
    edition_in_force,
    layout_by_id,
    lists_now,
    written,
)
from chalkline.web.routes import Request, page

MADE = (1980, 1, 1, 0, 0, 0)  # so that the same lists are the same bytes


@page("protect/filter-lists/for/<slug:key>/file/", name="filter_lists.file", permission="filter_lists.see")
def file(request: Request, key: str) -> HttpResponse:
    """One file where a form has one, else all of them zipped."""
    actor = request.actor
    lists = lists_now() if edition_in_force() else draft()
    found = audience_by_key(actor, lists, key)
    form, _colon, layout_id = request.GET.get("form", "domains").partition(":")
    layout = layout_by_id(actor, layout_id) if form == MAPPED else None
    files = written(actor, found.spans, form, layout=layout, place=request.GET.get("place", "")[:200])
    name = f"chalkline-{form if form in FORMS else 'lists'}-{key}"
    if len(files) == 1:
        return _as_file(files[0].text.encode(), files[0].media, f"{name}-{files[0].name}")
    return _as_file(zipped(files), "application/zip", f"{name}.zip")


def zipped(files: tuple[File, ...]) -> bytes:
    """Files in one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in files:
            archive.writestr(zipfile.ZipInfo(each.name, MADE), each.text.encode())
    return out.getvalue()


def _as_file(data: bytes, media: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
