"""A signed schedule of data, read from a table or a text into ticks; what was not understood is settled by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.rollout.reading.api import rows_in
from chalkline.rulebook.api import vocabulary
from chalkline.tools.agreements.api import ScheduleRead, read_elements, read_schedule
from chalkline.web.routes import Request
from chalkline.web.templatetags.saying import said

LEAVE_OUT = "-"
LONGEST_PASTE = 200_000
MOST_UNCLEAR = 60


@dataclass(frozen=True)
class Unclear:
    """A row that names no element of ours, and what was chosen for it ("" nothing yet, "-" it is left out)."""

    name: str
    text: str
    choice: str


def read_from(request: Request) -> ScheduleRead | None:
    """The schedule that was handed in for reading: a file (.csv, .xlsx) or a pasted table; None where neither was."""
    upload = request.FILES.get("schedule_file")
    if upload is not None:
        return read_schedule(rows_in(upload.chunks()))
    pasted = request.POST.get("schedule_text", "")[:LONGEST_PASTE]
    if not pasted.strip():
        return None
    if "\t" in pasted:
        return read_schedule(csv.reader(io.StringIO(pasted, newline=""), delimiter="\t"))
    return read_elements(pasted)


def unclear_now(request: Request, read: ScheduleRead | None) -> list[Unclear]:
    """What is to be settled: what was just read, and what an earlier reading left, with what was chosen."""
    held = zip(request.POST.getlist("unclear"), request.POST.getlist("settled"), strict=False)
    before = {text: choice for text, choice in held if text}
    texts = list(dict.fromkeys([*before, *(read.unclear if read else ())]))[:MOST_UNCLEAR]
    return [Unclear(f"settled-{at}", text, before.get(text, "")) for at, text in enumerate(texts)]


def settled(rows: Sequence[Unclear]) -> list[str]:
    """The elements chosen for rows that were not understood. Raises Problem("agreements.schedule_unsettled")."""
    if any(not each.choice for each in rows):
        raise Problem(
            "agreements.schedule_unsettled",
            what=Sentence("Some rows of the schedule are not settled."),
            why=Sentence("The gateway keeps to the schedule, so nothing in it is guessed."),
            next_step=Sentence("Say of each row which kind of data it is, or that it is left out."),
            fields={"elements": Sentence("Settle each row that was not understood.")},
        )
    return [each.choice for each in rows if each.choice != LEAVE_OUT]


def choices() -> list[tuple[str, str]]:
    """What a row can be: any element, or left out."""
    elements = [(each.id, said(Sentence(each.label))) for each in vocabulary().element_list]
    return [(LEAVE_OUT, _("Left out: it is never given")), *sorted(elements, key=lambda each: each[1].casefold())]
