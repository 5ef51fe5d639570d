"""Whatever happens while one file is found, named or read is the refusal of that file, by its name, and of no other.

Belongs here: turning what the system says into a refusal. Does not belong here: the refusals of what a file says (its readers)
and recording them (``orchestration.loading``).
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sources.breach import ContractBreach

# What ails the machine, not the file.
_OF_THE_MACHINE = (errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.EROFS)


@contextmanager
def one_file(path: Path, *, is_personal: bool = False) -> Iterator[None]:
    """Turn any exception of the block into the ``ContractBreach`` of the file ``path``.

    ``is_personal``: the file tells of people, so what an error quotes of it is not repeated.
    """
    try:
        yield
    except ContractBreach:
        raise
    except OSError as error:
        if error.errno in _OF_THE_MACHINE:
            raise
        raise _of_the_system(path, error) from error
    except Exception as error:
        raise _unforeseen(path, type(error).__name__ if is_personal else f"{type(error).__name__}: {error}") from error


def _of_the_system(path: Path, error: OSError) -> ContractBreach:
    if isinstance(error, FileNotFoundError):
        return vanished(path)
    if isinstance(error, PermissionError):
        return ContractBreach(
            f"No hay permiso para leer «{path.name}». Pida que lo den, o copie el archivo otra vez.",
            f"There is no permission to read '{path.name}'. Ask for it, or copy the file again.",
        )
    if isinstance(error, IsADirectoryError | NotADirectoryError):
        return folder_in_place(path)
    return _unforeseen(path, str(error.strerror))


def _unforeseen(path: Path, said: str) -> ContractBreach:
    return ContractBreach(
        f"El archivo «{path.name}» no se pudo leer ({said}). Ábralo, compruebe que esté completo, guárdelo otra vez y "
        "reenvíelo; si vuelve a ocurrir, avise a Datos con este mensaje.",
        f"The file '{path.name}' could not be read ({said}). Open it, check that it is complete, save it again and resend "
        "it; if it happens again, show this message to the data team.",
    )


def vanished(path: Path) -> ContractBreach:
    """The refusal of a file that was there when the folder was listed and is gone now."""
    return ContractBreach(
        f"El archivo «{path.name}» estaba en la carpeta y desapareció antes de leerse. Cópielo otra vez y vuelva a correr.",
        f"The file '{path.name}' was in the folder and disappeared before it was read. Copy it again and run again.",
    )


def changed(path: Path) -> ContractBreach:
    """The refusal of a file that is being written while it is read."""
    return ContractBreach(
        f"El archivo «{path.name}» cambió mientras se leía. Espere a que termine de copiarse y vuelva a cargarlo.",
        f"The file '{path.name}' changed while it was read. Wait until it is copied whole and load it again.",
    )


def folder_in_place(path: Path) -> ContractBreach:
    """The refusal of a folder that has the name of a file."""
    return ContractBreach(
        f"«{path.name}» es una carpeta y su nombre es el de un archivo. Ponga en su lugar el archivo, o cambie el nombre de la "
        "carpeta.",
        f"'{path.name}' is a folder and its name is that of a file. Put the file in its place, or rename the folder.",
    )
