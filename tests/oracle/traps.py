"""What copying, spreadsheets and hands do to a file. Each trap takes one file of a landing and changes it.

``harmless``: a person reads the same figures from the file, so the product must too. ``told``: the product may add a note,
because it had to do something to the file. Every other trap spoils or loses figures: none may go out wrong without a word.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from files import Extract, Landing

AREAS = ("departments", "zones")
TABLES = (*AREAS, "country", "districts")
ALL = (*TABLES, "bulletin")


@dataclass(frozen=True)
class Trap:
    """``at``: the files that it may be set in, by the beginning of their key."""

    name: str
    at: tuple[str, ...]
    change: Callable[[Extract, random.Random], None]
    harmless: bool = False
    told: bool = False
    before: bool = False  # set in an edition that a later one replaced

    def spring(self, landing: Landing, draw: random.Random) -> str:
        """Change one file; returns its key."""
        keys = [key for key in landing.extracts if key.startswith(self.at) and key.endswith("before") == self.before]
        key = draw.choice(sorted(keys))
        self.change(landing.extracts[key], draw)
        return key


TRAPS: list[Trap] = []


def trap(
    *at: str, harmless: bool = False, told: bool = False, before: bool = False
) -> Callable[[Callable[[Extract, random.Random], None]], Callable[[Extract, random.Random], None]]:
    def register(change: Callable[[Extract, random.Random], None]) -> Callable[[Extract, random.Random], None]:
        TRAPS.append(Trap(change.__name__, at, change, harmless, told, before))
        return change

    return register


def _measures(extract: Extract) -> list[tuple[int, int]]:
    """Row and column of every cell with hectares."""
    if extract.dataset.startswith("corah"):
        return [(row, 6) for row in range(1, len(extract.cells))]
    first = 4 if "district" in extract.dataset else 1
    return [(row, column) for row in range(1, len(extract.cells)) for column in range(first, len(extract.cells[0]))]


def _change_measures(extract: Extract, change: Callable[[str], str]) -> None:
    for row, column in _measures(extract):
        extract.cells[row][column] = change(extract.cells[row][column])


def _one(extract: Extract, draw: random.Random) -> tuple[int, int]:
    """A cell with hectares of at least a thousand where there is one."""
    cells = _measures(extract)
    return draw.choice([at for at in cells if int(extract.cells[at[0]][at[1]]) >= 1000] or cells)


def _with_comma(cell: str) -> str:
    return f"{int(cell):,}"


# --- the same figures, written otherwise ---


@trap(*ALL, harmless=True)
def semicolons(extract: Extract, draw: random.Random) -> None:
    extract.delimiter = ";"


@trap(*ALL, harmless=True)
def latin_1(extract: Extract, draw: random.Random) -> None:
    extract.encoding = "cp1252"


@trap(*ALL, harmless=True)
def a_workbook(extract: Extract, draw: random.Random) -> None:
    extract.suffix = ".xlsx"


@trap(*ALL, harmless=True)
def quoted_thousands(extract: Extract, draw: random.Random) -> None:
    _change_measures(extract, _with_comma)


@trap(*ALL, harmless=True)
def thin_spaces(extract: Extract, draw: random.Random) -> None:
    _change_measures(extract, lambda cell: _with_comma(cell).replace(",", "\u00a0"))


@trap(*AREAS, harmless=True, told=True)
def remarks_column(extract: Extract, draw: random.Random) -> None:
    for number, row in enumerate(extract.cells):
        row.append("Observaciones" if number == 0 else "")


@trap(*AREAS, harmless=True, told=True)
def running_number(extract: Extract, draw: random.Random) -> None:
    for number, row in enumerate(extract.cells):
        row.insert(0, "N°" if number == 0 else str(number))


@trap(*AREAS, harmless=True, told=True)
def provisional_heading(extract: Extract, draw: random.Random) -> None:
    extract.cells[0][-1] += " p/"


@trap(*AREAS, harmless=True, told=True)
def year_with_its_word(extract: Extract, draw: random.Random) -> None:
    extract.cells[0][1:] = [f"Año {year}" for year in extract.cells[0][1:]]


@trap("departments", harmless=True)
def a_total_row(extract: Extract, draw: random.Random) -> None:
    sums = [str(sum(int(row[column]) for row in extract.cells[1:])) for column in range(1, len(extract.cells[0]))]
    extract.cells.append([draw.choice(["Total", "TOTAL", "Total nacional", "TOTAL PAÍS", "Perú", "Total general"]), *sums])


@trap(*ALL, harmless=True)
def empty_rows_at_the_end(extract: Extract, draw: random.Random) -> None:
    extract.cells += [[""] * len(extract.cells[0])] * draw.randint(1, 3)


@trap(*ALL, harmless=True)
def rows_in_another_order(extract: Extract, draw: random.Random) -> None:
    rows = extract.cells[1:]
    draw.shuffle(rows)
    extract.cells[1:] = rows


@trap("bulletin", harmless=True)
def day_first(extract: Extract, draw: random.Random) -> None:
    for row in extract.cells[1:]:
        row[:3] = ["/".join(reversed(cell.split("-"))) for cell in row[:3]]


# --- a person could read these; the product still refuses them or keeps them in quarantine, with a word ---


@trap("districts", "budget")
def a_spreadsheet_ate_the_zeros(extract: Extract, draw: random.Random) -> None:
    for row in extract.cells[1:]:
        row[:] = [cell.lstrip("0") or "0" if cell.isdigit() else cell for cell in row]


@trap("budget")
def a_row_identifier(extract: Extract, draw: random.Random) -> None:
    for number, row in enumerate(extract.cells):
        row.insert(0, "_id" if number == 0 else str(number))


@trap("country")
def native_numbers_beside_one_text(extract: Extract, draw: random.Random) -> None:
    extract.suffix = ".xlsx"
    row = draw.randrange(1, len(extract.cells))
    extract.cells[row][1] = _with_comma(extract.cells[row][1])


@trap(*AREAS, harmless=True, told=True, before=True)
def restated_by_a_later_edition(extract: Extract, draw: random.Random) -> None:
    share = draw.uniform(0.95, 0.99)
    _change_measures(extract, lambda cell: str(round(int(cell) * share)))


# --- figures spoiled or lost ---


@trap("districts")
def codes_sorted_alone(extract: Extract, draw: random.Random) -> None:
    codes = [row[0] for row in extract.cells[1:]]
    draw.shuffle(codes)
    for row, code in zip(extract.cells[1:], codes, strict=True):
        row[0] = code


@trap("budget")
def a_line_of_another_century(extract: Extract, draw: random.Random) -> None:
    extract.cells[draw.randrange(1, len(extract.cells))][0] = "2042"


@trap("budget")
def a_copy_of_the_budget_cut_anywhere(extract: Extract, draw: random.Random) -> None:
    text = extract.as_text()
    extract.text = text[: draw.randint(len(text) // 2, len(text) - 2)]


@trap(*TABLES, "bulletin")
def thousands_of_hectares(extract: Extract, draw: random.Random) -> None:
    _change_measures(extract, lambda cell: f"{int(cell) / 1000:.1f}")


@trap(*TABLES, "bulletin")
def a_thousand_times_too_much(extract: Extract, draw: random.Random) -> None:
    _change_measures(extract, lambda cell: f"{cell}000")


@trap(*ALL)
def a_digit_too_many(extract: Extract, draw: random.Random) -> None:
    row, column = _one(extract, draw)
    extract.cells[row][column] += draw.choice("0123456789")


@trap(*ALL)
def three_digits_lost(extract: Extract, draw: random.Random) -> None:
    row, column = _one(extract, draw)
    extract.cells[row][column] = extract.cells[row][column][:-3] or "0"


@trap(*ALL)
def an_error_cell(extract: Extract, draw: random.Random) -> None:
    row, column = _one(extract, draw)
    extract.cells[row][column] = draw.choice(["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "1428l", "-"])


@trap(*ALL)
def a_copy_cut_anywhere(extract: Extract, draw: random.Random) -> None:
    text = extract.as_text()
    extract.text = text[: draw.randint(len(text) // 3, len(text) - 2)]


@trap(*ALL)
def a_copy_cut_in_the_last_number(extract: Extract, draw: random.Random) -> None:
    text = extract.as_text().rstrip("\n").rstrip(",")
    extract.text = text[: -draw.randint(1, 2)]


@trap(*ALL)
def unquoted_thousands_shift_the_cells(extract: Extract, draw: random.Random) -> None:
    row, _ = _one(extract, draw)
    lines = [",".join(cells) for cells in extract.cells]
    shifted = [
        _with_comma(cell) if (row, column) in _measures(extract) else cell for column, cell in enumerate(extract.cells[row])
    ]
    lines[row] = ",".join(shifted)[: None if draw.random() < 0.5 else -1]
    extract.text = "\n".join(lines) + "\n"


@trap(*ALL)
def a_stray_quote(extract: Extract, draw: random.Random) -> None:
    lines = [",".join(cells) for cells in extract.cells]
    row = draw.randrange(1, len(lines))
    at = draw.choice([0, *[place + 1 for place, letter in enumerate(lines[row]) if letter == ","]])
    lines[row] = lines[row][:at] + '"' + lines[row][at:]
    extract.text = "\n".join(lines) + "\n"


@trap(*AREAS)
def one_column_sorted_alone(extract: Extract, draw: random.Random) -> None:
    column = draw.randrange(1, len(extract.cells[0]))
    for row, cell in zip(extract.cells[1:], sorted((row[column] for row in extract.cells[1:]), key=int), strict=True):
        row[column] = cell


@trap(*AREAS)
def names_sorted_alone(extract: Extract, draw: random.Random) -> None:
    for row, cell in zip(extract.cells[1:], sorted((row[0] for row in extract.cells[1:]), reverse=True), strict=True):
        row[0] = cell


@trap(*AREAS)
def the_same_year_twice(extract: Extract, draw: random.Random) -> None:
    extract.cells[0][-1] = extract.cells[0][-2]


@trap(*AREAS)
def headings_moved_by_one_year(extract: Extract, draw: random.Random) -> None:
    extract.cells[0][1:] = [str(int(year) - 1) for year in extract.cells[0][1:]]


@trap(*ALL)
def a_row_twice_with_another_figure(extract: Extract, draw: random.Random) -> None:
    row, column = _one(extract, draw)
    again = list(extract.cells[row])
    again[column] = str(int(again[column]) // 2)
    extract.cells.append(again)


@trap(*ALL)
def a_row_lost(extract: Extract, draw: random.Random) -> None:
    del extract.cells[draw.randrange(1, len(extract.cells))]


@trap(*ALL)
def a_broken_sidecar(extract: Extract, draw: random.Random) -> None:
    extract.sidecar_text = draw.choice(
        ["title: [", "evidence: cierto\ntitle: x\n", "- a\n- b\n", "published_on: 2023-02-30\n", "\x00", "title: &a [*a]\n"]
    )


@trap(*ALL)
def a_broken_name(extract: Extract, draw: random.Random) -> None:
    extract.name = (
        draw.choice(["", "2022-13-01__", "2023-02-30__", "2106-01-01__", "copia de "]) + extract.name.partition("__")[2]
    )


@trap(*ALL)
def noise_instead_of_a_workbook(extract: Extract, draw: random.Random) -> None:
    extract.suffix, extract.raw = ".xlsx", b"PK\x03\x04" + draw.randbytes(200)


@trap("bulletin")
def a_month_beside_the_year(extract: Extract, draw: random.Random) -> None:
    """A month that is more than the whole year to date."""
    row = list(draw.choice([row for row in extract.cells[1:] if row[4] == "nacional"]))
    row[1], row[3], row[6] = row[0][:8] + "01", "mensual", str(int(row[6]) * 3)
    extract.cells.append(row)
