"""Names this domain to Django."""

from django.apps import AppConfig


class PublishStandingPackConfig(AppConfig):
    name = "chalkline.publish.standing_pack"
    label = "publish_standing_pack"
