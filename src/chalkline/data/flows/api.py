"""The public door of flows."""

from chalkline.data.flows.commands import state_routes
from chalkline.data.flows.models import Route
from chalkline.data.flows.queries import routes, routes_of_use
from chalkline.data.flows.rules import SOON_DAYS, check_schedule, ending
from chalkline.data.flows.words import WAY_NAMES, Ending, RouteTold, ScheduleCheck, UseGiven, Way

__all__ = [
    "SOON_DAYS",
    "WAY_NAMES",
    "Ending",
    "Route",
    "RouteTold",
    "ScheduleCheck",
    "UseGiven",
    "Way",
    "check_schedule",
    "ending",
    "routes",
    "routes_of_use",
    "state_routes",
]
