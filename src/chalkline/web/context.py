"""What every page's frame needs: the district's name, the navigation this person may see."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    return {"district": settings.CHALKLINE.district, "demo": settings.CHALKLINE.demo}
