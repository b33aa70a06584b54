"""Writes of the register: the catalogue with what the district says of it, and the tools."""

from chalkline.tools.register.commands.catalogue import (
    add_service,
    correct_service,
    import_catalogue,
    settle_conflict,
    take_corrections,
)
from chalkline.tools.register.commands.importing import ToolRow, compare_tools, take_over_tools
from chalkline.tools.register.commands.importing_makers import MakerRow, compare_makers, take_over_makers
from chalkline.tools.register.commands.tools import name_models, register_tool

__all__ = [
    "MakerRow",
    "ToolRow",
    "add_service",
    "compare_makers",
    "compare_tools",
    "correct_service",
    "import_catalogue",
    "name_models",
    "register_tool",
    "settle_conflict",
    "take_corrections",
    "take_over_makers",
    "take_over_tools",
]
