"""Emulation clusters: pledges, scores, rankings and awards, year over year."""

__version__ = "0.1.0"
