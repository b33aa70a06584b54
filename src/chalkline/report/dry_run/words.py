"""The words of dry runs."""

from __future__ import annotations

from typing import Final

DAYS: Final = 30
RULES: Final = "rules"
POLICY: Final = "policy"
