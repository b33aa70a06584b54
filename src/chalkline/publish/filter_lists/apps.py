"""Names this domain to Django."""

from django.apps import AppConfig


class PublishFilterListsConfig(AppConfig):
    name = "chalkline.publish.filter_lists"
    label = "publish_filter_lists"
