"""Official papers composed from the data: queries in, a paper as plain values out. Nothing here is written.

The words of the papers are Vietnamese in every language of the pages (Decree 30/2020/NĐ-CP, handbook 11).
"""

from emulation.services.composing.compose import About, compose

__all__ = ["About", "compose"]
