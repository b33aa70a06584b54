"""The public door of sources."""

from chalkline.discover.sources.apart.refusals import PART_NAMES, REASON_NAMES, ColumnsUnclear
from chalkline.discover.sources.apart.suspects import telling_word, why_suspect
from chalkline.discover.sources.commands import (
    COUNTER,
    LOADING,
    READER,
    UNPACKER,
    explain_columns,
    forget_columns,
    hand_in_log,
    hand_in_logs,
    remove_log,
)
from chalkline.discover.sources.folders import folder
from chalkline.discover.sources.importing import import_log, look_at
from chalkline.discover.sources.intake import Came, import_all
from chalkline.discover.sources.models import Mapping, Source, Watched
from chalkline.discover.sources.noted import dollars, notes_of
from chalkline.discover.sources.personal import SeenInLogs, seen_in_logs
from chalkline.discover.sources.queries import (
    coverage,
    explained,
    explained_header,
    loaded,
    rejected_rows,
    rows_of,
    source_by_id,
    sources,
    unknown_rows,
    watched_files,
)
from chalkline.discover.sources.reading.orders import Looked
from chalkline.discover.sources.shapes import SHAPES, Kind, Shape
from chalkline.discover.sources.unpacking import unpack_archive
from chalkline.discover.sources.watching import read_watched
from chalkline.discover.sources.words import Covered, Loaded, WatchState

__all__ = [
    "COUNTER",
    "LOADING",
    "PART_NAMES",
    "READER",
    "REASON_NAMES",
    "SHAPES",
    "UNPACKER",
    "Came",
    "ColumnsUnclear",
    "Covered",
    "Kind",
    "Loaded",
    "Looked",
    "Mapping",
    "SeenInLogs",
    "Shape",
    "Source",
    "WatchState",
    "Watched",
    "coverage",
    "dollars",
    "explain_columns",
    "explained",
    "explained_header",
    "folder",
    "forget_columns",
    "hand_in_log",
    "hand_in_logs",
    "import_all",
    "import_log",
    "loaded",
    "look_at",
    "notes_of",
    "read_watched",
    "rejected_rows",
    "remove_log",
    "rows_of",
    "seen_in_logs",
    "source_by_id",
    "sources",
    "telling_word",
    "unknown_rows",
    "unpack_archive",
    "watched_files",
    "why_suspect",
]
