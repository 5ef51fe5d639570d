"""The budget file: every line is kept, filtered out or quarantined with its number, whatever the packing and the encoding."""

from __future__ import annotations

import gzip
import hashlib
import zipfile
from pathlib import Path

import budget_lines
import pytest
from budget_lines import COLUMNS, line
from budget_reading import counts, read, refusal, rows, some_lines

from sources import bounds
from sources.breach import ContractBreach

NAME = "pirdais/budget_execution/2026-01-31__2025-gasto"


def test_lines_of_the_programme_are_kept_with_their_number_and_the_others_counted(tmp_path: Path) -> None:
    content = budget_lines.text(some_lines())
    extract = read(tmp_path, content)
    assert counts(extract) == (10, 3, 7, 0)
    assert rows(extract, "_row, sec_func, meta_nombre, _sheet, _column") == [
        (2, "0", "SEÑAL", "", None),
        (6, "4", "SEÑAL", "", None),
        (11, "9", "SEÑAL", "", None),
    ]
    assert extract.sha256 == hashlib.sha256(content.encode()).hexdigest()
    assert extract.facts["encoding"] == "utf-8"


def test_an_asterisk_keeps_all_and_a_list_keeps_each(tmp_path: Path) -> None:
    content = budget_lines.text([*some_lines(), line(PROGRAMA_PPTO="30")])
    assert counts(read(tmp_path, content, programmes="*")) == (11, 11, 0, 0)
    assert counts(read(tmp_path, content, programmes="0030,0072")) == (11, 4, 7, 0)


def test_broken_lines_go_to_quarantine_with_number_and_text(tmp_path: Path) -> None:
    lines = budget_lines.text(some_lines()).split("\r\n")
    lines[2] = '"roto","0072"'  # line 3
    lines[3] += ',"de más"'  # line 4
    lines[6] = lines[6].replace('"SEÑAL"', '"SE"ÑAL"', 1)  # line 7
    extract = read(tmp_path, "\r\n".join(lines))
    assert counts(extract) == (10, 3, 4, 3)
    assert [item.number for item in extract.unreadable] == [3, 4, 7]
    assert extract.unreadable[0].text == '"roto","0072"'
    assert extract.unreadable[0].reason_es == "La línea tiene 2 columnas y el encabezado 63."
    assert extract.unreadable[1].reason_es == "La línea tiene 64 columnas y el encabezado 63."
    assert "comillas" in extract.unreadable[2].reason_es
    assert rows(extract, "_row, sec_func") == [(2, "0"), (6, "4"), (11, "9")]


def test_a_file_of_broken_lines_only_is_refused_with_what_is_wrong(tmp_path: Path) -> None:
    header = budget_lines.text([])
    assert refusal(tmp_path, f'{header}"2025","0072"\r\n"2025","0072"\r\n') == (
        "Ninguna de las 2 líneas del archivo se puede leer. La primera: La línea tiene 2 columnas y el encabezado 63."
    )


def test_a_line_without_programme_is_quarantined_and_so_is_a_repeated_header(tmp_path: Path) -> None:
    blank = dict.fromkeys(COLUMNS, "")
    header = dict(zip(COLUMNS, COLUMNS, strict=True))
    extract = read(tmp_path, budget_lines.text([line(), header, line(PROGRAMA_PPTO="0068"), blank]))
    assert counts(extract) == (4, 1, 1, 2)
    assert [(item.number, item.reason_es) for item in extract.unreadable] == [
        (3, "El programa presupuestal de la línea no es un código de cuatro cifras: ¿encabezado repetido?"),
        (5, "La línea no dice a qué programa presupuestal pertenece."),
    ]


def test_older_headings_and_a_broken_last_line(tmp_path: Path) -> None:
    old = [column.replace("NIVEL_GOBIERNO", "TIPO_GOBIERNO") for column in COLUMNS]
    content = budget_lines.text(some_lines()).split("\r\n", 1)[1]
    header = ",".join(f'"{column}"' for column in old)
    extract = read(tmp_path, f'{header}\r\n{content}"2014","12","E",""')
    assert counts(extract) == (11, 3, 7, 1)
    assert extract.unreadable[0].number == 12
    assert rows(extract, "nivel_gobierno") == [("E",)] * 3


def test_columns_in_another_order_semicolons_line_feeds_and_no_quotes(tmp_path: Path) -> None:
    content = budget_lines.text(some_lines(), columns=COLUMNS[::-1], delimiter=";", newline="\n", quoted=False)
    extract = read(tmp_path, "\ufeff" + content)
    assert counts(extract) == (10, 3, 7, 0)
    assert rows(extract, "ano_eje, sec_func, monto_pia") == [("2025", "0", "0.00"), ("2025", "4", "0.00"), ("2025", "9", "0.00")]
    assert extract.facts["delimiter"] == ";"


