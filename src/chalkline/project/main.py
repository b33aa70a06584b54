"""The `chalkline` command: starts Django, then hands over to the command line's door."""

from __future__ import annotations

import os
import sys

from chalkline.kernel.sqlite import use_fixed_sqlite


def main() -> None:
    """Entry point of the installed command and of ``python -m chalkline``."""
    use_fixed_sqlite()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chalkline.project.settings")
    if sys.argv[1:2] == ["manage"]:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["chalkline manage", *sys.argv[2:]])
        return
    from chalkline.project.loading import loading

    with loading():
        import django

        django.setup()
        from chalkline.cli.main import chalkline
        from chalkline.project.processes import commands

        for each in commands:
            chalkline.add_command(each)
    chalkline()
