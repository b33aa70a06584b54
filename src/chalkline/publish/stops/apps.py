"""Names this domain to Django."""

from django.apps import AppConfig


class PublishStopsConfig(AppConfig):
    name = "chalkline.publish.stops"
    label = "publish_stops"
