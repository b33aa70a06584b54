"""Run by test_families in a process of its own: puts two tools on the register of the journey's district."""

from __future__ import annotations

from chalkline.kernel.sqlite import use_fixed_sqlite

use_fixed_sqlite()

import django  # noqa: E402  (sqlite first)

django.setup()

from django.utils import timezone  # noqa: E402  (after setup)

from chalkline.people.api import actor_by_email  # noqa: E402  (after setup)
from chalkline.tools.register.api import register_tool  # noqa: E402  (after setup)

if __name__ == "__main__":
    for slug in ("magicschool", "diffit"):
        register_tool(actor_by_email("tess.moreno@cedarhollow.example"), slug, now=timezone.now())
