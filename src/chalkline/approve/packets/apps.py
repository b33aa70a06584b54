"""Names this domain to Django."""

from django.apps import AppConfig


class ApprovePacketsConfig(AppConfig):
    name = "chalkline.approve.packets"
    label = "approve_packets"
