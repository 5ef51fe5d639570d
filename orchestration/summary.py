"""What a run says of itself in numbers: the line of ``csad run --json`` and the rules counted by status and severity."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from expectations.records import RuleResult
from expectations.rule import SEVERITIES

if TYPE_CHECKING:
    from orchestration.run import Outcome


def summary(outcome: Outcome) -> dict[str, object]:
    """The line of ``csad run --json``."""
    return {
        "release_id": outcome.publication.release_id if outcome.publication else None,
        "released": outcome.released,
        "outcome": outcome.word,
        "run_id": outcome.run_id,
        "deliveries": {
            "new": len(outcome.load.new),
            "unchanged": outcome.load.unchanged,
            "refused": len(outcome.load.refused),
        },
        "rows": outcome.rows,
        "rules": rule_counts(outcome.results),
        "refusals": [refusal.text_en for refusal in outcome.refusals],
        "report": str(outcome.report) if outcome.report else None,
        "seconds": {stage: round(seconds, 3) for stage, seconds in outcome.seconds.items()},
    }


def rule_counts(results: Sequence[RuleResult]) -> dict[str, dict[str, int]]:
    """Rules by status and severity."""
    counts: dict[str, dict[str, int]] = {
        status: dict.fromkeys(map(str, SEVERITIES), 0) for status in ("passed", "failed", "errored")
    }
    for result in results:
        counts[result.status][result.severity] += 1
    return counts


def summary_line(outcome: Outcome) -> str:
    return json.dumps(summary(outcome), ensure_ascii=False)
