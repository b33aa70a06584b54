"""Reads of sources."""

from __future__ import annotations

from pathlib import Path

from django.db.models import QuerySet

from chalkline.discover.sources.folders import rejects_file, rows_file, unknown_file
from chalkline.discover.sources.models import Mapping, Source, Watched
from chalkline.discover.sources.shapes import SHAPES, Kind
from chalkline.discover.sources.words import Covered, SourceState
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor


def sources(actor: Actor) -> QuerySet[Source]:
    """Every source that counts, newest first."""
    actor.must("discover.see_audit")
    return loaded()


def source_by_id(actor: Actor, source_id: str) -> Source:
    """One source. Raises Problem("not_found")."""
    actor.must("discover.import_logs")
    source = Source.objects.filter(pk=source_id).first()
    if source is None:
        raise not_found(Sentence("source"))
    return source


def rejected_rows(actor: Actor, source_id: str) -> Path:
    """The file of rejected rows of a source. Raises Problem("not_found") where there is none."""
    path = rejects_file(str(source_by_id(actor, source_id).id))
    if not path.exists():
        raise not_found(Sentence("file of rejected rows"))
    return path


def coverage(actor: Actor) -> list[Covered]:
    """What each kind of source among those loaded cannot show."""
    counts: dict[str, int] = {}
    for shape in sources(actor).order_by().values_list("shape", flat=True):  # what was seen is long, and not asked
        counts[shape] = counts.get(shape, 0) + 1
    return [
        Covered(name, SHAPES[name].title, counts[name], SHAPES[name].cannot_show) for name in SHAPES if name in counts
    ]


def loaded() -> QuerySet[Source]:
    """Sources that count. Takes no actor: the queries of findings have checked theirs."""
    return Source.objects.filter(state=SourceState.LOADED)


def rows_of(kind: Kind) -> list[Path]:
    """The kept rows of every source of a kind, oldest first."""
    ids = loaded().filter(kind=kind).order_by("loaded_at").values_list("id", flat=True)
    return [path for each in ids if (path := rows_file(str(each))).exists()]


def unknown_rows() -> list[Path]:
    """The rows of unknown hosts that look like AI."""
    ids = loaded().filter(kind=Kind.NETWORK).order_by("loaded_at").values_list("id", flat=True)
    return [path for each in ids if (path := unknown_file(str(each))).exists()]


def mappings() -> dict[str, dict[str, str]]:
    """What the district said about headers, by the digest of the header."""
    return {each.header_digest: dict(each.parts) for each in Mapping.objects.all()}


def watched_files(actor: Actor) -> QuerySet[Watched]:
    """What was seen in the watched folder, newest first."""
    actor.must("discover.import_logs")
    return Watched.objects.all()


def explained(actor: Actor) -> QuerySet[Mapping]:
    """What the district said about headers, newest first."""
    actor.must("discover.import_logs")
    return Mapping.objects.order_by("-said_at")


def explained_header(actor: Actor, mapping_id: int) -> Mapping:
    """What was said about one header. Raises Problem("not_found")."""
    found = explained(actor).filter(pk=mapping_id).first()
    if found is None:
        raise not_found(Sentence("header"))
    return found
