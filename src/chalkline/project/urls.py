"""All addresses: the pages, the API, the gateway's door to approved content, signing in."""

from __future__ import annotations

from django.urls import include, path

from chalkline.rest.urls import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("chalkline.rest.grounding")),
    path("accounts/", include("chalkline.web.sign_in")),
    path("", include("chalkline.web.urls")),
]

handler400 = "chalkline.web.problems.bad_request"
handler403 = "chalkline.web.problems.permission_denied"
handler404 = "chalkline.web.problems.page_not_found"
handler500 = "chalkline.web.problems.fault"