@pytest.mark.parametrize("extension", [".csv.gz", ".zip"])
def test_packed_files_are_read_as_the_plain_one(tmp_path: Path, extension: str) -> None:
    content = budget_lines.text(some_lines()).encode()
    packed = tmp_path / "packed"
    if extension == ".zip":
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("2025-Gasto.csv", content)
    else:
        packed.write_bytes(gzip.compress(content))
    extract = read(tmp_path, packed.read_bytes(), extension)
    assert counts(extract) == (10, 3, 7, 0)
    assert [row[0] for row in rows(extract, "_row")] == [2, 6, 11]
    assert extract.sha256 == hashlib.sha256(packed.read_bytes()).hexdigest()


@pytest.mark.parametrize(("encoding", "name"), [("latin-1", "ÑAUPA PERÚ"), ("cp1252", "Ñaupa – «sede» €")])
def test_other_encodings_are_transcoded_while_they_are_read(tmp_path: Path, encoding: str, name: str) -> None:
    content = budget_lines.text([line(META_NOMBRE=name), line(PROGRAMA_PPTO="0068")]).encode(encoding)
    extract = read(tmp_path, content)
    assert counts(extract) == (2, 1, 1, 0)
    assert rows(extract, "meta_nombre") == [(name,)]
    assert extract.facts["encoding"] == "cp1252"


def test_accents_that_come_late_in_a_file_decide_its_encoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.byte_stream.SAMPLE_BYTES", 1000)
    monkeypatch.setattr("sources.byte_stream.CHUNK", 1000)
    plain = [line(SEC_FUNC=n) | {name: "SENAL" for name in COLUMNS if name.endswith("NOMBRE")} for n in range(20)]
    content = budget_lines.text([*plain, line(SEC_FUNC=99)]).encode("cp1252")
    extract = read(tmp_path, content)
    assert counts(extract) == (21, 21, 0, 0)
    assert rows(extract, "meta_nombre")[-1] == ("SEÑAL",)


def test_a_damaged_line_of_a_utf8_file_is_quarantined_alone(tmp_path: Path) -> None:
    content = budget_lines.text(some_lines()).encode().split(b"\r\n")
    content[5] = content[5].replace("Ñ".encode(), b"\xd1")
    extract = read(tmp_path, b"\r\n".join(content))
    assert counts(extract) == (10, 2, 7, 1)
    assert (extract.unreadable[0].number, extract.facts["encoding"]) == (6, "utf-8")
    assert "caracteres dañados" in extract.unreadable[0].reason_es


def test_a_line_break_within_a_cell_does_not_shift_the_numbers(tmp_path: Path) -> None:
    lines = [line(SEC_FUNC=1), line(SEC_FUNC=2, META_NOMBRE="UNA\r\nMETA"), line(SEC_FUNC=3), line(SEC_FUNC=4, PROGRAMA_PPTO="")]
    extract = read(tmp_path, budget_lines.text(lines) + '"roto"\r\n')
    assert rows(extract, "_row, sec_func") == [(2, "1"), (3, "2"), (5, "3")]
    assert [item.number for item in extract.unreadable] == [6, 7]


def test_a_line_of_ten_megabytes_is_quarantined_with_its_number(tmp_path: Path) -> None:
    lines = some_lines()
    lines[4]["META_NOMBRE"] = "Z" * 10_000_000
    extract = read(tmp_path, budget_lines.text(lines))
    assert counts(extract) == (10, 2, 7, 1)
    assert (extract.unreadable[0].number, len(extract.unreadable[0].text)) == (6, 2000)
    assert "demasiado larga" in extract.unreadable[0].reason_es


@pytest.mark.parametrize("at", [1, 5, 11])
def test_a_blank_line_shifts_no_number(tmp_path: Path, at: int) -> None:
    lines = budget_lines.text(some_lines()).rstrip("\r\n").split("\r\n")
    lines[9] += ',"de más"'
    lines.insert(at, "")
    extract = read(tmp_path, "\r\n".join(lines))
    numbers = [line_number + (line_number > at) for line_number in (2, 6, 11)]
    assert [number for (number,) in rows(extract, "_row")] == numbers
    assert [line.number for line in extract.unreadable] == [10 + (at < 10)]


