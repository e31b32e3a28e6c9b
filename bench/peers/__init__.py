"""Peers for the fan-out, in an environment of their own that the bench makes: var/peers.

They are nothing the product needs, so they are not in its lock. The first run installs them.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
HOME = HERE.parent.parent / "var" / "peers"
NEEDED = ("python-socketio", "channels", "django", "uvicorn", "websockets", "httptools", "uvloop")


def python() -> Path:
    """The interpreter of the peers' environment; made if it is not there."""
    if not (HOME / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", HOME], check=True)
        subprocess.run([HOME / "bin" / "pip", "install", "--quiet", *NEEDED], check=True)
        (HOME / "ready").touch()
    return HOME / "bin" / "python"


def commands(port: int) -> dict[str, list[object]]:
    """How each is served."""
    return {
        "python-socketio": [python(), HERE / "on_socketio.py", str(port)],
        "channels": [python(), HERE / "on_channels.py", str(port)],
    }
