"""Names this domain to Django."""

from django.apps import AppConfig


class DiscoverFindingsConfig(AppConfig):
    name = "chalkline.discover.findings"
    label = "discover_findings"
