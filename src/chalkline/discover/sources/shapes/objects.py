"""Objects of an API: one a line, or pages of them, whichever way they were saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.opening import Opened
from chalkline.discover.sources.reading.tables import line_rows


def first_objects(head: Head, key: str) -> list[dict[str, Any]]:
    """The first objects of a file; ``key`` is where a page holds them."""
    found: list[dict[str, Any]] = []
    for each in head.objects[:50]:
        page = each.get(key)
        found += [item for item in page if isinstance(item, dict)] if isinstance(page, list) else [each]
    return found[:200]


def object_rows(opened: Opened, keep: bool, key: str) -> str:
    """SQL: a table of one column ``j``, the objects; a page that stands on one line is taken apart."""
    page = f"json_extract(j, '$.\"{key}\"')"
    return (
        f"(SELECT unnest(CASE WHEN json_type({page}) = 'ARRAY' THEN from_json({page}, '[\"JSON\"]') ELSE [j] END) AS j "
        f"FROM (SELECT TRY_CAST(line AS JSON) AS j FROM {line_rows(opened, keep_rejects=keep)}))"
    )


def text_at(*paths: str, of: str = "j") -> str:
    """SQL for the first of these paths that holds a text; never NULL."""
    read = ", ".join(f"nullif(trim(json_extract_string({of}, '{path}')), '')" for path in paths)
    return f"coalesce({read}, '')"


def number_at(path: str, of: str = "j") -> str:
    """SQL for a whole number, whether it stands as a number or as a text."""
    return f"TRY_CAST(json_extract_string({of}, '{path}') AS BIGINT)"


def texts_at(path: str, of: str = "j") -> str:
    """SQL for a list of texts; empty where there is none."""
    found = f"json_extract({of}, '{path}')"
    return f"CASE WHEN json_type({found}) = 'ARRAY' THEN CAST({found} AS VARCHAR[]) ELSE []::VARCHAR[] END"


def have(objects: Sequence[dict[str, Any]], needed: Sequence[str], one_of: Sequence[str] = ()) -> bool:
    """Whether most of these objects have all the needed names, and one of the others."""
    fit = [
        all(name in each for name in needed) and (not one_of or any(name in each for name in one_of))
        for each in objects
    ]
    return bool(fit) and sum(fit) >= 0.8 * len(fit)
