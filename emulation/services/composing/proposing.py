"""The body of a submission: year, score and rank, ballot result, units and forms, basis, attachments."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from emulation.queries.official import NomineeRow
from emulation.rules.rule_heads import ABOUT_CASE, ABOUT_FORM, REGIME
from emulation.services.composing.ground import (
    UNCONFIRMED,
    Ground,
    basis_words,
    day_of,
    points_words,
    rank_words,
    unit_of,
)
from emulation.services.composing.votes import result_of
from emulation.vocabulary.administrative import gap, lettered, listed
from emulation.vocabulary.award_kinds import NomineeKind, PollBody
from emulation.vocabulary.official import Grid, Value

#: Rules about prizes and calendars, of which a submission does not speak.
ASIDE = ("factor_", "filing_")
#: Heads of the rulebook on which every proposal rests, the law before decrees and circulars.
BASE_HEADS = ("parent_law", "amending_law", REGIME, "circular")


def bases(ground: Ground, day: date) -> tuple[str, ...]:
    """The legal bases of a day, each ending “;”, the last “.”."""
    rows = [row for head in BASE_HEADS for row in ground.rules(head, day).standing]
    told = [f"Căn cứ {row.basis}{'' if row.confirmed else f' {UNCONFIRMED}'}" for row in rows if row.basis]
    return listed(told or [f"Căn cứ {gap('căn cứ pháp lý của ngày này')}"])


def body(
    ground: Ground, nominees: Sequence[NomineeRow], bodies: Sequence[PollBody], attachments: Sequence[str]
) -> dict[str, Value]:
    """The fields of a submission that proposes these nominees."""
    return {
        "nam_thi_dua": str(ground.year),
        "ket_qua_xep_hang": standing_lines(ground, nominees),
        "ket_qua_bo_phieu": vote_lines(ground, nominees, bodies),
        "danh_sach": nominee_table(ground, nominees, bodies),
        "can_cu_ap_dung": rule_lines(ground, nominees),
        "tai_lieu_kem": lettered(attachments),
    }


def standing_lines(ground: Ground, nominees: Sequence[NomineeRow]) -> tuple[str, ...]:
    """Score and rank with n of each member that is proposed, once."""
    members = dict.fromkeys((row.member_id, row.member) for row in nominees)
    return tuple(
        f"{unit_of(member, ground.cluster)[:1].upper()}{unit_of(member, ground.cluster)[1:]}: "
        f"{points_words(ground.place_of(key))} điểm, {rank_words(ground.place_of(key))} "
        f"trong {ground.cluster} năm {ground.year}."
        for key, member in members
    ) or (gap("đơn vị được đề nghị"),)


def vote_lines(ground: Ground, nominees: Sequence[NomineeRow], bodies: Sequence[PollBody]) -> tuple[str, ...]:
    """The result of every vote about every nominee."""
    names = {PollBody.CLUSTER: "Bỏ phiếu của cụm", PollBody.CITY_COUNCIL: "Bỏ phiếu của Hội đồng"}
    return tuple(
        f"{names[one]} về {row.nominee} (“{row.form}”): {result_of(ground, row, one)}"
        for row in nominees
        for one in bodies
    ) or (gap("kết quả bỏ phiếu"),)


def nominee_table(ground: Ground, nominees: Sequence[NomineeRow], bodies: Sequence[PollBody]) -> Grid:
    """Unit, form, year, rank, ballot result, regime, in protocol order."""
    return Grid(
        tuple(
            (
                str(number),
                row.nominee if row.nominee == row.member else f"{row.nominee} ({row.member})",
                f"“{row.form}”",
                str(ground.year),
                rank_words(ground.place_of(row.member_id)),
                short_votes(ground, row, bodies),
                regime_of(ground, row),
            )
            for number, row in enumerate(nominees, start=1)
        )
    )


def short_votes(ground: Ground, row: NomineeRow, bodies: Sequence[PollBody]) -> str:
    """“Cụm: 5/5; Hội đồng: 13/15”."""
    names = {PollBody.CLUSTER: "Cụm", PollBody.CITY_COUNCIL: "Hội đồng"}
    told = []
    for one in bodies:
        found = ground.count_of(row.id, one)
        votes = f"{found[1].votes_for}/{found[0].members}" if found else gap("kết quả bỏ phiếu")
        told.append(f"{names[one]}: {votes}")
    return "; ".join(told)


def regime_of(ground: Ground, row: NomineeRow) -> str:
    """The decree under which the dossier is judged; none or several leave it to a person."""
    found = ground.rules(REGIME, day_of(row, ground.today)).row
    if found is None:
        return gap("quy định áp dụng, cần người quyết định")
    return found.document if found.confirmed else f"{found.document} {UNCONFIRMED}"


def rule_lines(ground: Ground, nominees: Sequence[NomineeRow]) -> tuple[str, ...]:
    """The rules about the proposed forms with their bases, each once."""
    keys = dict.fromkeys(
        (head, day_of(row, ground.today))
        for row in nominees
        for head in _heads(row)
        if not head.startswith(ASIDE)
    )
    rows = [row for head, day in keys for row in ground.rules(head, day).standing]
    return basis_words([*{(row.code, row.valid_from): row for row in rows}.values()])


def _heads(row: NomineeRow) -> tuple[str, ...]:
    """What the law says about this form; the procedure of every award is told elsewhere."""
    case = ABOUT_CASE.get((row.form_code, row.kind, NomineeKind.MEMBER), ())
    return (*case, *ABOUT_FORM.get(row.form_code, ()), "ballot_base")


def facts_of(ground: Ground, row: NomineeRow) -> dict[str, Any]:
    """What a paper about a nominee says, for the checks of a dossier."""
    place = ground.place_of(row.member_id)
    votes = {}
    for one in PollBody:
        found = ground.count_of(row.id, one)
        if found:
            votes[one.value] = {"for": found[1].votes_for, "members": found[0].members}
    return {
        "year": ground.year,
        "score": None if place is None or place.total is None else str(place.total),
        "rank": place.rank if place else None,
        "members": place.member_count if place else None,
        "votes": votes,
    }
