"""Who is on call, what comes when a student may be in danger, and drills."""

from __future__ import annotations

import asyncio
import json
from datetime import time, timedelta
from typing import Any

from telling.deed import Moment, Named, Someone, deed


@deed("says who is on call")
def says_who_is_on_call(
    moment: Moment,
    *,
    first: list[Someone],
    always: Someone,
    begins: str,
    ends: str,
    students_read: str,
    students_read_es: str,
    minutes: int = 10,
    school: str = "",
) -> Any:
    """On school days between two hours those of ``first``, by turns of asking; always the other."""
    from chalkline.oversee.on_call.api import RotaWords, Shift, set_rota
    from chalkline.people.api import schools

    week = frozenset(range(5))
    hours = time.fromisoformat(begins), time.fromisoformat(ends)
    shifts = tuple(Shift(str(each.pk), week, *hours) for each in first)
    words = RotaWords(shifts, str(always.pk), minutes, students_read, students_read_es)
    place = schools().get(name=school) if school else None
    return set_rota(moment.actor, words, school=place, now=moment.now)


@deed("writes words that may mean danger")
def writes_words_that_may_mean_danger(moment: Moment, *, words: str, school: str, grade: str) -> Any:
    """The gateway answers with help and writes an alert into the channel, sealed; the jobs process takes it over."""
    from django.conf import settings

    from chalkline.gateway.channel import Channel
    from chalkline.jobs.api import ChannelKeeper
    from chalkline.kernel.ids import new_id
    from chalkline.kernel.keyring import Keyring
    from chalkline.oversee.on_call.models import Alert
    from chalkline.people.api import schools
    from chalkline.project.reactions import CHANNEL
    from chalkline.protect.safety.reading import read_safety
    from chalkline.rulebook.api import ChannelKind, sealing_half
    from chalkline.rulebook.sealing import KEY
    from chalkline.rulebook.wire import CHANNEL_FOLDER

    [signal, *_rest] = read_safety(words)
    folder, decision_id = settings.CHALKLINE.home / CHANNEL_FOLDER, new_id()
    channel = Channel(folder / "gateway", sealing_half(Keyring(settings.CHALKLINE.key_folder).key(KEY)))
    about: dict[str, str | int] = {
        "category": signal.category.value,
        "severity": int(signal.severity),
        "rule": signal.rule_id,
        "direction": "in",
        "school": str(schools().get(name=school).pk),
        "grade_band": grade,
    }
    channel.open()
    sealed = json.dumps({"asked": words, "person": ""}).encode()
    asyncio.run(channel.tell(ChannelKind.ALERT, decision_id, at=moment.now, about=about, data=sealed))
    channel.close()
    ChannelKeeper(folder, CHANNEL)(moment.now + timedelta(seconds=2))
    return Alert.objects.get(decision_id=decision_id)


@deed("starts a drill")
def starts_a_drill(moment: Moment) -> Any:
    """Told like a real one."""
    from chalkline.oversee.on_call.api import raise_drill

    return raise_drill(moment.actor, now=moment.now)


@deed("takes an alert")
def takes_an_alert(moment: Moment, *, alert: Named, after_seconds: int) -> Any:
    """So long after it came."""
    from chalkline.oversee.on_call.api import take_alert

    return take_alert(moment.actor, alert, now=alert.at + timedelta(seconds=after_seconds))


@deed("reads what was typed")
def reads_what_was_typed(moment: Moment, *, alert: Named, reason: str) -> Any:
    """With a reason."""
    from chalkline.oversee.on_call.api import read_alert

    return read_alert(moment.actor, alert, reason=reason, now=moment.now)


@deed("closes an alert")
def closes_an_alert(moment: Moment, *, alert: Named, done: str) -> Any:
    """With what was done."""
    from chalkline.oversee.on_call.api import close_alert

    return close_alert(moment.actor, alert, words=done, now=moment.now)
