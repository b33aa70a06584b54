"""The bundle: one policy as signed, reproducible bytes (docs/reference/bundle-format.md).

The first line is canonical JSON, the second its signature. The same policy, revision, predecessor and
lifetime give the same first line byte for byte. There is no personal data in it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

import msgspec

from chalkline.kernel.canonical import canonical_json, instant_text
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.policy import Policy
from chalkline.rulebook.signing import BadSignature, signed, unsigned
from chalkline.rulebook.spelling import arranged, plain_policy, restored

FORMAT = "chalkline-bundle/1"
KEY = "bundle"  # its name in the key folder
LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True)
class Bundle:
    """A policy with its place in the row of bundles. ``previous`` is the digest of the one before, or ""."""

    policy: Policy
    previous: str
    good_until: datetime
    digest: str = ""

    @property
    def revision(self) -> int:
        """The number of the bundle, 1 for the first."""
        return self.policy.revision


def bundle_body(policy: Policy, *, previous: str, good_until: datetime) -> bytes:
    """The first line of a bundle, line feed included: the same input gives the same bytes."""
    return (
        canonical_json(
            {
                "format": FORMAT,
                "good_until": instant_text(good_until),
                "policy": plain_policy(arranged(policy)),
                "previous": previous,
            }
        )
        + b"\n"
    )


def digest_of_body(body: bytes) -> str:
    """The name of a bundle: SHA-256 of its first line, line feed included, in hex."""
    return hashlib.sha256(body).hexdigest()


def sign_bundle(body: bytes, secret: bytes) -> bytes:
    """The whole file."""
    return signed(body, secret, FORMAT)


def read_bundle(data: bytes, public: bytes, *, now: datetime, at_least: int = 0) -> Bundle:
    """The bundle in ``data``, if it is whole, signed by ``public``, not older than ``at_least`` and in date.

    Raises Problem: bundles.damaged, bundles.older, bundles.out_of_date.
    """
    try:
        if len(data) > LARGEST:
            raise BadSignature("too large")
        bundle = read_body(unsigned(data, public, FORMAT))
    except (BadSignature, ValueError, KeyError, TypeError, msgspec.ValidationError) as fault:
        raise _damaged() from fault
    if bundle.revision < at_least:
        raise Problem(
            "bundles.older",
            what=Sentence("Policy {revision} is older than policy {held}.", revision=bundle.revision, held=at_least),
            why=Sentence("An older policy could bring back what has been taken away since."),
            next_step=Sentence("Publish the wanted content again as a new policy (roll back)."),
            kind=Kind.CONFLICT,
        )
    if now > bundle.good_until:
        raise Problem(
            "bundles.out_of_date",
            what=Sentence("Policy {revision} was good until {day}.", revision=bundle.revision, day=bundle.good_until),
            why=Sentence("Nobody has confirmed since then that it is still what the district wants."),
            next_step=Sentence("Prepare and activate a new policy."),
            kind=Kind.UNAVAILABLE,
        )
    return bundle


def read_body(body: bytes) -> Bundle:
    """The bundle of a first line, its signature not checked. Raises ValueError for any other spelling."""
    values = json.loads(body)
    if values["format"] != FORMAT:
        raise ValueError("another format")
    bundle = Bundle(
        policy=restored(values["policy"], Policy),
        previous=values["previous"],
        good_until=datetime.fromisoformat(values["good_until"]),
        digest=digest_of_body(body),
    )
    # Fields that this version does not know could be restrictions: they are refused, not skipped.
    if bundle_body(bundle.policy, previous=bundle.previous, good_until=bundle.good_until) != body:
        raise ValueError("not in its one spelling")
    return bundle


def _damaged() -> Problem:
    return Problem(
        "bundles.damaged",
        what=Sentence("This policy file is not one that this district has signed."),
        why=Sentence("Its bytes and its signature do not fit together, or another key signed it."),
        next_step=Sentence("Publish the policy again; if it happens twice, tell the security lead."),
        kind=Kind.UNAVAILABLE,
    )
