"""Content safety of a call, both ways: what a person writes before any model is asked, what a model answers on its way
out, and no link that carries data away.

A student's signal of danger is answered with help, and a record of it is in the channel, sealed, before the last byte
of that answer. It is looked for before the policy's verdict is given: a call that would be refused anyway is answered
with help all the same. What stands in results of tools is read for orders to a model; it gains no right by them, since
rights come from the key and the policy, and a use of students may say that such a call goes no further.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson

from chalkline.gateway.channel import Channel
from chalkline.gateway.guarding import Guarded
from chalkline.gateway.inbound.call import Call
from chalkline.gateway.inbound.channels import AnswerChannel, FilterMaker, Kind, TextFilter
from chalkline.gateway.inbound.shape import Said
from chalkline.gateway.inbound.stages import Instead, Stage
from chalkline.gateway.moderating import LookFailed, Moderating
from chalkline.gateway.refusing import Refused, not_ready
from chalkline.gateway.settings import GatewaySettings
from chalkline.protect.injection import read_injection
from chalkline.protect.links import LinkFilter, links_in
from chalkline.protect.safety.answers import AnswerSafety
from chalkline.protect.safety.help import SchoolHelp, help_answer, refusal
from chalkline.protect.safety.reading import reader
from chalkline.protect.safety.setting import ADULTS, NOTHING, Judged, SafetySetting, judge, setting_for
from chalkline.protect.safety.words import Act, Direction, Signal
from chalkline.rulebook.asking import implied_elements
from chalkline.rulebook.pack import PackHelp
from chalkline.rulebook.trying import SafetySeen
from chalkline.rulebook.wire import ChannelKind, Outcome
from chalkline.rulebook.words import ConditionKind, Unknown

log = logging.getLogger("chalkline.gateway")
IN_A_THREAD = 32 * 1024  # characters above which reading leaves the event loop
LONGEST_SEALED = 8000  # characters of what was typed that an alert carries
SAFETY_HEADER = b"x-chalkline-safety"
# Routes on which a person writes and a model answers.
CONVERSATIONS = frozenset({"chat", "responses", "messages", "completions"})
ANSWERED = frozenset({Kind.TEXT, Kind.REASONING, Kind.REFUSAL})


@dataclass
class Safeguard:
    """What safety knows of one call."""

    setting: SafetySetting
    is_student: bool
    asked: str = ""
    school: SchoolHelp | None = None
    closed: bool = False
    judged: Judged | None = None
    answers: list[AnswerSafety] = field(default_factory=list)
    links: list[LinkFilter] = field(default_factory=list)


class Safeguarding(Stage):
    """Reads what is asked and what is answered by the setting of the caller's band and use."""

    def __init__(self, settings: GatewaySettings, channel: Channel, moderating: Moderating | None = None) -> None:
        self.settings = settings
        self.channel = channel
        self.moderating = moderating
        self._calls: dict[str, Safeguard] = {}

    async def open(self) -> None:
        """Build the reader now, not at the first call."""
        await asyncio.to_thread(reader)

    async def first(self, call: Call) -> None:
        """Read what the person wrote. Raises Instead with help, or Refused."""
        if call.shape.id not in CONVERSATIONS:
            return
        known = self._calls[call.decision_id] = _known_of(call)
        newest = await self._read_newest(call, known)
        if known.judged:
            await self._follow(call, known, known.judged)
        self._read_orders(call, known, newest)

    async def preview(self, call: Call, *, asks: bool) -> SafetySeen | None:
        """What would follow, told and not done: nobody is alerted. ``asks``: a model may take the second look."""
        known = self._calls[call.decision_id] = _known_of(call)
        await self._read_newest(call, known, asks=asks)
        judged, may_follow = known.judged or NOTHING, self.moderating is not None and known.is_student
        text = ""
        if judged.act is Act.REFUSE:
            text = refusal(known.asked)
        elif judged.act.stops and judged.by is not None:
            text = help_answer(judged.by.category, known.asked, known.school, closed=known.closed)
        return SafetySeen(
            act=judged.act.value,
            categories=judged.categories,
            instead=text,
            second_look=str(call.noted.get("second_look", "")) or ("later" if may_follow and not asks else ""),
        )

    def forget(self, call: Call) -> None:
        """A trial is over."""
        self._calls.pop(call.decision_id, None)

    async def _read_newest(self, call: Call, known: Safeguard, *, asks: bool = True) -> list[Said]:
        if known.is_student and call.held is not None and not call.held.pack.alerts_named:
            raise alerts_unnamed()
        newest = _newest(call.shape.said(call.body)) if call.scanned else []
        known.asked = "\n".join(each.text for each in newest if each.role == "user")
        if known.asked:
            known.judged = await self._read(call, known, asks=asks)
        return newest

    async def _read(self, call: Call, known: Safeguard, *, asks: bool) -> Judged:
        if len(known.asked) > IN_A_THREAD:
            signals = await asyncio.to_thread(reader().find, known.asked, Direction.IN)
        else:
            signals = reader().find(known.asked, Direction.IN)
        judged = judge(signals, known.setting, Direction.IN)
        if asks and self.moderating and known.is_student and not judged.act.stops:
            judged = judge(signals + await self._second_look(call, known), known.setting, Direction.IN)
        return judged

    async def _second_look(self, call: Call, known: Safeguard) -> tuple[Signal, ...]:
        assert self.moderating
        try:
            found = await self.moderating.signals(known.asked)
        except LookFailed:
            call.noted["second_look"] = "failed"
            if known.setting.must_look_twice or self.moderating.must_answer:
                raise not_ready("safety_unavailable", "Its content could not be checked right now.") from None
            return ()
        call.noted["second_look"] = "answered"
        return found

    async def _follow(self, call: Call, known: Safeguard, judged: Judged) -> None:
        if judged.by is None or judged.act is Act.PASS:
            return
        call.noted["safety"] = judged.categories
        call.more_headers.append((SAFETY_HEADER, ", ".join(judged.categories).encode()))
        if judged.act is Act.REFUSE:
            raise safety_refused(known.asked)
        if judged.act.stops:
            text = help_answer(judged.by.category, known.asked, known.school, closed=known.closed)
            code = "safety_help"
            if judged.act is Act.ALERT:
                code = await self._alert(call, known, judged, Direction.IN)
            raise Instead(text, code)

    def _read_orders(self, call: Call, known: Safeguard, newest: list[Said]) -> None:
        """Orders to a model in results of tools: counted; a student's call stops where the setting says so."""
        found = {each.rule_id for said in newest if said.role == "tool" for each in read_injection(said.text)}
        if not found:
            return
        call.noted["injection"] = tuple(sorted(found))
        if known.is_student and self.settings.refuse_injection:
            raise injection_refused()

    async def _alert(self, call: Call, known: Safeguard, judged: Judged, direction: Direction) -> str:
        """Write the alert down, sealed. A child gets help also where that fails; the code then says so."""
        assert judged.by is not None
        caller = call.caller
        about: dict[str, str | int] = {
            "category": judged.by.category.value,
            "severity": int(judged.by.severity),
            "rule": judged.by.rule_id,
            "direction": direction.value,
            "use_id": caller.key.use_id if caller else "",
            "key_id": caller.key.key_id if caller else "",
            "school": _text(caller.school) if caller else "",
            "grade_band": _text(caller.grade_band) if caller else "",
        }
        sealed = {"asked": known.asked[:LONGEST_SEALED], "person": caller.person if caller else ""}
        try:
            await self.channel.tell(
                ChannelKind.ALERT, call.decision_id, at=call.at, about=about, data=orjson.dumps(sealed)
            )
        except Refused:
            log.error("an alert could not be written down: %s", call.decision_id)
            return "safety_help_unrecorded"
        return "safety_help"

    def filters(self, call: Call) -> FilterMaker | None:
        """Safety first, then links, for everything that a reader of the answer sees."""
        known = self._calls.get(call.decision_id)
        if known is None:
            return None
        hosts = self.settings.link_hosts
        said = (each.text for each in call.shape.said(call.body) if each.role in {"user", "system"})
        passages = (each.text for each in call.sources.passages) if call.sources else ()
        links = links_in([*said, *passages])

        def make(channel: AnswerChannel) -> TextFilter | None:
            if channel.kind not in ANSWERED:
                return None
            answer = AnswerSafety(known.setting, known.asked, known.school, known.closed, whole=not call.stream)
            link = LinkFilter(hosts, links)
            known.answers.append(answer)
            known.links.append(link)
            return Guarded(answer, link)

        return make

    async def after(self, call: Call, outcome: Outcome) -> None:
        """Note what was found in the answer; an alert is written before its last byte."""
        known = self._calls.pop(call.decision_id, None)
        if known is None:
            return
        stopped = [each.judged for each in known.answers if each.judged.by is not None]
        if known.links and (removed := sum(each.removed for each in known.links)):
            call.noted["links_removed"] = removed
        if not stopped:
            return
        strongest = max(stopped, key=lambda each: each.act.strength)
        before = call.noted.get("safety", ())
        call.noted["safety"] = tuple(sorted({*before, *(name for each in stopped for name in each.categories)}))
        if strongest.act is Act.ALERT:
            await self._alert(call, known, strongest, Direction.OUT)


