"""Ledgers, orders and card statements of any district: the same money whatever the columns are called."""

from __future__ import annotations

import random
import sys
from datetime import date
from pathlib import Path

import pytest

from chalkline.discover.sources.reading.orders import CannotRead
from chalkline.discover.sources.shapes.shape import header_digest

sys.path.insert(0, str(Path(__file__).parent))
from reading_here import as_csv, counted, read_here

LINES = [
    # vendor, description, cents, day, fund, place, order
    ("OPENAI INC", "ChatGPT Edu annual licence", 3_228_500, date(2026, 8, 1), "Title I", "Alder Creek ES", "PO-1"),
    (
        "CDW GOVERNMENT LLC",
        "Renewal: MagicSchool Plus, 9 seats",
        125_000,
        date(2026, 8, 25),
        "General",
        "Larkspur",
        "2",
    ),
    ("GRAMMARLY CO*AB12", "", 14_400, date(2026, 9, 2), "General", "District Office", "3"),
    ("CANVA* 04123-1", "credit", -2_550, date(2026, 9, 13), "General", "", "4"),
    ("SHI", "Canva and Quizlet licences", 90_000, date(2026, 9, 20), "General", "", "5"),
    ("MAGIC SCHOOL BUS BOOKS", "Magic School Bus DVD set", 31_000, date(2026, 9, 21), "General", "", "6"),
    ("OPEN AIRWAYS", "Flight AI training software", 5_000, date(2026, 9, 22), "General", "", "7"),
    ("CLAUDETTE'S CATERING", "Lunch for teachers", 5_000, date(2026, 9, 22), "General", "", "8"),
    ("ANTHROPIC PBC", "Annual subscription", 7_000, date(2026, 9, 23), "General", "", "9"),
    ("MAKE-A-SIGN LLC", "Banners, licence plates", 100, date(2026, 9, 24), "General", "", "10"),
    ("AMAZON", "Claude Monet posters", 100, date(2026, 9, 24), "General", "", "11"),
    ("FORMATIVE ASSESSMENT GROUP", "Workshop", 100, date(2026, 9, 24), "General", "", "12"),
]
CENTS = {"chatgpt": 3_228_500, "magicschool": 125_000, "grammarly": 14_400, "canva": -2_550, "quizlet": 0}


def dollars(cents: int) -> str:
    return f"${abs(cents) / 100:,.2f}" if cents >= 0 else f"({abs(cents) / 100:,.2f})"


def euros(cents: int) -> str:
    return f"{cents / 100:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


FORMS: dict[str, tuple[str | bytes, str]] = {
    "ledger": (
        as_csv([["PO Number", "Invoice Date", "Vendor Name", "Description", "Amount", "GL Account", "Location"],
                *[[no, f"{day:%m/%d/%Y}", vendor, words, dollars(cents), fund, place]
                  for vendor, words, cents, day, fund, place, no in LINES]]),
        "ledger",
    ),
    "Spanish, other order, decimal comma": (
        as_csv([["Importe", "Concepto", "Proveedor", "Escuela", "Fondo", "Fecha de pago", "Orden de compra"],
                *[[euros(cents), words, vendor, place, fund, f"{day:%d/%m/%Y}", no]
                  for vendor, words, cents, day, fund, place, no in LINES]], ";").encode("cp1252"),
        "ledger",
    ),
    "purchase orders": (
        as_csv([["Supplier", "Item Description", "Extended Price", "Order Date", "PO #", "Ship To", "Funding Source"],
                *[[vendor, words, f"{cents / 100:.2f}", f"{day:%d-%b-%Y}", no, place, fund]
                  for vendor, words, cents, day, fund, place, no in LINES]]),
        "purchase_orders",
    ),
    "card statement": (
        as_csv([["Transaction Date", "Merchant", "Memo", "Debit", "Account", "Building"],
                *[[day.isoformat(), vendor, words, cents / 100, fund, place]
                  for vendor, words, cents, day, fund, place, _ in LINES]], "\t").encode("utf-16"),
        "ledger",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "shape"), FORMS.values(), ids=FORMS.keys())
def test_books_of_any_form(tmp_path: Path, content: str | bytes, shape: str) -> None:
    read = read_here(tmp_path, content)
    assert (read.told.shape, read.told.rows, read.told.rejected) == (shape, len(LINES), 0)
    paid = counted(read).purchases
    assert {slug: each.cents for slug, each in paid.items()} == CENTS
    assert paid["chatgpt"].by_school == {"alder": 3_228_500} and paid["chatgpt"].by_fund == {"Title I": 3_228_500}
    assert paid["magicschool"].by_school == {"larkspur": 125_000}
    assert (paid["chatgpt"].first_on, paid["canva"].last_on) == (date(2026, 8, 1), date(2026, 9, 20))
    assert (paid["canva"].rows, paid["canva"].shared, paid["quizlet"].shared) == (2, 1, 1), "no price for each is told"


