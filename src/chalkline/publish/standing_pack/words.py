"""The words of the standing pack: for whom a key is, and what is issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.pack import HolderKind

PACK_GOOD_FOR = timedelta(hours=12)  # so long may the control plane be away before gateways stop
PREFIX = "ck"

HOLDER_NAMES: dict[HolderKind, Sentence] = {
    HolderKind.PERSON: Sentence("One person"),
    HolderKind.CLASS: Sentence("A class"),
    HolderKind.APP: Sentence("An app that says for each call which grade it is for"),
    HolderKind.SERVICE: Sentence("A script or service of the district"),
}


@dataclass(frozen=True)
class Holder:
    """For whom a key is issued.

    ``role`` is a roster role. ``grade_bands`` empty and ``school_id`` "" mean that the caller says so at each
    call, which only apps and services may. ``person_id`` is the person who answers for the key.
    ``people_sign_in``: an app behind which people are known; each call has to name the person, with proof.
    ``class_id``: which class of the roster a key of a class is for, by its roster id; "" where nobody has said.
    """

    kind: HolderKind
    label: str
    role: str
    grade_bands: frozenset[str] = frozenset()
    school_id: str = ""
    person_id: str = ""
    people_sign_in: bool = False
    class_id: str = ""
