"""What the district knows and has approved: passages with their source, for all staff."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from chalkline.assist.drafts.api import Asker, Said, said_of
from chalkline.assist.retrieval.api import Found, find
from chalkline.web.pages.assist.telling import parts_of_assist
from chalkline.web.routes import Request, address_of, page

LONGEST = 300
COVERS, LIKE = 0.2, 0.35  # below, a passage shares a word with what is asked, and says nothing of it


@page("assist/find/", name="assist.find", permission="library.see")
def home(request: Request) -> HttpResponse:
    """Find: the sentences that answer, if there are any, and the passages they stand in."""
    request.actor.must("library.see")
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    today = localdate()
    found = find(request.actor, words, today=today) if words else None
    hits = _hits(found) if found else []
    numbers = {each["hit"].passage_id: each["number"] for each in hits}
    said = said_of(request.actor, words, found.language, Asker.STAFF, today=today) if found else Said(())
    context = {
        "parts": parts_of_assist(request, "assist.find"),
        "words": words,
        "found": found,
        "hits": hits,
        "said": said,
        "said_numbered": [
            (sentence, hit, numbers[hit.passage_id]) for sentence, hit in said.sentences if hit.passage_id in numbers
        ],
    }
    return render(request, "assist/find.html", context)


def _hits(found: Found) -> list[dict[str, Any]]:
    speaking = [hit for hit in found.hits if hit.cover >= COVERS or (hit.cosine or 0.0) >= LIKE]
    return [
        {"number": number, "hit": hit, "url": address_of("assist.document", hit.document_id)}
        for number, hit in enumerate(speaking, 1)
    ]
