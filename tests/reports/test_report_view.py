"""Orders and groupings that no page shows by itself."""

from __future__ import annotations

from typing import Any

from reports.naming import file_stems, local_link
from reports.view import newest_cutoff, reasons_and_failures, sorted_reasons, turning_points


def day(number: int, score: float | None, verdict: str = "PUBLICABLE") -> dict[str, Any]:
    return {"day": f"2026-11-{number:02}", "score": score, "verdict": verdict}


def test_history_keeps_first_last_and_every_change() -> None:
    history = [day(1, 90), day(2, 90), day(3, 80), day(4, 80), day(5, 80, "EN REVISIÓN"), day(6, 80, "EN REVISIÓN"), day(7, None)]
    assert [item["day"][-2:] for item in turning_points(history)] == ["01", "03", "05", "07"]
    assert turning_points([]) == [] and len(turning_points(history[:1])) == 1


def test_the_deciding_step_speaks_first() -> None:
    reasons = [
        {"rule_id": "a", "severity": "mayor", "step": 6},
        {"rule_id": "b", "severity": "bloqueante", "step": 1},
        {"rule_id": "c", "severity": "firma", "step": 7},
    ]
    assert [item["rule_id"] for item in sorted_reasons({"reasons": reasons})] == ["b", "a", "c"]
    assert [item["rule_id"] for item in sorted_reasons({"reasons": reasons}, 7)] == ["c", "b", "a"]


def test_each_rule_once_with_its_weight(payload: dict[str, Any], of: Any) -> None:
    lines = reasons_and_failures(of(payload, "ERAD-YTD"))
    assert [(line["rule_id"], line["magnitude"]) for line in lines] == [("X02", 904), ("R22.6", None)]


def test_what_blocks_comes_before_what_only_notes() -> None:
    reason = {"rule_id": "a", "severity": "mayor", "step": 6}
    entry = {"reasons": [reason, reason | {"rule_id": "b", "severity": "bloqueante", "step": 1}]}
    indicator = {"entries": [entry], "entry": 0, "step": 6, "rules": {"failed": []}}
    assert [line["rule_id"] for line in reasons_and_failures(indicator)] == ["b", "a"]


def test_the_newest_cutoff_is_that_of_a_headline_with_a_figure() -> None:
    def indicator(cutoff: str | None, count: int = 1) -> dict[str, Any]:
        return {"entries": [{"cutoff_date": cutoff, "n_values": count}], "entry": 0}

    assert newest_cutoff([indicator("2015-11-02"), indicator("2022-12-31"), indicator(None)]) == "2022-12-31"
    assert newest_cutoff([indicator("2016-12-31", 0)]) is None and newest_cutoff([]) is None


def test_names_of_files_are_safe_and_apart() -> None:
    stems = file_stems(["ERAD-YTD", "erad-ytd", "a/b", "a b", ""])
    assert stems["ERAD-YTD"] == "ERAD-YTD"
    assert len({stem.lower() for stem in stems.values()}) == 5


def test_a_link_never_leaves_the_folder() -> None:
    assert local_link("datos/corregir/corah/x 1.xlsx") == "datos/corregir/corah/x%201.xlsx"
    for path in (None, "", "/etc/passwd", "../x", "a/../b", "a\\b", "a//b"):
        assert local_link(path) is None
    assert local_link("javascript:alert(1)") == "javascript%3Aalert%281%29"
