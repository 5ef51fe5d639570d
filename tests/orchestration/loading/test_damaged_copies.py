"""Copies of the published files, cut and spoilt at random places: whatever they hold, no exception leaves the loader."""

from __future__ import annotations

import csv
import gzip
import io
import random
import zipfile
from collections.abc import Callable, Iterator

import pytest
import xlsxwriter
from own_landing import Landing
from scenario import PUBLISHED, REGISTRY

SPOILS = (b'"', b",", b"\n", b"\0", b"\r", b";", b"\xff\xfe", b"*a", b"&a ", b"{", b"[", b"!!", b"\xed\xa0\x80", b"9" * 400)
Spoil = Callable[[random.Random, bytes], bytes]


def _cut(draw: random.Random, content: bytes) -> bytes:
    return content[: draw.randrange(len(content) + 1)]


def _flipped(draw: random.Random, content: bytes) -> bytes:
    spoilt = bytearray(content)
    for _ in range(draw.randrange(1, 30)):
        spoilt[draw.randrange(len(spoilt))] ^= 1 << draw.randrange(8)
    return bytes(spoilt)


def _with_more(draw: random.Random, content: bytes) -> bytes:
    place = draw.randrange(len(content) + 1)
    return content[:place] + draw.choice(SPOILS) + content[place:]


def _with_less(draw: random.Random, content: bytes) -> bytes:
    place = draw.randrange(len(content) + 1)
    return content[:place] + content[place + draw.randrange(200) :]


def _repeated(draw: random.Random, content: bytes) -> bytes:
    place = draw.randrange(len(content) + 1)
    return content[:place] + content[max(0, place - draw.randrange(2_000)) :]


WAYS: tuple[Spoil, ...] = (_cut, _flipped, _with_more, _with_less, _repeated)


def _packed(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The same table as a publisher could have sent it: packed, and as a workbook."""
    yield f"{name}.csv.gz", gzip.compress(content, mtime=0)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tabla.csv", content)
    yield f"{name}.zip", stream.getvalue()
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Datos")
        for number, row in enumerate(csv.reader(io.StringIO(content.decode("utf-8-sig")))):
            sheet.write_row(number, 0, row)
    yield f"{name}.xlsx", stream.getvalue()


@pytest.mark.parametrize("seed", [11, 20, 286])
def test_no_exception_leaves_the_loader(landing: Landing, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  # the same damage in every run
    originals = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for root in (PUBLISHED, REGISTRY)
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
    tables = [name for name, content in originals.items() if name.endswith(".csv") and len(content) < 20_000]
    for name in draw.sample(tables, 3):
        originals |= dict(_packed(name.removesuffix(".csv"), originals[name]))
    spoilt = {name: draw.choice(WAYS)(draw, content) for name, content in originals.items() if draw.random() < 0.4}
    for name, content in spoilt.items():
        landing.put(name, content)

    first = landing.load()
    refused = landing.rows("select reason_es, reason_en from raw.delivery where status = 'refused'")
    assert len(first.new) > 0 < len(refused)
    for reason_es, reason_en in refused:
        assert "avise a Datos" not in reason_es, "a fault that nobody foresaw"
        assert reason_es != reason_en
        assert "\n" not in reason_es + reason_en
    again = landing.load()
    assert (again.new, len(again.refused)) == ([], len(first.refused))
