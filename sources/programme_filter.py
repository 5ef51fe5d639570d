"""Which lines of the budget file are kept: those of the programmes asked for, and those that nobody can judge.

Belongs here: the filter, in SQL and for one damaged line. Does not belong here: reading lines (``budget_file.py``) and
counting them (``line_account.py``).
"""

from __future__ import annotations

import csv
import re

from sources.bulk_extract import BulkHeader, Task
from sources.unreadable import UnreadableLine

_CODE_LENGTH = 4


def if_kept(task: Task, cells: str) -> str:
    """``cells`` of a line that is kept or cannot be judged, else nothing."""
    return cells if task.programmes == "*" else f"case when {is_wanted(task, task.code_column)} then {cells} end"


def is_wanted(task: Task, code: str) -> str:
    """SQL of the question whether a line is kept; ``code`` is the column or cell with its programme."""
    wanted = ", ".join(f"'{_code(item)}'" for item in task.programmes.split(","))
    return f"({is_no_code(code)} or lpad(trim({code}), {_CODE_LENGTH}, '0') in ({wanted}))"


def is_no_code(text: str) -> str:
    """SQL: the code is blank or longer than any programme. Such a line (a repeated header) is kept and goes to quarantine."""
    return f"coalesce(length(trim({text})), 0) not between 1 and {_CODE_LENGTH}"


def _code(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise ValueError(f"not a budget programme: {text!r}")
    return text.zfill(_CODE_LENGTH)


def is_of_another_programme(line: UnreadableLine, task: Task, header: BulkHeader) -> bool:
    """Whether an unreadable line clearly belongs to another programme: one damaged character, and a readable programme code."""
    if not line.is_encoding or task.programmes == "*":
        return False
    try:
        cells = next(csv.reader([line.text], delimiter=header.delimiter))
    except csv.Error:
        return False
    code = "".join(cells[header.position(task.code_column) - 1 :][:1]).strip()
    return code.isdecimal() and len(code) <= _CODE_LENGTH and code.zfill(_CODE_LENGTH) not in task.programmes.split(",")
