"""Which mark separates thousands: found per file, and what is found reads back every number that was written."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.breach import ContractBreach
from sources.number_marks import NumberMarks, find_marks


def read(text: str, marks: NumberMarks) -> Decimal | None:
    """What staging does with the marks of a file (dbt_project/macros/typed_rows.sql)."""
    clean = re.sub(r"[\s\u00a0\u2009\u202f]+", "", text)
    if not re.fullmatch(marks.pattern, clean):
        return None
    return Decimal(clean.replace(marks.thousands, "").replace(marks.decimal, "."))


@pytest.mark.parametrize(
    ("texts", "decimal", "thousands"),
    [
        (["7,947.69", "12"], ".", ","),
        (["173.500.148,58"], ",", "."),
        (["30.150"], ",", "."),
        (["30,150"], ".", ","),
        (["19 981.74"], ".", ","),
        (["19\u00a0981,74"], ",", "."),
        (["1'234.5"], ".", "'"),
        (["42900", "-"], ".", ","),
        (["0.123"], ".", ","),
        (["1234.567"], ".", ","),
        (["59.6563", "30.151"], ".", ","),
        (["1.125", "30.150", "0.500"], ".", ","),
        (["12,5", "30.150"], ",", "."),
        (["-5", "2.500"], ",", "."),
        ([], ".", ","),
        (["sin dato", "n.d."], ".", ","),
    ],
)
def test_the_marks_of_a_file_are_found(texts: list[str], decimal: str, thousands: str) -> None:
    marks = find_marks(texts)
    assert (marks.decimal, marks.thousands) == (decimal, thousands)


@pytest.mark.parametrize(
    "texts", [["1.234,5", "1,234.5"], ["12,5", "12.5"], ["1.234.567", "12.5"], ["1,234.5", "1.234.567"], ["627.81", "30.150"]]
)
def test_two_styles_in_one_file_are_refused(texts: list[str]) -> None:
    with pytest.raises(ContractBreach) as caught:
        find_marks(texts)
    assert "mezcla formas de escribir los números" in caught.value.reason_es
    assert "mixes number styles" in caught.value.reason_en


def test_native_numbers_of_a_workbook_have_a_point() -> None:
    assert find_marks(["12.5", "7", "1,234"], has_native_numbers=True) == NumberMarks(".", ",")
    with pytest.raises(ContractBreach):
        find_marks(["1.234.567"], has_native_numbers=True)


@pytest.mark.parametrize("text", ["12a", "1,23,4", "12.34.56", "", "--5", "1.2345,6", "1e5", "1.234.5"])
def test_what_is_not_a_number_with_the_marks_of_the_file_is_not_read(text: str) -> None:
    assert read(text, NumberMarks(",", ".")) is None


def _written(number: Decimal, decimal: str, thousands: str, is_grouped: bool) -> str:
    plain = f"{number:,.2f}" if is_grouped else f"{number:.2f}"
    return plain.replace(",", "_").replace(".", decimal).replace("_", thousands)


_NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
_STYLES = st.sampled_from([(".", ","), (",", "."), (".", " "), (",", " "), (",", "\u00a0"), (".", "'"), (",", "\u202f")])


@given(numbers=st.lists(_NUMBERS, min_size=1, max_size=20), style=_STYLES, is_grouped=st.booleans())
def test_numbers_with_two_decimals_read_back_whatever_the_style(
    numbers: list[Decimal], style: tuple[str, str], is_grouped: bool
) -> None:
    texts = [_written(number, *style, is_grouped) for number in numbers]
    marks = find_marks(texts)
    assert marks.decimal == style[0]
    assert [read(text, marks) for text in texts] == numbers


@given(
    numbers=st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=20),
    thousands=st.sampled_from([",", ".", " ", "\u00a0", "'"]),
)
def test_whole_grouped_numbers_read_back(numbers: list[int], thousands: str) -> None:
    texts = [f"{number:,}".replace(",", thousands) for number in numbers]
    marks = find_marks(texts)
    assert [read(text, marks) for text in texts] == numbers


@given(texts=st.lists(st.text(alphabet="0123456789.,' -\u00a0", max_size=12), max_size=8))
def test_any_text_gives_marks_or_one_sentence(texts: list[str]) -> None:
    try:
        marks = find_marks(texts)
    except ContractBreach as breach:
        assert breach.reason_es
        assert breach.reason_en
    else:
        assert marks.decimal in ".,'"
        assert marks.decimal != marks.thousands
        re.compile(marks.pattern)
