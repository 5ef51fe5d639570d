"""Stands in for dbt's ``adapter`` while sqlfluff renders a model: every dispatched macro is its default.

Only sqlfluff loads this file (``library_path`` in ``.sqlfluff``); dbt never does.
"""

from collections.abc import Callable

from jinja2 import pass_context
from jinja2.runtime import Context


@pass_context
def dispatch(context: Context, name: str, _package: str) -> Callable[..., str]:
    """The macro ``default__<name>`` of the project."""
    macro: Callable[..., str] = context[f"default__{name}"]
    return macro
