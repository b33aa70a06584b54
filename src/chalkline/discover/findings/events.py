"""The facts of findings."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("discover.finding.noted/1", says="{name} was found in the logs.")
@dataclass(frozen=True)
class FindingNoted:
    """A service was seen for the first time, or an unknown host was proposed for a look."""

    finding: SubjectRef
    tool: SubjectRef
    name: str
    finding_kind: str


@fact("discover.finding.sent_to_triage/1", says="{actor} sent {name} to triage.")
@dataclass(frozen=True)
class SentToTriage:
    """Somebody will look at it."""

    finding: SubjectRef
    tool: SubjectRef
    name: str


@fact("discover.finding.dismissed/1", says="{actor} set the finding {name} aside: {why}")
@dataclass(frozen=True)
class FindingDismissed:
    """Nothing is to be done about it, and why."""

    finding: SubjectRef
    tool: SubjectRef
    name: str
    why: str = part("words")


@fact("discover.finding.requested/1", says="{actor} began a request for {name} from what the logs show.")
@dataclass(frozen=True)
class RequestBegun:
    """The finding leads to a request."""

    finding: SubjectRef
    tool: SubjectRef
    name: str


@fact("discover.finding.joined/1", says="{actor} put what the logs show of {name} to a request that was open already.")
@dataclass(frozen=True)
class FindingJoined:
    """Somebody had asked for the tool before; the finding belongs to that request."""

    finding: SubjectRef
    tool: SubjectRef
    request: SubjectRef
    name: str


@fact("discover.counts.seen/1", says="{actor} looked at exact counts of use: {why}")
@dataclass(frozen=True)
class ExactCountsSeen:
    """Exact counts, small groups among them, were shown to somebody who gave a reason."""

    sources: int
    services: int
    why: str = part("words")


@fact("discover.service.named/1", says="{actor} said that {host} belongs to {name}.")
@dataclass(frozen=True)
class HostNamed:
    """An unknown host got a service of the catalogue."""

    finding: SubjectRef
    tool: SubjectRef
    name: str
    host: str


@fact("discover.finding.covered/1", says="{actor} put what the sources show of {name} under an approved use.")
@dataclass(frozen=True)
class FindingCovered:
    """The tool has an approved use, and what was found belongs to it."""

    finding: SubjectRef
    tool: SubjectRef
    use: SubjectRef
    name: str


SIGNALS = {
    "catalogue:core": Sentence("the catalogue says that every visit to it is AI use"),
    "catalogue:feature": Sentence("the catalogue says that AI is a part of it"),
    "seen:sign_in": Sentence("sign-ins show that its AI part is used"),
    "seen:survey": Sentence("people say that they use its AI part"),
    "seen:inventory": Sentence("an AI app of it is installed or let in"),
}


@fact(
    "discover.feature.appeared/1",
    says="{name} shows AI that was not known when it was approved: {signal}.",
    words={"signal": SIGNALS.get},
)
@dataclass(frozen=True)
class FeatureAppeared:
    """An approved product has AI in it now that nobody decided about."""

    tool: SubjectRef
    name: str
    signal: str
