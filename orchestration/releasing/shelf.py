"""The shelf of releases: which are kept, at which one ``current`` points, and which are thrown away.

Writing a release belongs to ``release``; going back to one on purpose belongs to ``rollback``.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from orchestration.settings import DATABASE, Settings

MANIFEST = "release.json"


def swap_current(settings: Settings, release_id: str) -> None:
    """Point ``current`` at a release in one step, and say the same in ``current.json`` for systems without symlinks.

    Raises ``FileNotFoundError`` for anything but the name of a release that is kept: a path is no name.
    """
    if release_id not in _names(settings):
        raise FileNotFoundError(f"no such release: {release_id}")
    link = settings.home / f".current-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("releases") / release_id)
    link.replace(settings.current)
    text = json.dumps({"release_id": release_id, "folder": f"releases/{release_id}"})
    pointer = settings.home / f".current-{os.getpid()}.json"
    pointer.write_text(text, encoding="utf-8")
    pointer.replace(settings.home / "current.json")


def current_release_id(settings: Settings) -> str | None:
    """Name of the release that ``current`` points at; ``None`` before the first release."""
    if not settings.current.is_symlink():
        return None
    name = settings.current.readlink().name
    return name if (settings.releases / name / MANIFEST).exists() else None


def releases(settings: Settings) -> list[dict[str, object]]:
    """The manifests of the releases kept, newest first."""
    return [manifest_of(settings, name) for name in _names(settings)]


def manifest_of(settings: Settings, release_id: str) -> dict[str, Any]:
    """``release.json`` of a release that is kept."""
    manifest: dict[str, Any] = json.loads((settings.releases / release_id / MANIFEST).read_text(encoding="utf-8"))
    return manifest


def prune(settings: Settings) -> None:
    """Keep the newest releases, and always the current one."""
    current = current_release_id(settings)
    for name in _names(settings)[settings.keep_releases :]:
        if name != current:
            folder = settings.releases / name
            (folder / DATABASE).chmod(0o644)
            shutil.rmtree(folder)


def _names(settings: Settings) -> list[str]:
    """Names of the releases kept, newest first."""
    return sorted((path.parent.name for path in settings.releases.glob(f"[!.]*/{MANIFEST}")), reverse=True)
