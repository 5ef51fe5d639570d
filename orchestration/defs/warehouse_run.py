"""The resource that the steps of one Dagster run share: one ``Outcome`` and one run lock, from the first step to the last.

It holds in the in-process executor only. Where every step is a process of its own, each opens a run of its own, and the
release refuses with ``StageMissing``: it never publishes what its own run has not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import dagster as dg
from pydantic import PrivateAttr

from orchestration.outcome import Outcome
from orchestration.settings import Settings
from orchestration.stages.run import start


class WarehouseRun(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The run under way and where it runs. It opens with the first step that asks for it, and holds the run lock until the end.

    That step fails with ``AnotherRun`` while another run, of the command too, holds the lock.
    """

    _settings: Settings = PrivateAttr()
    _open: ExitStack = PrivateAttr()
    _outcome: Outcome | None = PrivateAttr(default=None)

    @property
    def settings(self) -> Settings:
        return self._settings

    @property
    def outcome(self) -> Outcome:
        if self._outcome is None:
            self._outcome = self._open.enter_context(start(self._settings))
        return self._outcome

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[WarehouseRun]:  # noqa: ARG002
        self._settings = Settings()
        with ExitStack() as self._open:
            yield self
