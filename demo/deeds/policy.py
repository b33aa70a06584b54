"""What the gateway obeys: policies by two people, keys for approved uses."""

from __future__ import annotations

from typing import Any

from telling.deed import Moment, Named, deed


@deed("prepares the policy")
def prepares_the_policy(moment: Moment) -> Any:
    """From what is approved now; a second person activates it."""
    from chalkline.publish.bundle.api import prepare_bundle

    return prepare_bundle(moment.actor, now=moment.now)


@deed("puts the policy into force")
def puts_the_policy_into_force(moment: Moment, *, policy: Named) -> Any:
    """As the second person."""
    from chalkline.publish.bundle.api import activate_bundle

    return activate_bundle(moment.actor, policy, now=moment.now)


@deed("issues the key for drafting answers")
def issues_the_key(moment: Moment, *, purpose: str, called: str) -> Any:
    """The operator's part comes with it: the key goes into the key folder, where only the server reads it."""
    from django.conf import settings

    from chalkline.approve.uses.api import uses_in_force
    from chalkline.publish.standing_pack.api import Holder, HolderKind, issue_key

    use = uses_in_force(moment.actor, moment.now.date()).get(purpose=purpose)
    holder = Holder(HolderKind.SERVICE, called, "administrator", frozenset({"none"}))
    key, secret = issue_key(moment.actor, str(use.pk), holder, now=moment.now)
    file = settings.CHALKLINE.key_folder / "assist.token"
    file.touch(mode=0o600)
    file.write_text(secret, encoding="utf-8")
    return key
