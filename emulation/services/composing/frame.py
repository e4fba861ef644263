"""The head and foot of papers: of a city's People's Committee, of its council, of the cluster."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from emulation.services.composing.ground import Ground, authority_of
from emulation.vocabulary.administrative import bare_place, gap, numbered, place_and_day, signer_name
from emulation.vocabulary.kinds import SigningCapacity
from emulation.vocabulary.official import Signature

#: Letters that the left half of the head of a paper has room for.
LONGEST_LINE = 28
CENTRAL = "Hội đồng Thi đua - Khen thưởng Trung ương"


@dataclass(frozen=True)
class Frame:
    """What a paper says besides its body."""

    organ_above: str
    organ: str
    place: str
    signatures: tuple[Signature, ...]
    symbol: str
    capacity: SigningCapacity | None = None

    def head(self, number: str, day: date | None, what: str) -> dict[str, Any]:
        """The fields of an `OfficialPaper` that the frame fills; `what` names a number that is missing."""
        return {
            "organ_above": self.organ_above,
            "organ": self.organ,
            "number": numbered(number, self.symbol, what),
            "place_and_day": place_and_day(self.place, day),
            "signatures": self.signatures,
            "dated_on": day,
            "capacity": self.capacity,
        }


def of_city(ground: Ground, member_id: int, member: str, day: date, kind: str) -> Frame:
    """The People's Committee of a city: signed on its behalf by its chairman."""
    organ = authority_of(member, ground.cluster)
    name = signer_name(ground.signer(member_id, day))
    signed = (Signature("CHỦ TỊCH", name, "TM. ỦY BAN NHÂN DÂN"),)
    return Frame("", organ, bare_place(member), signed, f"{kind}-UBND", SigningCapacity.ON_BEHALF)


def of_council(ground: Ground, member: str, kind: str, signatures: tuple[Signature, ...]) -> Frame:
    """The council of a city."""
    return Frame(
        authority_of(member, ground.cluster),
        "HỘI ĐỒNG THI ĐUA -\nKHEN THƯỞNG",
        bare_place(member),
        signatures,
        f"{kind}-HĐTĐKT",
    )


def of_cluster(
    ground: Ground, day: date, kind: str, place: str = "", signatures: tuple[Signature, ...] = ()
) -> Frame:
    """The cluster: a body without its own seal, for which the chair signs."""
    chair = ground.chair(day)
    member_id, member = chair or (None, "")
    organ = authority_of(member, ground.cluster) if member else gap("đơn vị Cụm trưởng")
    name = signer_name(ground.signer(member_id, day))
    own = (Signature(f"CỤM TRƯỞNG\nCHỦ TỊCH {organ}", name, "TM. CỤM THI ĐUA"),)
    return Frame(
        "HỘI ĐỒNG THI ĐUA -\nKHEN THƯỞNG TRUNG ƯƠNG",
        in_two(ground.cluster.upper()),
        place or bare_place(member),
        signatures or own,
        f"{kind}-CTĐ",
        None if signatures else SigningCapacity.ON_BEHALF,
    )


def in_two(name: str) -> str:
    """A long name on two lines of about the same length."""
    if len(name) <= LONGEST_LINE:
        return name
    spaces = [place for place, sign in enumerate(name) if sign == " "]
    middle = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return f"{name[:middle]}\n{name[middle + 1 :]}"


def recipients(*before: str) -> tuple[str, ...]:
    """“Nơi nhận”, ending with where the paper is kept."""
    return (*(f"- {one};" for one in before), "- Lưu: VT, TĐKT.")
