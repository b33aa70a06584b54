"""The public door of custom fields."""

from chalkline.govern.custom_fields.commands import add_field, fill_in, retire_field
from chalkline.govern.custom_fields.events import FieldFilledIn
from chalkline.govern.custom_fields.models import Entry, Field
from chalkline.govern.custom_fields.queries import (
    as_typed,
    choice_named,
    choices_of,
    entries_of,
    field_by_id,
    fields,
    fields_about,
    help_of,
    in_order_of,
    name_of,
    only_with,
    reads_as,
    rows_with,
)
from chalkline.govern.custom_fields.registering import row_named, rows_of
from chalkline.govern.custom_fields.rules import choices_read, day_read
from chalkline.govern.custom_fields.words import (
    ABOUT_NAMES,
    KIND_NAMES,
    About,
    Choice,
    FieldKind,
    FieldPlan,
    RowMeant,
)

__all__ = [
    "ABOUT_NAMES",
    "KIND_NAMES",
    "About",
    "Choice",
    "Entry",
    "Field",
    "FieldFilledIn",
    "FieldKind",
    "FieldPlan",
    "RowMeant",
    "add_field",
    "as_typed",
    "choice_named",
    "choices_of",
    "choices_read",
    "day_read",
    "entries_of",
    "field_by_id",
    "fields",
    "fields_about",
    "fill_in",
    "help_of",
    "in_order_of",
    "name_of",
    "only_with",
    "reads_as",
    "retire_field",
    "row_named",
    "rows_of",
    "rows_with",
]
