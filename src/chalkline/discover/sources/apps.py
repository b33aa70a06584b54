"""Names this domain to Django."""

from django.apps import AppConfig


class DiscoverSourcesConfig(AppConfig):
    name = "chalkline.discover.sources"
    label = "discover_sources"
