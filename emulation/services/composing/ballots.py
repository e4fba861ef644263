"""Biên bản kiểm phiếu and the extract of a council's minutes: what one round of votes says."""

from collections.abc import Iterable, Sequence
from typing import Any

from emulation.queries import official as queries
from emulation.queries.official import NomineeRow
from emulation.queries.official_polls import CountRow, RoundRow
from emulation.rules.poll_verdicts import share_words
from emulation.services.composing import frame, proposing
from emulation.services.composing.ground import Ground, day_of, mark_of, unit_of
from emulation.services.composing.votes import Law, law_for, verdict
from emulation.vocabulary.administrative import counted, day_words, gap, signer_name
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.official import Grid, OfficialPaper, Signature

Counted = tuple[NomineeRow, CountRow, Law | None]


def ballot(ground: Ground, one: RoundRow) -> OfficialPaper:
    """The minutes of the tellers of one round."""
    counts = counts_in(ground, one)
    is_cluster = one.body is PollBody.CLUSTER
    laws = {law.row.code: law for _row, _count, law in counts if law}
    return OfficialPaper(
        kind=DocumentKind.CLUSTER_BALLOT if is_cluster else DocumentKind.COUNCIL_BALLOT,
        **_frame(ground, one, "BB", _tellers(one)).head(
            one.minutes_number, one.minutes_on, "số biên bản kiểm phiếu"
        ),
        type_name="BIÊN BẢN KIỂM PHIẾU",
        abstract=f"Bỏ phiếu đề nghị khen thưởng năm {ground.year} của {_body_words(ground, one)}",
        values={
            "noi_dung_hoi": f"Đề nghị khen thưởng năm {ground.year} cho các trường hợp có tên dưới đây; "
            f"bỏ phiếu {day_words(one.held_on)}",
            "ma_quy_tac": ", ".join(laws) or gap("quy tắc về tỷ lệ"),
            "can_cu_quy_tac": "; ".join(dict.fromkeys(law.rule.basis for law in laws.values()))
            or gap("căn cứ về tỷ lệ"),
            "vong": counted(one.round, "vòng bỏ phiếu"),
            **_roll(one),
            **_papers(one, [count for _row, count, _law in counts]),
            "ket_qua": _table(counts, one.members),
            "ket_luan": tuple(
                f"{row.nominee} (“{row.form}”): {verdict(count.votes_for, one.members, law)}"
                for row, count, law in counts
            )
            or (gap("kết quả của từng trường hợp"),),
        },
        recipients=frame.recipients("Hồ sơ đề nghị khen thưởng"),
        mark=mark_of([one.provenance, *(row.provenance for row, _count, _law in counts)]),
        facts=_facts(ground, one, counts),
    )


def council_minutes(ground: Ground, one: RoundRow) -> OfficialPaper:
    """The extract of the council's minutes; it names the cluster that the unit leads (`minutes_cluster`)."""
    counts = counts_in(ground, one)
    nominees = [row for row, _count, _law in counts]
    day = day_of(nominees[0], one.held_on) if nominees else one.held_on
    return OfficialPaper(
        kind=DocumentKind.COUNCIL_MINUTES,
        **_frame(ground, one, "BB", _both()).head(one.minutes_number, one.minutes_on, "số biên bản"),
        type_name="TRÍCH BIÊN BẢN",
        abstract=f"Họp Hội đồng Thi đua - Khen thưởng xét đề nghị khen thưởng năm {ground.year}",
        bases=proposing.bases(ground, day),
        values={
            "thoi_gian": f"{gap('giờ họp')}, {day_words(one.held_on)}",
            "thanh_phan": _attendance(one),
            "noi_dung": tuple(_matter(ground, row) for row in nominees) or (gap("nội dung họp"),),
            "ket_qua_bo_phieu": tuple(
                f"{row.nominee} (“{row.form}”): đồng ý {counted(count.votes_for, 'số phiếu đồng ý')}, "
                f"không đồng ý {counted(count.against, 'số phiếu không đồng ý')}, "
                f"không có ý kiến {counted(count.blank, 'số phiếu trắng')}. "
                f"{verdict(count.votes_for, one.members, law)}"
                for row, count, law in counts
            )
            or (gap("kết quả bỏ phiếu"),),
            "can_cu_ap_dung": proposing.rule_lines(ground, nominees),
        },
        recipients=frame.recipients("Hồ sơ đề nghị khen thưởng"),
        mark=mark_of([one.provenance, *(row.provenance for row in nominees)]),
        facts=_facts(ground, one, counts),
    )


def counts_in(ground: Ground, one: RoundRow) -> list[Counted]:
    """The nominees of a round in protocol order with their counts and the rule that judges each."""
    counts = {row.proposal_id: row for row in ground.counts if row.poll_id == one.id}
    return [
        (row, counts[row.id], law_for(ground, one.body, row.form_code, day_of(row, one.held_on)))
        for row in queries.nominees_of(ground.session, list(counts))
    ]


