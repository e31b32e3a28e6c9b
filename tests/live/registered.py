"""The screens of the house, found where they are registered."""

import sys
from functools import cache

from facilitator import app
from facilitator.live.screen import Screen


@cache
def screens() -> list[Screen]:
    """Every `Screen` of a screen module (or of a package of them) in `app.SCREENS`."""
    homes = {module.__name__ for module in app.SCREENS}
    found = {
        id(value): value
        for name, module in list(sys.modules.items())
        if any(name == home or name.startswith(f"{home}.") for home in homes)
        for value in vars(module).values()
        if isinstance(value, Screen)
    }
    return sorted(found.values(), key=lambda screen: screen.name)
