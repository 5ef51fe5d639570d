"""What a run says of itself in numbers: the line of ``csad run --json`` and the rules counted by status and severity."""

from __future__ import annotations

import json

from orchestration.outcome import Outcome, rule_counts


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
        "notices": [notice.text_en for notice in outcome.notices],
        "report": str(outcome.report) if outcome.report else None,
        "seconds": {stage: round(seconds, 3) for stage, seconds in outcome.seconds.items()},
    }


def summary_line(outcome: Outcome) -> str:
    return json.dumps(summary(outcome), ensure_ascii=False)
