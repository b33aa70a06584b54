"""The public door of the register."""

from chalkline.tools.register.app_names import AppMatcher
from chalkline.tools.register.catalogue import shipped_catalogue
from chalkline.tools.register.commands import (
    add_service,
    correct_service,
    import_catalogue,
    name_models,
    register_tool,
)
from chalkline.tools.register.hosts import HostMatcher, normal_host
from chalkline.tools.register.models import Tool
from chalkline.tools.register.queries import (
    app_matcher,
    catalogue_in_force,
    category_name,
    host_matcher,
    known_service,
    known_services,
    registered,
    search_tools,
    tool_by_slug,
    tool_ref,
    tools_known,
)
from chalkline.tools.register.status import Status, StatusFacts, status_of
from chalkline.tools.register.words import SCOPE_NAMES, AiScope, Found, Known

__all__ = [
    "SCOPE_NAMES",
    "AiScope",
    "AppMatcher",
    "Found",
    "HostMatcher",
    "Known",
    "Status",
    "StatusFacts",
    "Tool",
    "add_service",
    "app_matcher",
    "catalogue_in_force",
    "category_name",
    "correct_service",
    "host_matcher",
    "import_catalogue",
    "known_service",
    "known_services",
    "name_models",
    "normal_host",
    "register_tool",
    "registered",
    "search_tools",
    "shipped_catalogue",
    "status_of",
    "tool_by_slug",
    "tool_ref",
    "tools_known",
]
