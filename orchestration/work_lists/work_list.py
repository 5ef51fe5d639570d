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

from orchestration.work_lists.list_sheet import book_of_text, same_book, spaced, with_reasons
from orchestration.work_lists.observed_lines import PartialList, observed_lines, observed_lines_of_sheet
from reports.spreadsheet import BookSheet, write_book, write_sheet_csv
from sources.breach import ContractBreach
from sources.byte_stream import CHUNK, unpacked
from sources.landing import LandingFile, scan
from sources.readers import Extract, read_extract
from sources.returned_list import PARTIAL_SUFFIX
from sources.sheet import Sheet
from sources.tables import open_sheets

# The list of a larger file holds the observed lines only, found line by line.
MOST_LINES = 100_000
MOST_BYTES = 20 << 20
FOLDER = "datos/corregir"
BETWEEN_REASONS = " · "
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Marks that turn text around on the screen. A reason spells them out, because people must see them; a cell keeps them as data.
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


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


def write_work_lists(
    landing: Path,
    observations: Mapping[str, Sequence[Observation]],
    folder: Path,
    digests: Mapping[str, str] | None = None,
) -> dict[tuple[str, str], ListFile]:
    """Write the lists of each owner (by slug) below ``folder``; returns (slug, file) → paths of those that were written.

    ``digests``: SHA-256 of each file as it was loaded. A file has no list if it changed since, is gone, was refused, is a YAML
    record, or has no observed row. Raises ``ValueError`` for a malformed slug.
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
            if file is None or (digests is not None and digests.get(name) != _digest(file)):
                continue
            written = _write_list(file, found, _free_stem(file, folder / FOLDER / slug, taken))
            if written:
                csv, xlsx = (path.relative_to(folder).as_posix() if path else None for path in written)
                lists[slug, name] = ListFile(csv, xlsx)
    return lists


def _digest(file: LandingFile) -> str | None:
    """SHA-256 of the file as it lies there now; ``None`` if it cannot be read, and then it has no list."""
    try:
        return file.sha256() if file.path.is_file() else None
    except OSError:
        return None


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
    text = with_reasons([(line.number, line.cells) for line in sheet.lines], header, reasons)
    if text is None:
        return None
    stem.parent.mkdir(parents=True, exist_ok=True)
    csv, xlsx = stem.with_name(f"{stem.name}.csv"), stem.with_name(f"{stem.name}.xlsx")
    write_sheet_csv(csv, ([str(cell) for cell in cells] for cells in spaced(text, sheet)), facts["delimiter"] or ",")
    book = (
        book_of_text(file, sheet, text, extract.marks) if file.extension != ".xlsx" else same_book(file, sheet, header, reasons)
    )
    written = _kept(csv, file, extract), xlsx if _fits(xlsx, book) and _kept(xlsx, file, extract) else None
    return written if any(written) else None


def _fits(path: Path, book: Sequence[BookSheet]) -> bool:
    try:
        write_book(path, book)
    except ValueError:
        path.unlink(missing_ok=True)
        return False
    return True


def _kept(path: Path, file: LandingFile, extract: Extract) -> Path | None:
    """``path`` if the list, read back by the real reader, has the same rows as the file; else the list is deleted."""
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
