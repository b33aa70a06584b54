"""Run by serving.prepare: a district with a cast, and with tokens for programs."""

from __future__ import annotations

import json
import os

from journeys.preparing import main


def with_tokens() -> None:
    """Tokens of Priya and Tess in home/tokens.json; the tool that HAS_EVALUATED names is evaluated."""
    from django.conf import settings

    from chalkline.kernel.clock import utc_now
    from chalkline.people.api import make_token
    from chalkline.tools.evaluations.api import Assessed, Judgment
    from deciding import member
    from evaluating import evaluated

    cast, now = main(), utc_now()
    if tool := os.environ.get("HAS_EVALUATED"):
        evaluated(cast, tool, now=now, A01=Assessed(Judgment.DOES_NOT, "They train on prompts."))
    tokens = {name: make_token(member(cast, name).actor, "exchange", now=now)[1] for name in ("priya", "tess")}
    (settings.CHALKLINE.home / "tokens.json").write_text(json.dumps(tokens))


if __name__ == "__main__":
    with_tokens()
