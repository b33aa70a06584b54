"""Names this domain to Django."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "chalkline.report.board"
    label = "report_board"
