"""Visits as JSON objects, one a line: Zscaler's feeds, and whatever else exports so. Keys are read like a header."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalkline.discover.sources.reading.head import LONGEST_CELL, Head
from chalkline.discover.sources.reading.tables import line_rows, quoted
from chalkline.discover.sources.shapes.filter_csv import SHAPE as FILTER_CSV
from chalkline.discover.sources.shapes.shape import Kind, Missing, Plan, Setting, Shape
from chalkline.discover.sources.shapes.visits import Layout, plan_of
from chalkline.kernel.sentences import Sentence

Path = tuple[str, ...]
DEEPEST, MOST_KEYS = 3, 120


def recognise(head: Head, setting: Setting) -> Plan | Missing | None:
    """Objects that hold a time, a web address and somebody, at the top or in an object within."""
    objects = [_flat(each) for each in head.objects]
    paths = list(dict.fromkeys(path for each in objects for path in each))[:MOST_KEYS]
    if not paths:
        return None
    layout = Layout(
        header=_names(paths),
        values=[[each.get(path, "") for path in paths] for each in objects],
        cell=lambda place: f"json_extract_string(j, {quoted(_spelled(paths[place]))})",
        rows=lambda opened, keep: f"(SELECT TRY_CAST(line AS JSON) AS j FROM {line_rows(opened, keep_rejects=keep)})",
        sureness=0.55,
    )
    return plan_of(layout, setting)


def _flat(value: Mapping[str, Any], within: Path = ()) -> dict[Path, str]:
    """The plain values of an object by their path; lists are left where they are."""
    found: dict[Path, str] = {}
    for key, each in value.items():
        path = (*within, str(key))
        if isinstance(each, Mapping) and len(path) < DEEPEST:
            found |= _flat(each, path)
        elif isinstance(each, (str, int, float)) and '"' not in key:
            text = str(each).lower() if isinstance(each, bool) else str(each)
            found[path] = text.strip()[:LONGEST_CELL]
    return found


def _names(paths: list[Path]) -> tuple[str, ...]:
    """The last key of each path, and the whole of it where two end alike."""
    last = [path[-1] for path in paths]
    return tuple(path[-1] if last.count(path[-1]) == 1 else ".".join(path) for path in paths)


def _spelled(path: Path) -> str:
    return "$" + "".join(f'."{key}"' for key in path)


SHAPE = Shape(
    name="filter_json",
    title=Sentence("Web filter export in JSON (Zscaler and others)"),
    kind=Kind.NETWORK,
    tells=FILTER_CSV.tells,
    cannot_show=FILTER_CSV.cannot_show,
    recognise=recognise,
)
