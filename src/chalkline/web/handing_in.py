"""Handing files in: an export is put into a folder of its own, and one follows how far it is.

Shared by every page on which a roster is handed in: the import of people and the roster audit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.utils.translation import gettext as _

from chalkline.jobs.api import WorkSeen, WorkState, work_by_id
from chalkline.kernel.problem import not_found
from chalkline.web.routes import Request, address_of

MOST_FILES = 20


@dataclass(frozen=True)
class Link:
    """A way on from a piece of work: to what was found, or to a file."""

    url: str
    label: str
    is_main: bool = False


@dataclass(frozen=True)
class Followed:
    """An export being read. ``page``: the name of the page that shows how far it is."""

    work: WorkSeen
    page: str
    links: tuple[Link, ...] = ()

    @property
    def url(self) -> str:
        """Where the piece of the page comes from that says how far it is."""
        return address_of(self.page, self.work.id)

    @property
    def finished(self) -> bool:
        """Whether it is done."""
        return self.work.state is WorkState.DONE

    @property
    def failed(self) -> bool:
        """Whether it ended without an answer."""
        return self.work.state is WorkState.FAILED


def put_down(request: Request, new_folder: Callable[[], Path]) -> tuple[Path, str] | None:
    """The export that was sent, in a new folder, and what it is called; None, and a word about it, when none was."""
    files = request.FILES.getlist("roster")[:MOST_FILES]
    if not files:
        messages.warning(request, _("Choose the export first."))
        return None
    folder = new_folder()
    for file in files:
        with (folder / _plain(file.name)).open("wb") as target:
            for piece in file.chunks():
                target.write(piece)
    name = _plain(files[0].name) if len(files) == 1 else _("%(n)s CSV files") % {"n": len(files)}
    return folder, name


def work_of(work_id: UUID, *kinds: str) -> WorkSeen:
    """A piece of work of one of these kinds. Raises Problem("not_found")."""
    seen = work_by_id(work_id)
    if seen is None or seen.kind not in kinds:
        raise not_found()
    return seen


def _plain(name: str | None) -> str:
    """A file's name without a folder, and never empty or hidden."""
    return Path(name or "").name.lstrip(".")[:120] or "roster.csv"
