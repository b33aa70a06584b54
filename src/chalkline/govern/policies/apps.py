"""Names this domain to Django."""

from django.apps import AppConfig


class GovernPoliciesConfig(AppConfig):
    name = "chalkline.govern.policies"
    label = "govern_policies"
