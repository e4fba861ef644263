"""What every paper of a year stands on: the cluster, its posts, places, votes and rules of a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

from emulation.queries import official as queries
from emulation.queries import official_polls, standings
from emulation.queries.official import NomineeRow, PlaceRow
from emulation.queries.official_polls import CountRow, RoundRow
from emulation.queries.places import YearPlace
from emulation.queries.rulebook import Found, RuleRow
from emulation.queries.rulebook_shelf import Shelf, shelf_of
from emulation.rules.rulebook import rules_day
from emulation.vocabulary.administrative import bare_place, gap
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.kinds import Post, Provenance
from emulation.vocabulary.numbers import format_number
from emulation.vocabulary.states import ProposalState

MARK = "Minh họa – không phải số liệu chính thức"
UNCONFIRMED = "(Chưa xác nhận)"
#: Proposals that were sent to the chair and not taken back: those of which papers of the cluster speak.
STANDING = tuple(
    state
    for state in ProposalState
    if state not in (ProposalState.DRAFT, ProposalState.RETURNED, ProposalState.WITHDRAWN)
)


@dataclass(frozen=True)
class Ground:
    """Read once for a paper. `today` is the day on which it is made."""

    session: Session
    cluster_id: int
    known: YearPlace
    today: date

    @property
    def year(self) -> int:
        """The emulation year."""
        return self.known.year

    @cached_property
    def cluster(self) -> str:
        """The name of the cluster."""
        return queries.cluster_head(self.session, self.cluster_id).name_vi

    @cached_property
    def places(self) -> list[PlaceRow]:
        """The frozen ranking with its corrections laid over it, in ranking order."""
        found = {row.member_id: row for row in queries.places_of_cycle(self.session, self.known.id)}
        newest = standings.standings_of_year(self.session, self.known.id)
        return [
            replace(found[key], rank=one.rank, is_tied=one.is_tied, total=one.total)
            for key, one in newest.items()
        ]

    @cached_property
    def nominees(self) -> list[NomineeRow]:
        """The proposals of the year of which papers of the cluster speak, in protocol order."""
        return queries.nominees_of_cycle(self.session, self.known.id, STANDING)

    @cached_property
    def rounds(self) -> list[RoundRow]:
        """All vote rounds of the year."""
        return official_polls.rounds_of_cycle(self.session, self.known.id)

    @cached_property
    def counts(self) -> list[CountRow]:
        """Their counts."""
        return official_polls.counts_of(self.session, [row.id for row in self.rounds])

    def place_of(self, member_id: int) -> PlaceRow | None:
        """The member's place in the frozen ranking."""
        return next((row for row in self.places if row.member_id == member_id), None)

    def count_of(self, proposal_id: int, body: PollBody) -> tuple[RoundRow, CountRow] | None:
        """The last round of a body about a proposal, with its count."""
        for one in reversed([row for row in self.rounds if row.body is body]):
            for count in self.counts:
                if count.poll_id == one.id and count.proposal_id == proposal_id:
                    return one, count
        return None

    @cached_property
    def _shelf(self) -> Shelf:
        return shelf_of(self.session, [self.cluster_id])

    def rules(self, head: str, day: date) -> Found:
        """What the rulebook of a day says under a head."""
        return self._shelf.on(day, self.cluster_id).of(head)

    def chair(self, day: date) -> tuple[int, str] | None:
        """The member that holds the chair on a day."""
        return queries.holder_of(self.session, self.cluster_id, Post.CHAIR, day)

    def signer(self, member_id: int | None, day: date) -> str:
        """The leader of a member when there is exactly one; else a gap."""
        found = queries.leaders_of(self.session, member_id, day) if member_id else []
        return found[0] if len(found) == 1 else gap("họ tên người ký")


def day_of(nominee: NomineeRow, today: date) -> date:
    """The day whose rules count: of receipt, before it the planned one, else today (handbook 5)."""
    return rules_day(nominee, today)[0]


def rank_words(place: PlaceRow | None) -> str:
    """“hạng 2/5”."""
    if place is None or place.rank is None:
        return gap("thứ hạng")
    return f"{'đồng hạng' if place.is_tied else 'hạng'} {place.rank}/{place.member_count}"


def points_words(place: PlaceRow | None) -> str:
    """“890,00”."""
    return gap("tổng điểm") if place is None or place.total is None else format_number(place.total, 2)


def authority_of(member: str, cluster: str) -> str:
    """“ỦY BAN NHÂN DÂN”, below it “THÀNH PHỐ HẢI PHÒNG”; the rank of the unit is that of the cluster's name."""
    low = cluster.lower()
    rank = "thành phố " if "thành phố" in low else "tỉnh " if "tỉnh" in low else ""
    name = bare_place(member) if rank else member
    return f"ỦY BAN NHÂN DÂN\n{f'{rank}{name}'.upper()}"


def unit_of(member: str, cluster: str) -> str:
    """“thành phố Hải Phòng”."""
    rank = "thành phố " if "thành phố" in cluster.lower() else ""
    return f"{rank}{bare_place(member)}" if rank else member


def basis_words(rows: Sequence[RuleRow]) -> tuple[str, ...]:
    """Each rule with its value and “Căn cứ: …”; unconfirmed ones say so."""
    return tuple(f"{row.title}{_value(row)}. Căn cứ: {basis_of(row)}." for row in rows) or (
        gap("quy tắc áp dụng"),
    )


def basis_of(row: RuleRow) -> str:
    """Document and article, with the mark of an unconfirmed row."""
    told = row.basis or gap(f"văn bản của quy tắc {row.code}")
    return told if row.confirmed else f"{told} {UNCONFIRMED}"


def _value(row: RuleRow) -> str:
    told = " ".join(filter(None, (row.comparator, row.value, row.unit)))
    return f": {told}" if told else ""


def mark_of(provenances: Iterable[Provenance]) -> str:
    """The mark of a paper some of whose data are made up."""
    return MARK if Provenance.ILLUSTRATIVE in set(provenances) else ""
