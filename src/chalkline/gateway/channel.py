"""The channel: what a person has to see, sealed to the district, on disk before the call is answered.

Alerts, calls that wait for a release, and texts that a use's rule keeps. The gateway seals and cannot open: the
private half lies in the control plane's key folder. A full disk refuses the call, as it does for the spool.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from chalkline.gateway.lines import DurableLines
from chalkline.gateway.refusing import channel_unavailable
from chalkline.rulebook.sealing import seal
from chalkline.rulebook.wire import ChannelKind, ChannelRecord, sealed_context, spell_record

IN_A_THREAD = 64 * 1024  # bytes above which sealing leaves the event loop


class Channel(DurableLines):
    """``await channel.tell(kind, decision_id, at=..., about=..., data=...)`` returns when it is durable.

    Raises Refused("channel_unavailable") when it cannot be written: the call it belongs to must not go on.
    """

    suffix: ClassVar[str] = "channel"

    def __init__(self, folder: Path, public: bytes) -> None:
        super().__init__(folder)
        self._public = public

    async def tell(
        self,
        kind: ChannelKind,
        decision_id: str,
        *,
        at: datetime,
        about: dict[str, str | int] | None = None,
        data: bytes = b"",
    ) -> None:
        """Write one record. ``about``: ids, codes and counts; ``data``: what is to be sealed."""
        context = sealed_context(kind, decision_id)
        if len(data) > IN_A_THREAD:
            sealed = await asyncio.to_thread(seal, self._public, data, context)
        else:
            sealed = seal(self._public, data, context) if data else b""
        record = ChannelRecord(
            kind=kind,
            decision_id=decision_id,
            node=self.folder.name,
            sequence=self.next_sequence(),
            at=at,
            about=about or {},
            sealed=sealed,
        )
        try:
            await self.append(spell_record(record))
        except OSError:
            raise channel_unavailable() from None
