"""The identity of a delivery: its content and its dataset, and the state of the file in which the content was found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sources.breach import ContractBreach
from sources.landing import LandingFile
from sources.one_file import changed


def delivery_id_of(publisher: str, dataset: str, sha256: str) -> str:
    """The dataset is part of the identity: the same bytes in another folder are another delivery, judged by another contract."""
    return f"{publisher[:4]}-{hashlib.sha256(f'{publisher}/{dataset}:{sha256}'.encode()).hexdigest()[:16]}"


@dataclass(frozen=True)
class DeliveryKey:
    """Identity of a delivery: the same content in the same dataset is the same delivery, whatever its name.

    ``modified_ns`` is the time of the file when it was hashed, so that a file that changes later is read again.
    """

    file: LandingFile
    sha256: str
    size_bytes: int
    modified_ns: int = 0

    @classmethod
    def of(cls, file: LandingFile) -> DeliveryKey:
        """Hash the file. ``ContractBreach`` if it changes meanwhile."""
        before = file.path.stat()
        key = cls(file, file.sha256(), before.st_size, before.st_mtime_ns)
        key.require_unchanged()
        return key

    @classmethod
    def of_refused(cls, file: LandingFile) -> DeliveryKey:
        """The key of a file that is refused: by its content, or by its name if it cannot be read."""
        try:
            return cls.of(file) if file.path.is_file() else cls.of_name(file)
        except (OSError, ContractBreach):
            return cls.of_name(file)

    @classmethod
    def of_name(cls, file: LandingFile) -> DeliveryKey:
        """The key of a file that is refused for its name or before it is opened, whatever it holds."""
        return cls(file, hashlib.sha256(file.name.encode()).hexdigest(), 0)

    def require_unchanged(self) -> None:
        """Raise ``ContractBreach`` if the file is no longer the one that was hashed."""
        now = self.file.path.stat()
        if (now.st_size, now.st_mtime_ns) != (self.size_bytes, self.modified_ns):
            raise changed(self.file.path)

    @property
    def delivery_id(self) -> str:
        return delivery_id_of(self.file.publisher, self.file.dataset, self.sha256)
