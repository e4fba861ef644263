"""Days that are no working days although the calendar says so, and working days that replace them."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Versioned


class Holiday(Versioned, Base):
    """A public holiday (`is_working` false) or a made-up working day (true). Unannounced ones are unconfirmed."""

    __tablename__ = "holiday"

    day: Mapped[date] = mapped_column(unique=True)
    name_vi: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    is_working: Mapped[bool] = mapped_column(default=False)
    confirmed: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(default="")
