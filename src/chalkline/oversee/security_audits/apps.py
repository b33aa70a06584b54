"""Names this domain to Django."""

from django.apps import AppConfig


class OverseeSecurityAuditsConfig(AppConfig):
    name = "chalkline.oversee.security_audits"
    label = "oversee_security_audits"
