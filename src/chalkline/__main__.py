"""``python -m chalkline`` is the `chalkline` command."""

from chalkline.project.main import main

main()
