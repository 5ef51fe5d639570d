"""Importing Great Expectations: once in a process, without the libraries that no rule of a run needs.

Great Expectations imports scipy's statistics and a drawing library for two of its expectations, and Spark's client where that
is installed: a third of the time of its import (2026-11-27). Statistics and drawing are imported when somebody uses them.
Spark's client is not offered to Great Expectations, because the rules reach Spark as SQL.
"""

from __future__ import annotations

import importlib
import os
import sys
from types import ModuleType
from typing import Any

_WHEN_USED = ("scipy.stats", "altair")
_NOT_OFFERED = "pyspark"


class _Later(ModuleType):
    """Stands for a module until somebody asks for one of its names."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # the import system asks for these of every module
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def great_expectations() -> ModuleType:
    """The package, which tells nobody that it is used."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    if "great_expectations" in sys.modules:
        return sys.modules["great_expectations"]
    stands_for = {name: _Later(name) for name in _WHEN_USED if name not in sys.modules}
    is_hidden = _NOT_OFFERED not in sys.modules
    sys.modules.update(stands_for)
    if is_hidden:
        sys.modules[_NOT_OFFERED] = None  # type: ignore[assignment]  # an import of it raises ImportError
    try:
        return importlib.import_module("great_expectations")
    finally:
        # Whoever imports them from now on gets the module itself.
        for name, module in stands_for.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
        if is_hidden:
            del sys.modules[_NOT_OFFERED]
