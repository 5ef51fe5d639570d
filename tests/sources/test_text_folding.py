"""Names and headings are compared without accents, case and spacing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sources.text import fold


def test_accents_case_and_spacing_do_not_matter() -> None:
    assert fold("  ÁREA\u00a0 con\nCOCA ") == fold("Area con coca") == "area con coca"
    assert fold("Ñañó") == "nano"
    assert fold("Superficie (ha)") != fold("Superficie (m2)")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once == once.strip()
    assert "  " not in once
