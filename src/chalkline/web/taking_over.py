"""Lists handed in as CSV or XLSX: looked at first, with the rows to mend as a file, and taken over only then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.taking_over import ON_CONFLICT_NAMES, Beside, OnConflict
from chalkline.rollout.reading.api import Rejected, Sorted
from chalkline.web.files import csv_response
from chalkline.web.routes import Request
from chalkline.web.templatetags.saying import said

SHOWN = 20
AN_HOUR = 60 * 60
BESIDE_NAMES = {
    Beside.NEW: Sentence("new"),
    Beside.SAME: Sentence("as it is here already"),
    Beside.DIFFERS: Sentence("says something else than what is here"),
}


@dataclass(frozen=True)
class List:
    """One kind of list: how its page speaks, how a file is read, shown and taken over.

    ``compare``: how each row stands beside what is here; then the person chooses what happens where they differ.
    """

    title: str
    lead: Any
    columns: Any
    back: str
    back_label: str
    head: tuple[Any, ...]
    read: Callable[[Any], Sorted[Any]]
    show: Callable[[Any], Sequence[Any]]
    spell: Callable[[Any], dict[str, Any]]
    restore: Callable[[dict[str, Any]], Any]
    take: Callable[[list[Any], OnConflict], int]
    compare: Callable[[list[Any]], list[Beside]] | None = None


def list_page(request: Request, kind: List) -> HttpResponse:
    """Ask for the file; show what it holds; take it over: three pages at one address."""
    context: dict[str, Any] = {"kind": kind}
    salt = f"list:{request.path}:{request.actor.id}"
    if "rows" in request.POST:
        rows = [kind.restore(each) for each in _opened(request.POST["rows"], salt)]
        return _taken(request, kind, rows)
    if "rejected" in request.POST:
        return _to_mend(_opened(request.POST["rejected"], salt))
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise Problem("lists.no_file", what=Sentence("Choose the file first."),
                              why=Sentence("Nothing was handed in."), next_step=Sentence("Choose a CSV file."),
                              fields={"file": Sentence("Choose the file first.")})  # fmt: skip
            found = kind.read(file)
            context |= _looked_at(found, kind, salt)
        except Problem as problem:
            if problem.kind is not Kind.INVALID:
                raise
            context["errors"] = [("file", " ".join((said(problem.what), said(problem.next_step))))]
    return render(request, "rollout/list.html", context)


def _taken(request: Request, kind: List, rows: list[Any]) -> HttpResponse:
    how = request.POST.get("conflict", "")
    count = kind.take(rows, OnConflict(how) if how in set(OnConflict) else OnConflict.STOP)
    messages.success(request, _("Taken over: %(n)s rows.") % {"n": count})
    return redirect(kind.back)


def _looked_at(found: Sorted[Any], kind: List, salt: str) -> dict[str, Any]:
    mend = [_mended(each) for each in found.rejected]
    beside = kind.compare(list(found.good)) if kind.compare else []
    return {
        "beside": [(BESIDE_NAMES[each], beside.count(each)) for each in Beside if each in beside],
        "conflicts": [(each.value, said(ON_CONFLICT_NAMES[each])) for each in OnConflict]
        if Beside.DIFFERS in beside
        else [],
        "found": found,
        "shown": [kind.show(row) for row in found.good[:SHOWN]],
        "more": max(0, len(found.good) - SHOWN),
        "rejected": found.rejected[:SHOWN],
        "rows": signing.dumps([kind.spell(row) for row in found.good], salt=salt, compress=True) if found.good else "",
        "mend": signing.dumps([list(found.head), *mend], salt=salt, compress=True) if mend else "",
    }


def _mended(each: Rejected) -> list[Any]:
    return [each.line, said(each.why), *each.cells]


def _to_mend(rows: list[list[Any]]) -> HttpResponse:
    head, *rest = rows
    return csv_response("rows-to-mend", [_("row"), _("what is wrong"), *head], rest)


def _opened(text: str, salt: str) -> list[Any]:
    try:
        return list(signing.loads(text, salt=salt, max_age=AN_HOUR))
    except signing.BadSignature:
        raise Problem(
            "lists.too_old",
            what=Sentence("This list was looked at too long ago, or by somebody else."),
            why=Sentence("What is taken over must be what you have just seen."),
            next_step=Sentence("Hand the file in again."),
            kind=Kind.CONFLICT,
        ) from None
