"""The public door of sources."""

from chalkline.discover.sources.apart.refusals import PART_NAMES, ColumnsUnclear
from chalkline.discover.sources.apart.suspects import why_suspect
from chalkline.discover.sources.commands import READER, explain_columns, hand_in_log, remove_log
from chalkline.discover.sources.folders import folder
from chalkline.discover.sources.importing import import_log
from chalkline.discover.sources.models import Source
from chalkline.discover.sources.personal import SeenInLogs, seen_in_logs
from chalkline.discover.sources.queries import (
    coverage,
    loaded,
    rejected_rows,
    rows_of,
    source_by_id,
    sources,
    unknown_rows,
)
from chalkline.discover.sources.shapes import SHAPES, Kind, Shape
from chalkline.discover.sources.words import Covered, Loaded

__all__ = [
    "PART_NAMES",
    "READER",
    "SHAPES",
    "ColumnsUnclear",
    "Covered",
    "Kind",
    "Loaded",
    "SeenInLogs",
    "Shape",
    "Source",
    "coverage",
    "explain_columns",
    "folder",
    "hand_in_log",
    "import_log",
    "loaded",
    "rejected_rows",
    "remove_log",
    "rows_of",
    "seen_in_logs",
    "source_by_id",
    "sources",
    "unknown_rows",
    "why_suspect",
]
