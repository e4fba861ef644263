"""Words that people here would choose for a password: names and codes of clusters and members."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.clusters import Cluster, Member


def context_words(session: Session) -> list[str]:
    """Codes and names in both languages; empty ones are left out."""
    words: list[str] = []
    for table in (Cluster, Member):
        for row in session.execute(select(table.code, table.name_vi, table.name_en).order_by(table.id)):
            words += filter(None, row)
    return words
