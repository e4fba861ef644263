"""Word files of official papers: the default template of each kind, and templates filled with the data."""

from emulation.gateways.word.fill import try_template, word_bytes
from emulation.gateways.word.layout import default_template

__all__ = ["default_template", "try_template", "word_bytes"]