def alerts_unnamed() -> Refused:
    """Nobody would be told if a student were in danger, so no student's call is answered."""
    return not_ready("alerts_unnamed", "Nobody is named yet who is told when a student may be in danger.")


def safety_refused(asked: str) -> Refused:
    """The request goes no further."""
    return Refused(403, "safety_refused", refusal(asked))


def injection_refused() -> Refused:
    """A document or the result of a tool gives orders to the model."""
    return Refused(
        403,
        "injection_refused",
        "This call was not sent. A document or the result of a tool gives orders to the model. Take it out, or ask "
        "your teacher to look at it.",
    )


def _newest(said: Iterable[Said]) -> list[Said]:
    """What was said since the model spoke. What a person wrote before a tool was called was read then."""
    since: list[Said] = []
    for each in said:
        if each.role == "assistant":
            since.clear()
        else:
            since.append(each)
    persons_turn = any(each.newest and each.role == "user" for each in since)
    return [each for each in since if persons_turn or each.role != "user"]


def _known_of(call: Call) -> Safeguard:
    caller, held = call.caller, call.held
    role = caller.role if caller else ""
    is_student = bool(implied_elements(role))
    band = _text(caller.grade_band) if caller and is_student else ADULTS
    terms = held.policy.by_use.get(caller.key.use_id) if held and caller else None
    kinds = [each for each in terms.conditions if each.kind is ConditionKind.SAFETY] if terms else []
    setting = setting_for(band, kinds[0].value if kinds else "")
    school = _text(caller.school) if caller else ""
    told = held.once(("help", school), lambda: (_help_at(held.pack.helps, school),))[0] if held else None
    helper = SchoolHelp(told.people, told.people_es) if told else None
    return Safeguard(setting, is_student, school=helper, closed=bool(told and not told.is_open))


def _help_at(helps: tuple[PackHelp, ...], school: str) -> PackHelp | None:
    by_school = {each.school: each for each in helps}
    return by_school.get(school) or by_school.get("")


def _text(value: str | Unknown) -> str:
    return "" if isinstance(value, Unknown) else value
