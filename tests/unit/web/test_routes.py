"""Declaring pages: a permission or public, never neither, never both."""

from __future__ import annotations

import pytest

from chalkline.web.routes import page


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"permission": "tools.see", "public": True},
        {"permission": "tools.sea"},
    ],
)
def test_a_page_says_who_it_is_for(options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="page test"):
        page("test/", name="test.page", **options)  # type: ignore[arg-type]


def test_names_are_taken_once() -> None:
    with pytest.raises(ValueError, match="two pages"):
        page("", name="today.home", public=True)
