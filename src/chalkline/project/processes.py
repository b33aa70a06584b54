"""Commands that start processes: they know settings and the gateway, which no door may import."""

from __future__ import annotations

import click

commands: list[click.Command] = []
