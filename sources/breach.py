"""The one error of this room: a file does not keep its contract."""

from __future__ import annotations

# A sentence that quotes a damaged file may be megabytes long; its start names the fault and its end the next step.
_LONGEST = 1200
_LAST_PART = 400


class ContractBreach(Exception):
    """A file is refused whole. Carries one clear sentence in Spanish and one in English that say what to do next."""

    def __init__(self, reason_es: str, reason_en: str) -> None:
        super().__init__(reason_en)
        self.reason_es = _one_line(reason_es)
        self.reason_en = _one_line(reason_en)

    def __reduce__(self) -> tuple[type[ContractBreach], tuple[str, str]]:
        """Pickle both sentences: the process that read the file hands them to the process that loads."""
        return type(self), (self.reason_es, self.reason_en)


def printable(text: str) -> str:
    """``text`` as a page and a database can hold it: a file name that is not in UTF-8 is read as Windows wrote it."""
    return "".join(map(_shown, text))


def _shown(char: str) -> str:
    if "\udc80" <= char <= "\udcff":  # how Python carries a byte of a file name that is not in UTF-8
        return bytes([ord(char) & 0xFF]).decode("cp1252", "replace")
    return char if char.isprintable() else " "


def _one_line(sentence: str) -> str:
    """A sentence in one line that a page can show, without its middle if what it quotes is very long."""
    line = " ".join(printable(sentence).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - _LAST_PART]} […] {line[-_LAST_PART:]}"
