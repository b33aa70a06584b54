"""The product's settings with the gallery's address added."""

from chalkline.project.settings import *  # noqa: F403

ROOT_URLCONF = "journeys.gallery.urls"