def damaged_text() -> bytes:
    """Everything that can be wrong at once, among lines of both programmes; the last line has no line break."""
    several_lines = line(SEC_FUNC=90, META_NOMBRE="DOS\r\nLÍNEAS")
    lines = [
        *some_lines(), several_lines, {**several_lines, "PROGRAMA_PPTO": "0068"}, line(PROGRAMA_PPTO=""), line(SEC_FUNC=91),
        line(SEC_FUNC=92, META_NOMBRE="SE@AL"), line(SEC_FUNC=93, META_NOMBRE="SE@AL", PROGRAMA_PPTO="0068"), *some_lines(),
    ]  # fmt: skip
    records = budget_lines.text(lines).rstrip("\r\n")
    header = records.split("\r\n")[0]
    parts = [header, *(f'"{part}' for part in records[len(header) + 3 :].split('\r\n"'))]
    parts[4] += ',"de más"'
    parts.insert(7, "")
    parts.insert(9, header)
    parts[-3] += ',"de más"'
    return "\r\n".join(parts).encode().replace(b"SE@AL", b"SE\xd1AL")


def test_a_damaged_character_in_the_programme_itself_is_quarantined(tmp_path: Path) -> None:
    content = budget_lines.text([*some_lines(), line(PROGRAMA_PPTO="00@2"), line()]).encode().replace(b"00@2", b"00\xd12")
    extract = read(tmp_path, content)
    assert counts(extract) == (12, 4, 7, 1)
    assert [damaged.number for damaged in extract.unreadable] == [12]
    assert [number for (number,) in rows(extract, "_row")] == [2, 6, 11, 13]


def test_a_plain_file_is_read_as_the_same_file_packed(tmp_path: Path) -> None:
    """Plain, the kept lines are read twice, the first time without their columns; packed, once. Nobody may notice."""
    plain = read(tmp_path / "plain", damaged_text())
    packed = read(tmp_path / "packed", gzip.compress(damaged_text()), ".csv.gz")
    everything = f"_row, {', '.join(name.lower() for name in COLUMNS)}"
    assert rows(plain, everything) == rows(packed, everything)
    assert plain.unreadable == packed.unreadable
    assert counts(plain) == counts(packed)
    assert counts(plain) == (27, 8, 14, 5)
    numbers = [number for number, *_ in rows(plain, "_row")]
    physical = damaged_text().split(b"\n")
    assert [b'"0072"' in physical[number - 1] or b'"90"' in physical[number - 1] for number in numbers] == [True] * 8
    assert [line.number for line in plain.unreadable] == sorted(line.number for line in plain.unreadable)
    damaged = [line for line in plain.unreadable if line.is_encoding]
    assert [b"SE\xd1AL" in physical[line.number - 1] and b'"0072"' in physical[line.number - 1] for line in damaged] == [True]


def test_an_empty_file_and_one_with_only_a_header_are_refused(tmp_path: Path) -> None:
    assert "está vacío" in refusal(tmp_path, "")
    assert "ninguna fila con datos" in refusal(tmp_path, budget_lines.text([]))


def test_reversals_stay_as_they_are(tmp_path: Path) -> None:
    extract = read(tmp_path, budget_lines.text([line(MONTO_DEVENGADO="-1250.75")]))
    assert rows(extract, "monto_devengado") == [("-1250.75",)]


@pytest.mark.parametrize("extension", [".csv", ".csv.gz"])
def test_a_kept_last_line_without_its_end_goes_to_quarantine(tmp_path: Path, extension: str) -> None:
    whole = budget_lines.text(some_lines(), quoted=False)
    cut = whole.rstrip("\r\n")[:-1].encode()
    extract = read(tmp_path, gzip.compress(cut) if extension == ".csv.gz" else cut, extension)
    assert counts(extract) == (10, 2, 7, 1)
    assert (extract.unreadable[0].number, extract.unreadable[0].reason_es) == (
        11,
        "La última línea del archivo no termina en salto de línea y su último monto puede estar cortado.",
    )
    assert counts(read(tmp_path, whole)) == (10, 3, 7, 0)


@pytest.mark.parametrize(
    ("extension", "limit"), [(".csv", "MAX_BULK_LINES"), (".csv.gz", "MAX_BULK_LINES"), (".csv.gz", "MAX_BULK_BYTES")]
)
def test_a_file_that_would_fill_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extension: str, limit: str
) -> None:
    monkeypatch.setattr(bounds, limit, 5)
    content = budget_lines.text(some_lines()).encode()
    with pytest.raises(ContractBreach, match="more than 5"):
        read(tmp_path, gzip.compress(content) if extension == ".csv.gz" else content, extension)
