"""The awards room: award proposals, decisions and the conference record."""

from emulation.web.awards import (
    conferences,
    decisions,
    moves,
    proposals,
    recoveries,
    register,
    rulings,
    splits,
    views,
)
from emulation.web.awards.room import room

__all__ = [
    "conferences",
    "decisions",
    "moves",
    "proposals",
    "recoveries",
    "register",
    "room",
    "rulings",
    "splits",
    "views",
]
