"""Work lists: a sender's own sheet with one more column, MOTIVO, so that he corrects it and sends it back as it is.

The list of ``<publisher>/<dataset>/2015-11-10__x.csv`` keeps its dataset and its name below the owner's folder: put into the
landing tree it is that edition, whole, and finds the sidecar that lies there. A list is offered only when it was read back by
the same reader and says the same as the file. Of a file with personal data the list holds the observed lines only, those cells
masked (docs/adr/0016). Does not belong here: what is observed and who corrects it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from orchestration.work_lists.observed_lines import PartialList, observed_lines, observed_lines_of_sheet
from reports.spreadsheet import BookSheet, write_book, write_sheet_csv
from sources.breach import ContractBreach
from sources.byte_stream import CHUNK, unpacked
from sources.landing import LandingFile, scan
from sources.number_marks import NumberMarks
from sources.readers import Extract, read_extract
from sources.returned_list import PARTIAL_SUFFIX, REASON_HEADING, is_reason
from sources.sheet import Sheet
from sources.tables import open_sheets, workbook_grids

# A larger file is looked through line by line, and its list holds the observed lines only.
MOST_LINES = 100_000
MOST_BYTES = 20 << 20
FOLDER = "datos/corregir"
BETWEEN_REASONS = " · "
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# A whole number that a spreadsheet stores without changing its text; others stay texts.
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")
_BREAKS = re.compile(r"\r\n|\r|\n")
# They turn the text around them on the screen: in the words of a reason they are shown, in a cell they are data.
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

Cells = Sequence[object]


@dataclass(frozen=True)
class Observation:
    """One observed cell of one file. ``row`` counts from 1, as a person counts; without one the whole file is meant.

    ``column`` is the name that people know, ``text_es`` the sentence that says what is wrong.
    """

    file: str
    sheet: str
    row: int | None
    column: str | None
    text_es: str


@dataclass(frozen=True)
class ListFile:
    """The list of one file: paths below the report folder, ``None`` in a format that would change what the sheet says."""

    csv: str | None
    xlsx: str | None


@dataclass(frozen=True)
class _Lines:
    """A sheet with its reasons: (number of the line, cells) in order, and where MOTIVO stands (row and column from 0)."""

    lines: list[tuple[int, list[object]]]
    reasons_at: tuple[int, int]


def write_work_lists(
    landing: Path,
    observations: Mapping[str, Sequence[Observation]],
    folder: Path,
    digests: Mapping[str, str] | None = None,
) -> dict[tuple[str, str], ListFile]:
    """Write the lists of each owner (by slug) below ``folder``; returns (slug, file) → paths of those that were written.

    ``digests``: SHA-256 of each file as it was loaded; a file that is not that any more has no list. Neither has one that is
    gone, was refused, is a YAML record, or of which no observed row is found. Raises ``ValueError`` for a slug that is no slug.
    """
    files = {file.name: file for file in scan(landing)}
    lists: dict[tuple[str, str], ListFile] = {}
    for slug, own in sorted(observations.items()):
        if not _SLUG.fullmatch(slug):
            raise ValueError(f"not a slug (lower-case letters, digits and single hyphens): {slug!r}")
        taken: set[Path] = set()
        by_file: dict[str, list[Observation]] = {}
        for item in own:
            by_file.setdefault(item.file, []).append(item)
        for name, found in sorted(by_file.items()):
            file = files.get(name)
            if file is None or (digests is not None and digests.get(name) != file.sha256()):
                continue
            written = _write_list(file, found, _free_stem(file, folder / FOLDER / slug, taken))
            if written:
                csv, xlsx = (path.relative_to(folder).as_posix() if path else None for path in written)
                lists[slug, name] = ListFile(csv, xlsx)
    return lists


def _free_stem(file: LandingFile, target: Path, taken: set[Path]) -> Path:
    """Where the lists of a file go, without extension; an edition that came in two formats has a folder for the second."""
    stem = target / file.publisher / file.dataset / file.stem
    while stem in taken:
        stem = stem.parent / file.extension.lstrip(".") / stem.name
    taken.add(stem)
    return stem


def _write_list(file: LandingFile, found: Sequence[Observation], stem: Path) -> tuple[Path | None, Path | None] | None:
    """Paths of the CSV and the XLSX list of one file; ``None`` when it has none."""
    try:
        file.identity()
        shape = file.contract.layout.shape
        if shape == "mapping":
            return None
        if shape == "bulk" or _is_large(file):
            return _write_partial(observed_lines(file, _reasons(found, None)), stem)
        if file.contract.holds_personal_data:
            return _write_partial(_observed_of_small(file, found), stem)
        return _write_whole(file, found, stem)
    except ContractBreach:
        return None  # refused whole: there is no sheet to give back


def _is_large(file: LandingFile) -> bool:
    if file.extension == ".xlsx":
        return file.path.stat().st_size > MOST_BYTES
    n_bytes = n_lines = 0
    with unpacked(file) as stream:
        while n_bytes <= MOST_BYTES and n_lines <= MOST_LINES and (chunk := stream.read(CHUNK)):
            n_bytes += len(chunk)
            n_lines += chunk.count(b"\n")
    return n_bytes > MOST_BYTES or n_lines > MOST_LINES


def _reasons(found: Iterable[Observation], sheet: str | None) -> dict[int, str]:
    """What to correct, by row; every reason once, with the name of its column unless it says it. ``sheet`` ``None``: any."""
    texts: dict[int, list[str]] = {}
    for item in found:
        if item.row and (sheet is None or item.sheet in ("", sheet)):
            said = texts.setdefault(item.row, [])
            text = item.text_es if not item.column or item.column in item.text_es else f"{item.column}: {item.text_es}"
            text = _DIRECTION.sub(lambda mark: f"‹U+{ord(mark[0]):04X}›", " ".join(text.split()))
            if text not in said:
                said.append(text)
    return {row: BETWEEN_REASONS.join(said) for row, said in texts.items()}


def _write_partial(partial: PartialList | None, stem: Path) -> tuple[Path, Path | None] | None:
    if partial is None:
        return None
    stem.parent.mkdir(parents=True, exist_ok=True)
    csv, xlsx = (stem.with_name(f"{stem.name}{PARTIAL_SUFFIX}{extension}") for extension in (".csv", ".xlsx"))
    write_sheet_csv(csv, partial.rows, partial.delimiter)
    book = BookSheet("Filas observadas", partial.rows, (partial.header, len(partial.rows[partial.header]) - 1), as_text=True)
    return csv, xlsx if _fits(xlsx, [book]) else None


def _observed_of_small(file: LandingFile, found: Sequence[Observation]) -> PartialList | None:
    facts = read_extract(file).facts
    sheet, header, reasons = _sheet_of(file, facts["sheet"]), int(facts["header_row"]), _reasons(found, facts["sheet"])
    return observed_lines_of_sheet(sheet, header, reasons, file.contract, facts["delimiter"] or ",")


def _sheet_of(file: LandingFile, name: str) -> Sheet:
    layout = file.contract.layout
    sheets = open_sheets(file, delimiter=layout.delimiter, encoding=layout.encoding, sheet=layout.sheet)
    return next(sheet for sheet in sheets if sheet.name == name)


def _write_whole(file: LandingFile, found: Sequence[Observation], stem: Path) -> tuple[Path | None, Path | None] | None:
    extract = read_extract(file)
    facts = extract.facts
    sheet, header, reasons = _sheet_of(file, facts["sheet"]), int(facts["header_row"]), _reasons(found, facts["sheet"])
    text = _with_reasons([(line.number, line.cells) for line in sheet.lines], header, reasons)
    if text is None:
        return None
    stem.parent.mkdir(parents=True, exist_ok=True)
    csv, xlsx = stem.with_name(f"{stem.name}.csv"), stem.with_name(f"{stem.name}.xlsx")
    write_sheet_csv(csv, ([str(cell) for cell in cells] for cells in _spaced(text, sheet)), facts["delimiter"] or ",")
    book = _book(file, sheet, text, extract.marks) if file.extension != ".xlsx" else _same_book(file, sheet, header, reasons)
    written = _kept(csv, file, extract), xlsx if _fits(xlsx, book) and _kept(xlsx, file, extract) else None
    return written if any(written) else None


def _with_reasons(lines: Iterable[tuple[int, Cells]], header: int, reasons: Mapping[int, str]) -> _Lines | None:
    """The lines with MOTIVO as last column from the header down, in place of one that came back; ``None``: nothing observed."""
    ours: set[int] = set()
    width = at = n_observed = 0
    made: list[tuple[int, list[object]]] = []
    for number, cells in lines:
        if number == header:
            ours = {index for index, cell in enumerate(cells) if is_reason(str(cell))}
            width, at = len(cells) - len(ours), len(made)
        kept = [cell for index, cell in enumerate(cells) if number < header or index not in ours]
        if number == header:
            kept.append(REASON_HEADING)
        elif number > header and any(str(cell).strip() for cell in kept):
            n_observed += number in reasons
            kept = [*kept[:width], *[""] * (width - len(kept)), reasons.get(number, "")]
        made.append((number, kept))
    return _Lines(made, (at, width)) if n_observed else None


def _spaced(text: _Lines, sheet: Sheet) -> Iterable[list[object]]:
    """The cells of every line, with the line breaks that its blanks held put back: the lines below keep their numbers."""
    after = [line.number for line in sheet.lines[1:]]
    for (number, cells), following in zip(text.lines, [*after, None], strict=True):
        breaks = sum(len(_BREAKS.findall(str(cell))) for cell in cells)
        missing = 0 if following is None or sheet.name else following - number - 1 - breaks
        yield [f"{cells[0]}{chr(10) * missing}", *cells[1:]] if cells and missing > 0 else cells


def _book(file: LandingFile, sheet: Sheet, text: _Lines, marks: NumberMarks) -> list[BookSheet]:
    """The book of a text file: every line on its number; whole numbers as numbers where the file writes decimals likewise."""
    rows: list[list[object]] = [[] for _ in range(sheet.lines[-1].number)]
    for number, cells in text.lines:
        rows[number - 1] = [_number_or_text(cell) if marks.decimal == "." else cell for cell in cells]
    at = (text.lines[text.reasons_at[0]][0] - 1, text.reasons_at[1])
    return [BookSheet(file.contract.layout.sheet or "Lista", rows, at, as_text=True)]


def _number_or_text(cell: object) -> object:
    return int(cell) if isinstance(cell, str) and _WHOLE.fullmatch(cell) else cell


def _same_book(file: LandingFile, sheet: Sheet, header: int, reasons: Mapping[int, str]) -> list[BookSheet]:
    """Every sheet of a book with its cells as stored, numbers and dates included; reasons on the one that holds the table."""
    book: list[BookSheet] = []
    for name, grid in workbook_grids(file.path):
        made = _with_reasons(enumerate(grid, start=1), header, reasons) if name == sheet.name else None
        book.append(BookSheet(name, [cells for _, cells in made.lines], made.reasons_at) if made else BookSheet(name, grid))
    return book


def _fits(path: Path, book: Sequence[BookSheet]) -> bool:
    try:
        write_book(path, book)
    except ValueError:
        path.unlink(missing_ok=True)
        return False
    return True


def _kept(path: Path, file: LandingFile, extract: Extract) -> Path | None:
    """``path`` if its list, sent back as it is, says the same as the file; else the list is taken away."""
    try:
        again = read_extract(LandingFile(path, path.name, file.publisher, file.dataset))
    except ContractBreach:
        again = None
    same_format = path.suffix == ".xlsx" if file.extension == ".xlsx" else path.suffix == ".csv"
    if again and again.marks == extract.marks and _said(again, same_format) == _said(extract, same_format):
        return path
    path.unlink()
    return None


def _said(extract: Extract, with_place: bool) -> list[tuple[object, ...]]:
    """The rows of an extract; in another format the sheet has no name and a row may stand on another line."""
    return [row if with_place else (*row[:-3], row[-1]) for row in extract.rows]
