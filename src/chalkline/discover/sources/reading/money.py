"""In which form does this column write its money? Decided from the values, once for the whole file."""

from __future__ import annotations

import re
from collections.abc import Sequence

MONEY = (
    r"^[-+(]?\s*(?:USD|EUR|MXN|[$€£])?\s*[-+(]?\s*\d[\d.,' \x{00a0}]*\s*(?:USD|EUR|MXN|[$€£])?\s*\)?\s*(?:-|CR|DR)?$"
)
_MONEY = re.compile(MONEY.replace("\\x{00a0}", "\u00a0"), re.IGNORECASE)
COMMA_CENTS, DOT_CENTS = re.compile(r",\d{1,2}\D*$"), re.compile(r"\.\d{1,2}\D*$")


def cents_of(values: Sequence[str], column: str) -> str | None:
    """SQL for the cents in a column, NULL where a cell holds no amount; None if the column holds none.

    "$1,250.00", "(310.00)", "1.250,00 €", "45.00-", "12.5 CR": in brackets, with a minus, or as a credit: back.
    """
    sample = [value.strip() for value in values if value.strip()][:400]
    if not sample or sum(map(bool, map(_MONEY.match, sample))) < 0.8 * len(sample):
        return None
    comma = sum(map(bool, map(COMMA_CENTS.search, sample))) > sum(map(bool, map(DOT_CENTS.search, sample)))
    cell = f"trim({column})"
    digits = f"regexp_replace({cell}, '[^0-9.,]', '', 'g')"
    plain = f"replace(replace({digits}, '.', ''), ',', '.')" if comma else f"replace({digits}, ',', '')"
    pattern = MONEY.replace("'", "''")
    sign = f"CASE WHEN regexp_matches({cell}, '(?i)-|^\\(|^\\S*\\(|CR$') THEN -1 ELSE 1 END"
    amount = f"TRY_CAST(round(TRY_CAST({plain} AS DECIMAL(18, 4)) * 100) AS BIGINT) * ({sign})"
    return f"CASE WHEN regexp_matches({cell}, '(?i){pattern}') THEN {amount} END"
