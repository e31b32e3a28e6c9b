"""Who sits where, round by round: planned, explained, and planned anew while the café runs."""

from facilitator.screens.rotation import files, page, printing, regions, ruling, searching, sheet
from facilitator.screens.rotation.screen import rotation

REGIONS = (regions,)  # registered by being imported
router = page.router
for part in (searching, ruling, sheet, printing, files):
    router.include_router(part.router)

__all__ = ["rotation", "router"]
