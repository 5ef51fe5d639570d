"""``report.json``: what the report says, read from control tables and marts. Every verdict is computed there, never here.

Belongs here: choosing and nesting rows. Does not belong here: judging, words and layout (``reports/``).
"""

from orchestration.report_payload.payload import SCHEMA_VERSION, VERDICTS, is_demonstration, refused_payload, released_payload
from orchestration.report_payload.work_lists import observations

__all__ = ["SCHEMA_VERSION", "VERDICTS", "is_demonstration", "observations", "refused_payload", "released_payload"]
