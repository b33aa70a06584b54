"""What was bought: the ledger of accounts payable, purchase orders, statements of purchase cards.

No two districts' books have the same columns. Needed are an amount, and a vendor or a description; the rest helps.
"""

from __future__ import annotations

from chalkline.discover.sources.reading.columns import Part
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.money import cents_of
from chalkline.discover.sources.shapes.headed import Headed, headed
from chalkline.discover.sources.shapes.shape import Kind, Missing, Plan, Setting, Shape
from chalkline.kernel.sentences import Sentence

PARTS = (Part.VENDOR, Part.DESCRIPTION, Part.AMOUNT, Part.PAID_ON, Part.ORDERED_ON, Part.ORDER, Part.FUND, Part.PLACE)
SHOWN = (Part.ORDER, Part.VENDOR, Part.AMOUNT)
OF_BOOKS = (Part.FUND, Part.ORDER, Part.PAID_ON, Part.ORDERED_ON, Part.PLACE)


def recognise_paid(head: Head, setting: Setting) -> Plan | Missing | None:
    """Lines with an amount that was paid or invoiced."""
    return _recognise(head, setting, Part.PAID_ON)


def recognise_ordered(head: Head, setting: Setting) -> Plan | Missing | None:
    """Lines with an amount that was ordered: a date of order, and none of an invoice or a payment."""
    return _recognise(head, setting, Part.ORDERED_ON)


def _recognise(head: Head, setting: Setting, on: Part) -> Plan | Missing | None:
    table = headed(head, setting, PARTS)
    if table is None or not any(table.has(part) for part in OF_BOOKS):
        return None
    is_ordered = table.has(Part.ORDERED_ON) and not table.has(Part.PAID_ON)
    if is_ordered != (on is Part.ORDERED_ON):
        return None
    is_of_books = table.has(Part.ORDER) or table.has(Part.FUND)
    if not table.has(Part.AMOUNT):
        return table.missing(0.4, Part.AMOUNT) if table.has(Part.VENDOR) else None
    if not table.has(Part.VENDOR) and not (table.has(Part.DESCRIPTION) and is_of_books):
        return table.missing(0.35, Part.VENDOR) if is_of_books else None
    cents = cents_of(table.values(Part.AMOUNT), f"c{table.columns.places[Part.AMOUNT]}")
    if cents is None:
        return table.missing(0.4, Part.AMOUNT)
    moment = table.moment(on, setting)
    return table.plan(0.88, _select(table, on, cents, moment), SHOWN)


def _select(table: Headed, on: Part, cents: str, moment: str | None) -> dict[str, str]:
    return {
        "vendor": table.cell(Part.VENDOR),
        "words": table.cell(Part.DESCRIPTION),
        "cents": cents,
        "moment": moment or "NULL::BIGINT",
        "dated": f"{table.cell(on)} <> ''" if moment else "false",
        "place": table.cell(Part.PLACE),
        "fund": table.cell(Part.FUND),
        "order_no": table.cell(Part.ORDER),
        "stage": "'ordered'" if on is Part.ORDERED_ON else "'paid'",
        "line": table.whole(),
        "passed_over": "false",
    }


LIMITS = (
    Sentence("A reseller’s line tells the product only if its description names it."),
    Sentence("Free tools, tools inside a larger contract, and what people pay themselves are not seen."),
    Sentence("Paid for is not used."),
)
SHAPE = Shape(
    name="ledger",
    title=Sentence("Purchase ledger"),
    kind=Kind.PURCHASE,
    tells=frozenset(),
    cannot_show=LIMITS,
    recognise=recognise_paid,
)
ORDERS = Shape(
    name="purchase_orders",
    title=Sentence("Purchase orders"),
    kind=Kind.PURCHASE,
    tells=frozenset(),
    cannot_show=(Sentence("Ordered is not paid: an order may have been cancelled."), *LIMITS),
    recognise=recognise_ordered,
)
