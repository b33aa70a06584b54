"""What the kinds of source say of one tool beside each other: where they agree, and where they do not. Pure.

Each kind sees something else: a network sees visits and no purpose, an inventory sees what is installed and not
whether it is used, books see money, a survey what people remember. So a difference is no error; it is a question.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from chalkline.discover.findings.words import Reach
from chalkline.discover.sources.api import Kind
from chalkline.kernel.sentences import Sentence
from chalkline.protect.disclosure import Cell, Shown

KINDS = (Kind.NETWORK, Kind.SIGN_IN, Kind.INVENTORY, Kind.PURCHASE, Kind.SURVEY)
SOURCE_NAMES: dict[Kind, Sentence] = {
    Kind.NETWORK: Sentence("the network"),
    Kind.SIGN_IN: Sentence("sign-ins"),
    Kind.INVENTORY: Sentence("what is installed"),
    Kind.PURCHASE: Sentence("the books"),
    Kind.SURVEY: Sentence("a survey"),
}
# What an audit cannot say while no source of a kind is loaded.
MISSING: dict[Kind, Sentence] = {
    Kind.NETWORK: Sentence(
        "No log of a filter, DNS or proxy: which tools are visited, by whom and where, is not seen."
    ),
    Kind.SIGN_IN: Sentence(
        "No log of sign-ins: which apps were let into accounts, with which access, and use at home are not seen."
    ),
    Kind.INVENTORY: Sentence("No list of installed apps and extensions: what works inside the browser is not seen."),
    Kind.PURCHASE: Sentence("No purchase ledger: what is paid for and not used, and what it costs, is not seen."),
    Kind.SURVEY: Sentence("No survey: what people use on phones and at home, and what for, is not seen."),
}
# What no source shows, whichever are loaded.
BLIND_SPOTS = (
    Sentence("Encrypted DNS, VPNs and hidden host names pass a network unseen."),
    Sentence("Phones and computers on a connection of their own are seen by sign-ins and surveys only."),
    Sentence("AI inside a product (in a side panel, say) looks like the product in a network log."),
    Sentence("What a tool was used for, and with which data, stands in no log."),
)


@dataclass(frozen=True)
class SeenBy:
    """What one kind of source says of a tool."""

    kind: Kind
    says: Sentence


def kinds_seeing(each: Reach) -> tuple[Kind, ...]:
    """The kinds of source that tell of it at all."""
    told = {
        Kind.NETWORK: some(each.people) or some(each.events),
        Kind.SIGN_IN: some(each.sign_ins),
        Kind.INVENTORY: each.installed is not None,
        Kind.PURCHASE: each.paid is not None,
        Kind.SURVEY: each.told is not None,
    }
    return tuple(kind for kind in KINDS if told[kind])


def in_use(each: Reach) -> bool:
    """Whether a log shows it used, or people said so: what is installed or paid for is no use yet."""
    return some(each.people) or some(each.sign_ins) or each.told is not None


def some(cell: Cell) -> bool:
    """Whether it is anybody: what is hidden is somebody."""
    return not isinstance(cell, Shown) or cell.count > 0


def said_by(each: Reach) -> tuple[SeenBy, ...]:
    """What each kind of source that sees it says."""
    says = {
        Kind.NETWORK: _of_network,
        Kind.SIGN_IN: _of_sign_ins,
        Kind.INVENTORY: _of_inventory,
        Kind.PURCHASE: _of_books,
        Kind.SURVEY: _of_survey,
    }
    return tuple(SeenBy(kind, says[kind](each)) for kind in kinds_seeing(each))


def differences(each: Reach, loaded: Collection[str]) -> tuple[Sentence, ...]:
    """Where the kinds of source that are loaded do not say the same."""
    seen = set(kinds_seeing(each))
    logs = {Kind.NETWORK, Kind.SIGN_IN}
    found: list[Sentence] = []
    if Kind.PURCHASE in seen and not seen & logs and logs & set(loaded):
        found.append(Sentence("Paid for, and seen by no log: it may be unused, or used where no log sees it."))
    if Kind.INVENTORY in seen and Kind.NETWORK in loaded and Kind.NETWORK not in seen:
        found.append(Sentence("Installed, and no visit in any log: it may be unused, or speak to its maker unseen."))
    if Kind.SURVEY in seen and not seen & logs and logs & set(loaded):
        found.append(Sentence("Named in the survey, and seen by no log: it may be used on phones or at home."))
    if Kind.SIGN_IN in seen and Kind.NETWORK in loaded and Kind.NETWORK not in seen:
        found.append(Sentence("Let into accounts, and no visit in any network log: it may be used elsewhere."))
    if _many(each.people) and Kind.SURVEY in loaded and Kind.SURVEY not in seen:
        found.append(Sentence("Seen in the network, and nobody named it in the survey."))
    if _many(each.people) and Kind.PURCHASE in loaded and Kind.PURCHASE not in seen:
        found.append(Sentence("In use, and nothing was paid for it: these are free accounts, with the maker’s terms."))
    return tuple(found)


def second_signal(each: Reach) -> bool:
    """Whether more than visits shows that the AI part of a wider product is used."""
    return bool({Kind.SIGN_IN, Kind.SURVEY, Kind.INVENTORY} & set(kinds_seeing(each)))


def _many(cell: Cell) -> bool:
    return isinstance(cell, Shown) and cell.count > 0


def _of_network(each: Reach) -> Sentence:
    if isinstance(each.people, Shown) and each.people.count:
        return Sentence("{n} people visited it.", n=f"{each.people.count:,}")
    if isinstance(each.people, Shown):
        return Sentence("Devices visited it that nobody could be tied to.")
    return Sentence("People visited it: too few to be shown, or they would give others away.")


def _of_sign_ins(each: Reach) -> Sentence:
    if isinstance(each.sign_ins, Shown):
        return Sentence("{n} people let it into their accounts.", n=f"{each.sign_ins.count:,}")
    return Sentence("People let it into their accounts: too few to be shown.")


def _of_inventory(each: Reach) -> Sentence:
    assert each.installed is not None
    if each.installed.blocked and each.installed.blocked == each.installed.apps:
        return Sentence("It is on the list of apps, blocked by the district.")
    for cell, sentence in (
        (each.installed.users, Sentence("It is installed for {n} people.")),
        (each.installed.devices, Sentence("It is installed on {n} devices.")),
    ):
        if isinstance(cell, Shown) and cell.count:
            return Sentence(sentence.template, n=f"{cell.count:,}")
    return Sentence("It is installed; on how many devices is not shown.")


def _of_books(each: Reach) -> Sentence:
    assert each.paid is not None
    if each.paid.cents:
        money = f"${round(each.paid.cents / 100):,}"
        return Sentence("{money} was paid or ordered, in {n} lines.", money=money, n=each.paid.rows)
    return Sentence("It stands in the books together with others, so its price is not known.")


def _of_survey(each: Reach) -> Sentence:
    assert each.told is not None
    if isinstance(each.told.people, Shown):
        return Sentence("{n} people named it.", n=f"{each.told.people.count:,}")
    return Sentence("People named it: too few to be shown.")
