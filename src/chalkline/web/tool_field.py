"""Choosing a tool in a form: from a list where there are few; where there are many, by typing its name.

What is typed is looked up with each letter; without script it is sent as it was typed, and where no tool is called
exactly that, the error says which ones are called like it.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chalkline.tools.register.api import folded, only_tools_like, tool_by_slug, tool_names, tools_known

MOST_LISTED = 100  # a longer list is no help on a phone, and costs with every tool there is
LIKE_IT = 5


class TypedTool(forms.TextInput):
    """A name to type, with the names that are called like it; of a field called "tool", as the look-up asks for."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The input, and the list that it is completed from."""
        known = f"{name}_names"
        looked_up = {
            "list": known, "autocomplete": "off", "hx-get": reverse("tools.suggest"), "hx-target": f"#{known}",
            "hx-trigger": "input changed delay:250ms", "hx-swap": "innerHTML",
        }  # fmt: skip
        drawn = super().render(name, value, looked_up | (attrs or {}), renderer)
        return format_html('{}<datalist id="{}"></datalist>', drawn, known)


class ToolField(forms.ChoiceField):
    """A tool; its answer is a slug, "" for none."""

    def __init__(self, *, none: Any = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._none = none

    def offer(self) -> None:
        """Look up what there is to choose from: for the form that asks, each time it does."""
        known = list(tools_known().order_by("folded", "pk").values_list("slug", "name")[: MOST_LISTED + 1])
        if len(known) > MOST_LISTED:
            self.widget = TypedTool(attrs={"class": "medium"})
            self.widget.is_required = self.required
        else:
            self.choices = [("", self._none or _("Choose")), *known]

    def prepare_value(self, value: Any) -> Any:
        """A name where it is typed."""
        if isinstance(self.widget, TypedTool) and value:
            return tool_names([value]).get(value, value)
        return value

    def to_python(self, value: Any) -> str:
        """The slug of what was chosen or typed."""
        text = str(value or "").strip()
        if not text or not isinstance(self.widget, TypedTool):
            return text
        if tool_by_slug(text):
            return text
        found = list(only_tools_like(tools_known().order_by("folded"), text).values_list("slug", "name")[:50])
        named = [slug for slug, name in found if folded(name) == folded(text)]
        if named:
            return str(named[0])
        if found:
            names = ", ".join(name for _slug, name in found[:LIKE_IT])
            raise forms.ValidationError(_("Which one? Called like it: %(names)s.") % {"names": names}, code="which")
        raise forms.ValidationError(_("No tool on the register is called that."), code="unknown")

    def valid_value(self, value: str) -> bool:
        """What was typed has been looked up; what was chosen must have been offered."""
        return isinstance(self.widget, TypedTool) or super().valid_value(value)
