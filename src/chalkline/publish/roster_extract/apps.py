"""Names this domain to Django."""

from django.apps import AppConfig


class PublishRosterExtractConfig(AppConfig):
    name = "chalkline.publish.roster_extract"
    label = "publish_roster_extract"