def test_what_could_not_be_matched_is_told_without_names(tmp_path: Path) -> None:
    read = read_here(tmp_path, FORMS["ledger"][0])
    assert set(read.told.notes) == {"maker:Anthropic:1:7000", "software:2:5100"}
    kept = read.kept.read_bytes().upper()
    assert not [word for word in (b"CDW", b"OPENAI", b"ANNUAL", b"PO-1") if word in kept]


def test_exports_that_overlap_and_orders_that_were_paid_count_once(tmp_path: Path) -> None:
    header = ["PO Number", "Invoice Date", "Vendor", "Description", "Amount"]
    rows = [["1", "2026-08-01", "DIFFIT LLC", "Diffit", "10.00"], ["1", "2026-08-01", "DIFFIT LLC", "Diffit", "10.00"]]
    august = read_here(tmp_path, as_csv([header, *rows]), "august")
    since = read_here(tmp_path, as_csv([header, *rows, ["2", "2026-09-01", "DIFFIT LLC", "Diffit", "5.00"]]), "since")
    assert counted(august, since).purchases["diffit"].cents == 2_500, "two equal lines of one file are two"
    header = ["PO Number", "PO Date", "Vendor", "Item", "Amount"]
    orders = as_csv([header, ["2", "2026-08-20", "DIFFIT LLC", "", "5.00"],
                     ["3", "2026-08-21", "DIFFIT LLC", "", "7.00"]])  # fmt: skip
    assert counted(august, since, read_here(tmp_path, orders, "orders")).purchases["diffit"].cents == 3_200


def test_the_number_of_a_card_is_not_kept_as_a_fund(tmp_path: Path) -> None:
    funds = ["4111 1111 1111 1111", "**** 1111", "371449635398431", "11-6399-00-041"]
    rows = [["2026-09-01", "DIFFIT", "Diffit", "9.00", fund] for fund in funds]
    read = read_here(tmp_path, as_csv([["Transaction Date", "Merchant", "Memo", "Amount", "Account"], *rows]))
    assert counted(read).purchases["diffit"].by_fund == {"": 2_700, "11-6399-00-041": 900}


def test_broken_lines_come_back_with_their_reason(tmp_path: Path) -> None:
    rows = [["Vendor", "Description", "Amount", "Check Date"], *[["DIFFIT", "Diffit", "9.00", "2026-09-01"]] * 12]
    rows[2] = ["DIFFIT", "Diffit", "nine", "2026-09-01"]
    rows[4] = ["", "", "9.00", "2026-09-01"]
    rows[6] = ["DIFFIT", "Diffit", "9.00", "soon"]
    rows[8] = ["DIFFIT", "Diffit", "9.00", "2026-09-01", "more"]
    rows[10] = ["DIFFIT", "Diffit", "9.00", ""]
    read = read_here(tmp_path, as_csv(rows))
    assert read.rejected() == [
        (3, "The amount cannot be read."),
        (5, "There is no vendor and no description."),
        (7, "The time cannot be read."),
        (9, "The row does not have the columns of the others."),
    ]
    paid = counted(read).purchases["diffit"]
    assert (paid.rows, paid.cents, read.told.rows) == (8, 7_200, 12)


def test_a_file_without_an_amount_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotRead) as refused:
        read_here(tmp_path, as_csv([["Vendor", "Check Date", "Amount"], *[["DIFFIT", "2026-09-01", "much"]] * 9]))
    assert refused.value.refusal.code == "discover.columns_not_understood"
    assert refused.value.refusal.values["parts"] == ["amount"]


def test_what_a_header_leaves_open_is_said_once(tmp_path: Path) -> None:
    rows = [["PO Number", "Kolumn A", "Kolumn B", "Check Date"], *[["1", "DIFFIT LLC", "9,50", "2026-09-01"]] * 9]
    with pytest.raises(CannotRead) as refused:
        read_here(tmp_path, as_csv(rows), "asked")
    header = tuple(refused.value.refusal.values["header"])
    said = {header_digest(header): {"amount": "Kolumn B", "vendor": "Kolumn A"}}
    read = read_here(tmp_path, as_csv(rows), "said", mappings=said)
    assert counted(read).purchases["diffit"].cents == 9 * 950


@pytest.mark.parametrize("seed", range(8))
def test_every_line_is_accounted_for_however_a_file_is_mangled(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    text = list(str(FORMS["ledger"][0]) * 3)
    for _ in range(rng.randrange(1, 12)):
        text[rng.randrange(90, len(text))] = rng.choice(['"', ";", ",", "\n", "\0", "é", "", "\r\n", "\t", "x" * 300])
    mangled = "".join(text)
    read = read_here(tmp_path, mangled.encode())
    lines = sum(bool(line.strip()) for line in mangled.replace("\r\n", "\n").split("\n")) - 1
    assert 0 <= lines - read.told.rows <= mangled.count('"') * 30, "records that a quote spans stand on several lines"
    assert len(read.rejected()) == read.told.rejected < read.told.rows
