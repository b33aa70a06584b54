"""What all inventories share: the columns of a row, and the words for what the district lets an app do."""

from __future__ import annotations

from collections.abc import Mapping

from chalkline.discover.sources.reading.columns import Part
from chalkline.discover.sources.shapes.headed import Headed
from chalkline.discover.sources.shapes.shape import Tells
from chalkline.kernel.sentences import Sentence

INSTALLED_IS_NOT_USED = Sentence("Installed or let in is not used: nobody may ever have opened it.")
A_STATE = Sentence("It shows one day. What was there before and is gone is not seen.")
NO_WEB = Sentence("Tools that are used in the browser without installing anything are not seen.")
NO_PEOPLE = Sentence("It counts people and devices and names none: roles and grades are not told.")
COUNTED = frozenset({Tells.AT_HOME})

NOTHING: Mapping[str, str] = {
    "app": "''",
    "app_id": "''",
    "homepage": "''",
    "publisher": "''",
    "place": "''",
    "who": "''",  # one person a row, where rows are people; never kept
    "device": "''",  # one device a row, where rows are devices; never kept
    "devices": "NULL::BIGINT",
    "users": "NULL::BIGINT",
    "unreadable": "false",
    "access": "'unknown'",
    "scopes": "[]::VARCHAR[]",
    "also": "''",  # another id by which other files name the app
    "line": "''",
    "passed_over": "false",
}


def inventory_columns(**found: str) -> dict[str, str]:
    """All columns of an inventory as SQL; those not found are empty."""
    return {**NOTHING, **found}


def counted_columns(table: Headed, **found: str) -> dict[str, str]:
    """The columns of a table in which each app is counted, by the parts it has; ``found`` are those told otherwise."""
    told = inventory_columns(
        app=table.cell(Part.APP_NAME),
        app_id=table.cell(Part.APP_ID),
        homepage=table.cell(Part.HOMEPAGE),
        place=table.cell(Part.PLACE),
        devices=table.number(Part.DEVICES),
        users=table.number(Part.USERS),
        unreadable=table.unreadable(Part.DEVICES, Part.USERS),
        access=access_sql(table.cell(Part.ACCESS)),
        line=table.whole(),
    )
    return {**told, **found}


def access_sql(cell: str) -> str:
    """SQL: blocked, limited, allowed or unknown, from the words of a console in English or Spanish."""
    said = f"lower({cell})"
    return (
        f"CASE WHEN regexp_matches({said}, 'block|bloque|disabled|deshabilit|desactiv|denied|^(false|no)$') "
        f"THEN 'blocked' "
        f"WHEN regexp_matches({said}, 'limit|specific|espec|restric') THEN 'limited' "
        f"WHEN regexp_matches({said}, 'trust|confian|allow|permit|enabled|habilit|activ|force|^(true|yes|sí|si)$') "
        f"THEN 'allowed' ELSE 'unknown' END"
    )
