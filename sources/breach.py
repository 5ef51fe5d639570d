"""The one error of this room: a file does not keep its contract."""

from __future__ import annotations


class ContractBreach(Exception):
    """A file is refused whole. Carries one clear sentence in Spanish and one in English that say what to do next."""

    def __init__(self, reason_es: str, reason_en: str) -> None:
        super().__init__(reason_en)
        self.reason_es = reason_es
        self.reason_en = reason_en

    def __reduce__(self) -> tuple[type[ContractBreach], tuple[str, str]]:
        """Pickle both sentences: the process that read the file hands them to the process that loads."""
        return type(self), (self.reason_es, self.reason_en)
