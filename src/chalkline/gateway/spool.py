"""The spool: one line a call, on disk before the call's last byte."""

from __future__ import annotations

from typing import ClassVar

from chalkline.gateway.lines import DurableLines
from chalkline.rulebook.wire import SpoolRecord, spell_record


class Spool(DurableLines):
    """``await spool.write(record)`` returns when the record is durable; raises OSError when it is not."""

    suffix: ClassVar[str] = "spool"

    async def write(self, record: SpoolRecord) -> None:
        """Return when ``record`` is on disk."""
        await self.append(spell_record(record))
