"""The public door of the register."""

from chalkline.tools.register.app_names import AppMatcher
from chalkline.tools.register.catalogue import shipped_catalogue
from chalkline.tools.register.commands import (
    ToolRow,
    add_service,
    compare_tools,
    correct_service,
    import_catalogue,
    name_models,
    register_tool,
    settle_conflict,
    take_corrections,
    take_over_tools,
)
from chalkline.tools.register.custom import maker_id
from chalkline.tools.register.exchanging import as_csv, as_yaml, read_corrections
from chalkline.tools.register.hosts import HostMatcher, normal_host
from chalkline.tools.register.models import Tool
from chalkline.tools.register.queries import (
    app_matcher,
    catalogue_in_force,
    catalogue_mark,
    category_name,
    corrected_since,
    correction_of,
    corrections,
    host_matcher,
    known_service,
    known_services,
    open_conflicts,
    registered,
    tool_by_slug,
    tool_names,
    tool_ref,
    tools_known,
)
from chalkline.tools.register.rules import folded
from chalkline.tools.register.searching import only_tools_like, search_tools
from chalkline.tools.register.status import Status, StatusFacts, status_of
from chalkline.tools.register.words import (
    FIELD_NAMES,
    SCOPE_NAMES,
    AiScope,
    Conflict,
    Correction,
    Found,
    Known,
)

__all__ = [
    "FIELD_NAMES",
    "SCOPE_NAMES",
    "AiScope",
    "AppMatcher",
    "Conflict",
    "Correction",
    "Found",
    "HostMatcher",
    "Known",
    "Status",
    "StatusFacts",
    "Tool",
    "ToolRow",
    "add_service",
    "app_matcher",
    "as_csv",
    "as_yaml",
    "catalogue_in_force",
    "catalogue_mark",
    "category_name",
    "compare_tools",
    "correct_service",
    "corrected_since",
    "correction_of",
    "corrections",
    "folded",
    "host_matcher",
    "import_catalogue",
    "known_service",
    "known_services",
    "maker_id",
    "name_models",
    "normal_host",
    "only_tools_like",
    "open_conflicts",
    "read_corrections",
    "register_tool",
    "registered",
    "search_tools",
    "settle_conflict",
    "shipped_catalogue",
    "status_of",
    "take_corrections",
    "take_over_tools",
    "tool_by_slug",
    "tool_names",
    "tool_ref",
    "tools_known",
]
