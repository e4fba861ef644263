"""PDF documents: plain values in, the bytes of a tagged file out."""

from emulation.gateways.pdf.apart import pdf_bytes
from emulation.gateways.pdf.document import Document, Facts, Footer, Items, Part, Picture, Table, Words

__all__ = ["Document", "Facts", "Footer", "Items", "Part", "Picture", "Table", "Words", "pdf_bytes"]