def _frame(ground: Ground, one: RoundRow, kind: str, signatures: tuple[Signature, ...]) -> frame.Frame:
    if one.body is PollBody.CLUSTER:
        return frame.of_cluster(ground, one.held_on, kind, signatures=signatures)
    member = next((row.member for row in _members(ground, one)), "")
    return frame.of_council(ground, member, kind, signatures)


def _members(ground: Ground, one: RoundRow) -> Iterable[NomineeRow]:
    """Nominees of the city whose council voted: they know its name."""
    ids = [row.proposal_id for row in ground.counts if row.poll_id == one.id]
    return [row for row in queries.nominees_of(ground.session, ids) if row.member_id == one.member_id]


def _body_words(ground: Ground, one: RoundRow) -> str:
    if one.body is PollBody.CLUSTER:
        return ground.cluster
    member = next((row.member for row in _members(ground, one)), "")
    return f"Hội đồng Thi đua - Khen thưởng {unit_of(member, ground.cluster)}".strip()


def _tellers(one: RoundRow) -> tuple[Signature, ...]:
    """The tellers by name; two enter the counts independently."""
    names = [name for name in (part.strip() for part in one.tellers.replace(";", ",").split(",")) if name]
    shown = names or [gap("họ tên người kiểm phiếu")] * 2
    return tuple(Signature("NGƯỜI KIỂM PHIẾU", signer_name(name)) for name in shown)


def _both() -> tuple[Signature, ...]:
    return (
        Signature("THƯ KÝ", gap("họ tên thư ký")),
        Signature("CHỦ TỊCH HỘI ĐỒNG", gap("họ tên chủ trì"), "TM. HỘI ĐỒNG"),
    )


def _roll(one: RoundRow) -> dict[str, str]:
    return {
        "tong_so": counted(one.members, "tổng số"),
        "co_mat": counted(one.present, "số có mặt"),
        "vang_mat": counted(one.absent, "số vắng mặt"),
        "y_kien_van_ban": counted(one.written, "số ý kiến bằng văn bản"),
    }


def _papers(one: RoundRow, counts: Sequence[CountRow]) -> dict[str, str]:
    """Issued, returned, valid and invalid; every nominee has its own paper, so the last two may differ."""
    invalid = {count.invalid for count in counts}
    wrong = invalid.pop() if len(invalid) == 1 else None
    valid = None if wrong is None or one.returned is None else one.returned - wrong
    if len({count.invalid for count in counts}) > 1:
        each = "theo từng trường hợp, xem bảng kết quả"
        return {**_out(one), "phieu_hop_le": each, "phieu_khong_hop_le": _each_invalid(counts)}
    return {
        **_out(one),
        "phieu_hop_le": counted(valid, "số phiếu hợp lệ"),
        "phieu_khong_hop_le": counted(wrong, "số phiếu không hợp lệ"),
    }


def _each_invalid(counts: Sequence[CountRow]) -> str:
    return "; ".join(counted(count.invalid, "số phiếu không hợp lệ") for count in counts)


def _out(one: RoundRow) -> dict[str, str]:
    return {
        "phieu_phat": counted(one.issued, "số phiếu phát ra"),
        "phieu_thu": counted(one.returned, "số phiếu thu về"),
    }


def _table(counts: Sequence[Counted], members: int) -> Grid:
    rows = tuple(
        (
            str(number),
            row.nominee,
            f"“{row.form}”",
            counted(count.votes_for, "số phiếu đồng ý"),
            counted(count.against, "số phiếu không đồng ý"),
            counted(count.blank, "số phiếu trắng"),
            share_words(count.votes_for, members),
        )
        for number, (row, count, _law) in enumerate(counts, start=1)
    )
    return Grid(rows or (("", gap("trường hợp được bỏ phiếu"), "", "", "", "", ""),))


def _attendance(one: RoundRow) -> tuple[str, ...]:
    return (
        f"Tổng số thành viên Hội đồng: {counted(one.members, 'tổng số')}.",
        f"Có mặt: {counted(one.present, 'số có mặt')}; vắng mặt: {counted(one.absent, 'số vắng mặt')}; "
        f"ý kiến bằng văn bản: {counted(one.written, 'số ý kiến bằng văn bản')}.",
    )


def _matter(ground: Ground, row: NomineeRow) -> str:
    place = ground.place_of(row.member_id)
    leads = "là đơn vị dẫn đầu" if place is not None and place.rank == 1 else "là thành viên"
    return (
        f"Hội đồng xét đề nghị tặng “{row.form}” năm {ground.year} cho {unit_of(row.nominee, ground.cluster)}; "
        f"{unit_of(row.member, ground.cluster)} {leads} {ground.cluster}."
    )


def _facts(ground: Ground, one: RoundRow, counts: Sequence[Counted]) -> dict[str, Any]:
    first = proposing.facts_of(ground, counts[0][0]) if len(counts) == 1 else {"year": ground.year}
    told = {
        str(row.id): {"for": count.votes_for, "members": one.members, "body": one.body.value}
        for row, count, _law in counts
    }
    return first | {"counts": told, "held_on": one.held_on.isoformat()}
