"""The channel on a real disk: durable, sealed, refused where it cannot be written, handed over once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from cast import NOW
from chalkline.gateway.channel import Channel
from chalkline.gateway.refusing import Refused
from chalkline.jobs.api import ChannelKeeper, run_pending
from chalkline.jobs.models import Delivery
from chalkline.rulebook.api import ChannelKind, ChannelRecord, read_channel, sealing_half, unseal

PRIVATE = bytes(range(32))


def told(folder: Path, *texts: bytes) -> None:
    async def tell() -> None:
        channel = Channel(folder / "node", sealing_half(PRIVATE))
        channel.open()
        for number, text in enumerate(texts):
            await channel.tell(ChannelKind.HELD, f"d-{number}", at=NOW, about={"use_id": "u"}, data=text)
        channel.close()

    asyncio.run(tell())


def test_what_is_told_is_on_disk_sealed_and_opens_with_the_private_half(tmp_path: Path) -> None:
    told(tmp_path, b"a secret essay", b"x" * 100_000)
    data = b"".join(path.read_bytes() for path in sorted((tmp_path / "node").glob("*.channel")))
    assert b"secret essay" not in data
    first, second = read_channel(data).records
    assert unseal(PRIVATE, first.sealed, first.context) == b"a secret essay"
    assert unseal(PRIVATE, second.sealed, second.context) == b"x" * 100_000
    assert (first.node, first.about) == ("node", {"use_id": "u"}) and first.sequence < second.sequence


def test_a_full_disk_refuses_the_call(tmp_path: Path) -> None:
    async def fail() -> None:
        channel = Channel(tmp_path, sealing_half(PRIVATE))
        channel.open()
        good, channel._file = channel._file, -1
        with pytest.raises(Refused) as refused:
            await channel.tell(ChannelKind.ALERT, "d", at=NOW)
        assert refused.value.code == "channel_unavailable" and refused.value.status == 503
        channel._file = good
        await channel.tell(ChannelKind.ALERT, "d", at=NOW)
        channel.close()

    asyncio.run(fail())


@pytest.mark.django_db
def test_each_record_is_handed_over_once_and_none_waits_behind_a_broken_one(tmp_path: Path) -> None:
    seen: list[str] = []

    def see(record: ChannelRecord, *, now: object) -> None:
        if record.decision_id == "d-1" and "d-1" not in seen:
            seen.append("d-1")
            raise ValueError("a fault")
        seen.append(record.decision_id)

    told(tmp_path, b"one", b"two", b"three")
    keeper = ChannelKeeper(tmp_path, {ChannelKind.HELD: see})
    run_pending(chores=[keeper], now=NOW)
    assert seen == ["d-0", "d-1", "d-2"]
    broken = Delivery.objects.get()
    assert broken.problem == "ValueError" and broken.attempts == 1
    run_pending(chores=[ChannelKeeper(tmp_path, {ChannelKind.HELD: see})], now=broken.next_at)
    assert seen == ["d-0", "d-1", "d-2", "d-1"] and not Delivery.objects.exists()
    # The files are read anew from their beginning: nothing comes twice.
    from chalkline.ledger.models import SpoolFile

    SpoolFile.objects.all().delete()
    run_pending(chores=[ChannelKeeper(tmp_path, {ChannelKind.HELD: see})], now=broken.next_at)
    assert len(seen) == 4
