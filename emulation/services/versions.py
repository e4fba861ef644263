"""The version that a form was opened with against the version that stands now."""

from emulation.models.base import Versioned
from emulation.vocabulary.errors import Stale


def require_version(row: Versioned, version: int) -> None:
    """Raise Stale when somebody else changed the row since `version`."""
    if row.version != version:
        raise Stale()


def touch(row: Versioned) -> None:
    """Move the version on although only rows below it changed, so that a second editor is told."""
    row.version += 1
