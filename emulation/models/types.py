"""Column types that keep what they are given: exact numbers, UTC moments, closed lists, NFC text."""

import unicodedata
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, DateTime, Dialect, String, Text, TypeDecorator

from emulation.vocabulary.labelled import Labelled

E = TypeVar("E", bound=Labelled)


class Scaled(TypeDecorator[Decimal]):
    """A decimal with a fixed number of places, stored as an integer (SQLite would sum it as a float)."""

    impl = BigInteger
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Decimal to scaled integer; more places than the column holds is a programming error."""
        if value is None:
            return None
        scaled = Decimal(value).scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than {self.places} decimal places")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Scaled integer to Decimal with its places."""
        return None if value is None else Decimal(value).scaleb(-self.places)


class Points(Scaled):
    """Points, two places."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(2)


class Figure(Scaled):
    """Indicator figures, four places."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(4)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. A naive value is refused; SQLite gets its zone back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware moments only, converted to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment with UTC as its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Choice(TypeDecorator[E], Generic[E]):
    """A member of a closed list, stored as its code."""

    impl = String(32)
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__(32)
        self.kind = kind

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        """The code."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> E | None:
        """The enum member."""
        return None if value is None else self.kind(value)


class Words(TypeDecorator[str]):
    """Text in NFC, whatever keyboard it came from."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Normalised to NFC, so that equal words are equal."""
        return None if value is None else unicodedata.normalize("NFC", value)
