"""The harvest board: points by question, worked on by several people while tables still talk."""

from fastapi import APIRouter

from facilitator.screens.desk.board import acting, following, helping, pages
from facilitator.screens.desk.board.regions import screen

router = APIRouter()
router.include_router(pages.router)
router.include_router(helping.router)
router.include_router(following.router)
router.include_router(acting.router)

__all__ = ["router", "screen"]
