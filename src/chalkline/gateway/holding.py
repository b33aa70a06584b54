"""What the gateway holds right now: one policy, one pack, one roster, swapped whole or not at all.

The publish folder is looked at twice a second. A new file is verified and tried out before it takes the place
of the old one; if anything is wrong with it the old one stays until its own end, and then nothing is let out.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast

from chalkline.gateway.refusing import not_ready
from chalkline.gateway.roster import NO_ROSTER, Roster, give_back_memory, read_roster
from chalkline.gateway.settings import GatewaySettings
from chalkline.gateway.trust import Trust
from chalkline.kernel.clock import local_day, utc_now
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.protect.detecting import Detector
from chalkline.protect.patterns import REPLACEABLE
from chalkline.rulebook.asking import FamilyChoices, Question
from chalkline.rulebook.bundle import Bundle, read_bundle
from chalkline.rulebook.deciding import decide
from chalkline.rulebook.extract import open_extract
from chalkline.rulebook.pack import Families, PackKey, PackRecord, StandingPack, open_pack
from chalkline.rulebook.policy import Policy
from chalkline.rulebook.trusting import FrontEnd
from chalkline.rulebook.wire import BUNDLE_FILE, EXTRACT_FILE, PACK_FILE
from chalkline.rulebook.words import Action, Verdict

log = logging.getLogger("chalkline.gateway.holding")
FILES = (PACK_FILE, EXTRACT_FILE, BUNDLE_FILE)  # the pack is looked for first: what it names lies there before it
T = TypeVar("T")
MOST_WORKED_OUT = 8192  # callers and answers that are remembered
Mark = tuple[int, int, int]  # inode, size, time of change: a file that was put in place anew has another


@dataclass(frozen=True)
class Snapshot:
    """Everything one call is decided by. Never changed; a new one takes its place."""

    bundle: Bundle
    pack: StandingPack
    keys: dict[str, PackKey]
    detector: Detector
    students: dict[str, FamilyChoices]  # by mark; what one family said is one object under each of its marks
    roster: Roster = NO_ROSTER
    front_ends: dict[str, FrontEnd] = field(default_factory=dict)
    human_records: dict[str, PackRecord] = field(default_factory=dict)
    # What follows from all of this alone is worked out once: callers by key and headers, answers by question.
    worked_out: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, what: Hashable, work_out: Callable[[], T]) -> T:
        """``work_out()``, remembered as long as the snapshot lives. What it raises is not."""
        found = self.worked_out.get(what)
        if found is None:
            if len(self.worked_out) >= MOST_WORKED_OUT:
                self.worked_out.clear()
            found = self.worked_out[what] = work_out()
        return cast("T", found)

    @property
    def policy(self) -> Policy:
        """The policy of the bundle."""
        return self.bundle.policy


class Holder:
    """Keeps the newest good bundle, pack and roster. ``snapshot()`` raises Refused when there is nothing to go by."""

    def __init__(self, settings: GatewaySettings, trust: Trust, *, clock: Callable[[], datetime] = utc_now) -> None:
        self.settings = settings
        self.trust = trust
        self.clock = clock
        self.troubles: dict[str, str] = {}  # file name -> code of what is wrong with the newest one
        self._bundle: Bundle | None = None
        self._pack: StandingPack | None = None
        self._roster = NO_ROSTER
        self._gave_up_roster = False  # its memory goes back to the system at the next look, when no call needs it
        self._held: Snapshot | None = None
        self._marks: dict[str, Mark | None] = dict.fromkeys(FILES)

    def snapshot(self) -> Snapshot:
        """What a call of this moment is decided by."""
        held, now = self._held, self.clock()
        if held is None:
            raise not_ready("policy_missing", "The gateway has no policy of this district yet.")
        if now > held.bundle.good_until:
            raise not_ready("policy_out_of_date", "The policy of the gateway is out of date.")
        if now > held.pack.good_until:
            raise not_ready("pack_out_of_date", "The gateway does not know which keys still count.")
        if held.roster.issue < held.pack.extract_issue:
            raise not_ready("roster_missing", "The gateway does not know who is on the roster now.")
        return held

    def peek(self) -> Snapshot | None:
        """What is held, in date or not."""
        return self._held

    async def watch(self) -> None:
        """Look at the publish folder for ever."""
        while True:
            try:
                await asyncio.to_thread(self.look)
            except Exception:  # whatever it is, the next file may be good: the watch goes on
                log.exception("looking at the publish folder failed")
            await asyncio.sleep(self.settings.poll_seconds)

    def look(self) -> bool:
        """Take what is new and good. True if something was taken."""
        if self._gave_up_roster:
            self._gave_up_roster = False
            give_back_memory()
        changed = [name for name in FILES if self._is_new(name)]
        # The roster is read before the pack that names it takes hold, so that no call falls in between.
        taken = [self._try(name) for name in sorted(changed, key=(EXTRACT_FILE, PACK_FILE, BUNDLE_FILE).index)]
        if any(taken) and self._bundle and self._pack:
            self._held = Snapshot(
                self._bundle,
                self._pack,
                {key.digest: key for key in self._pack.keys},
                Detector(self._pack.hints, self._roster.index),
                _by_mark(self._pack.families),
                self._roster,
                {each.front_end_id: each for each in self._pack.front_ends},
                {each.record_id: each for each in self._pack.human_records},
            )
        return any(taken)

    def _try(self, name: str) -> bool:
        try:
            self._take(name)
        except (Problem, OSError) as fault:
            self.troubles[name] = fault.code if isinstance(fault, Problem) else "unreadable"
            log.error("%s was not taken: %s", name, self.troubles[name])
            return False
        self.troubles.pop(name, None)
        return True

    def _is_new(self, name: str) -> bool:
        mark = _mark(self.settings.publish_folder / name)
        if mark is None or mark == self._marks[name]:
            return False
        self._marks[name] = mark
        return True

    def _take(self, name: str) -> None:
        data = (self.settings.publish_folder / name).read_bytes()
        if name == PACK_FILE:
            self._take_pack(data)
        elif name == EXTRACT_FILE:
            self._take_roster(data)
        else:
            self._take_bundle(data)

    def _take_pack(self, data: bytes) -> None:
        at_least = self._pack.issue if self._pack else 0
        pack = open_pack(
            data, encryption=self.trust.pack_key, public=self.trust.pack_public, now=self.clock(), at_least=at_least
        )
        if self._roster.issue < pack.extract_issue and self._is_new(EXTRACT_FILE):
            self._try(EXTRACT_FILE)  # it came while we looked at the rest
        if self._roster.issue == pack.extract_issue and self._roster.digest != pack.extract_digest:
            self._roster = NO_ROSTER  # ours, and not the one that is meant
        self._pack = pack
        if self._roster.issue < pack.extract_issue:
            self.troubles.setdefault(EXTRACT_FILE, "roster_missing")
        log.info("holds pack %d: %d keys", pack.issue, len(pack.keys))

    def _take_roster(self, data: bytes) -> None:
        needed = self._pack.extract_issue if self._pack else 0
        extract = open_extract(
            data,
            encryption=self.trust.pack_key,
            public=self.trust.pack_public,
            at_least=max(needed, self._roster.issue),
        )
        if self._roster.digest != extract.digest:
            self._gave_up_roster = self._roster is not NO_ROSTER
            self._roster = read_roster(extract)
        log.info("holds roster %d: %d people", extract.issue, len(self._roster.directory))

    def _take_bundle(self, data: bytes) -> None:
        # The pack says which policy was in force when it was made: after a restart an older one is no good.
        known = self._pack.bundle_revision if self._pack else 0
        at_least = self._bundle.revision if self._bundle else known
        bundle = read_bundle(data, self.trust.bundle_public, now=self.clock(), at_least=at_least)
        try_out(bundle.policy, now=self.clock(), zone=self.settings.zone)
        self._bundle = bundle
        log.info("holds policy %d (%s…)", bundle.revision, bundle.digest[:12])


def try_out(policy: Policy, *, now: datetime, zone: str) -> None:
    """Ask a policy what no policy may allow, before it counts. Raises Problem("bundles.failed_try_out")."""
    day = local_day(now, zone)
    questions = [Question(tool="no-such-tool", on=day, role="teacher", grade_band="none", elements=frozenset())]
    blocked = frozenset(rule.element for rule in policy.elements if rule.action is Action.BLOCK)
    for terms in policy.terms:
        excepted = {each.element for each in terms.exceptions}
        asked = Question(tool=terms.tool, on=day, use_id=terms.use_id)
        questions += [replace(asked, elements=frozenset({element})) for element in sorted(blocked - excepted)[:3]]
        questions += [replace(asked, purpose=purpose) for purpose in sorted(policy.never)[:3]]
    allowed = any(decide(question, policy).verdict is not Verdict.REFUSE for question in questions)
    if allowed or not policy.replaceable <= REPLACEABLE:
        raise Problem(
            "bundles.failed_try_out",
            what=Sentence("Policy {revision} allows what no policy may allow.", revision=policy.revision),
            why=Sentence("Or it promises to replace data that this gateway cannot find."),
            next_step=Sentence("Bring the gateway to the same version as the rest, then publish again."),
            kind=Kind.UNAVAILABLE,
        )


def _by_mark(families: Families) -> dict[str, FamilyChoices]:
    nothing = FamilyChoices()
    found = dict.fromkeys(families.known, nothing)
    for each in families.choices:
        found.update(dict.fromkeys(each.marks, FamilyChoices(each.refused, each.agreed)))
    return found


def _mark(path: Path) -> Mark | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_ino, found.st_size, found.st_mtime_ns)
