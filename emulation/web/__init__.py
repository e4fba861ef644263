"""Rooms that speak HTTP: forms and views, hung into the shell."""
