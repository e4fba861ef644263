"""Trích biên bản: of the year-end conference and of the preparatory meeting."""

from emulation.queries import official as queries
from emulation.queries.conferences import ConferencePage
from emulation.queries.score_book import lines_of_year
from emulation.services.composing import frame, proposing
from emulation.services.composing.ground import Ground, mark_of, points_words, rank_words
from emulation.vocabulary.administrative import bare_place, day_words, gap, lettered
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.kinds import ConferenceKind
from emulation.vocabulary.official import Grid, OfficialPaper, Signature, Value

PLAIN = "Không có."


def minutes(ground: Ground, held: ConferencePage) -> OfficialPaper:
    """The extract of a conference's or preparatory meeting's minutes."""
    is_preparatory = held.kind is ConferenceKind.PREPARATORY
    kind = DocumentKind.PREPARATORY_MINUTES if is_preparatory else DocumentKind.CONFERENCE_MINUTES
    around = frame.of_cluster(ground, held.held_on, "BB", bare_place(held.place), _signatures(held))
    values = _opening(held) | {"xep_hang": _ranked(ground)} | _closing(ground, held)
    if is_preparatory:
        values |= _preparing(ground)
    return OfficialPaper(
        kind=kind,
        **around.head(held.minutes_number, held.minutes_on, "số biên bản"),
        type_name="TRÍCH BIÊN BẢN",
        abstract=f"{held.kind.label} {ground.cluster} năm {ground.year}",
        values=values,
        recipients=frame.recipients("Các thành viên của cụm", frame.CENTRAL),
        mark=mark_of(
            [
                held.provenance,
                *(row.provenance for row in ground.places),
                *(row.provenance for row in ground.nominees),
            ]
        ),
        facts={"year": ground.year, "held_on": held.held_on.isoformat()},
    )


def _signatures(held: ConferencePage) -> tuple[Signature, ...]:
    return (
        Signature("THƯ KÝ", gap("họ tên thư ký")),
        Signature("CHỦ TRÌ", held.presided_by or gap("họ tên chủ trì")),
    )


def _opening(held: ConferencePage) -> dict[str, Value]:
    lines = tuple(filter(None, map(str.strip, held.summary.splitlines())))
    return {
        "thoi_gian": f"{gap('giờ khai mạc')}, {day_words(held.held_on)}",
        "dia_diem": held.place or gap("địa điểm"),
        "chuong_trinh": (f"Chương trình: {gap('chương trình hội nghị')}.",),
        "co_mat": gap("đại biểu có mặt"),
        "vang_mat": gap("đại biểu vắng mặt"),
        "khach_moi": held.guests or gap("khách mời"),
        "dai_dien_trung_uong": gap("đại diện Hội đồng Trung ương"),
        "bao_cao": lines or (gap("các báo cáo tại hội nghị"),),
        "y_kien": (gap("ý kiến thảo luận"),),
    }


def _ranked(ground: Ground) -> Grid:
    rows = tuple(
        (
            str(number),
            row.member,
            points_words(row),
            rank_words(row),
            f"Phân định: {row.tie_rule.label}" if row.tie_rule else "",
        )
        for number, row in enumerate(ground.places, start=1)
    )
    return Grid(rows or (("", gap("bảng điểm đã khóa"), "", "", ""),))


def _closing(ground: Ground, held: ConferencePage) -> dict[str, Value]:
    posts = queries.posts_of_year(ground.session, ground.cluster_id, ground.year + 1)
    first = [row.member for row in ground.places if row.rank == 1]
    nominees = [
        row
        for row in ground.nominees
        if held.kind is ConferenceKind.PREPARATORY or row.conference_id in (None, held.id)
    ]
    return {
        "ton_vinh": tuple(
            f"Hội nghị suy tôn {member} là đơn vị dẫn đầu {ground.cluster} năm {ground.year}."
            for member in first
        )
        or (gap("đơn vị được suy tôn"),),
        "de_nghi": lettered(f"“{row.form}”: {row.nominee}" for row in nominees)
        or (gap("đề nghị khen thưởng"),),
        "cum_truong_pho": tuple(f"{post.label} năm {ground.year + 1}: {name}." for post, name in posts)
        or (gap("Cụm trưởng, Cụm phó năm tiếp theo"),),
        "quyet_dinh": (
            f"Thông qua bảng điểm và xếp hạng năm {ground.year}; "
            f"thống nhất {len(nominees)} đề nghị khen thưởng nêu trên.",
        ),
        "be_mac": f"{gap('giờ bế mạc')}, {day_words(held.held_on)}",
    }


def _preparing(ground: Ground) -> dict[str, Value]:
    told = [
        f"{row.name_vi}, tiêu chí {row.code}: {row.text}. Trả lời: "
        f"{row.outcome.label if row.outcome else gap('kết luận giải trình')}."
        for row in lines_of_year(ground.session, ground.known.id)
        if row.text
    ]
    ties = [row for row in ground.places if row.tie_rule or row.is_tied]
    return {
        "giai_trinh": tuple(told) or (PLAIN,),
        "phan_dinh": tuple(
            f"{row.member}: {row.tie_rule.label if row.tie_rule else 'đồng hạng, mọi tiêu chí đều bằng nhau'}."
            for row in ties
        )
        or (PLAIN,),
        "ket_qua_bo_phieu": proposing.vote_lines(ground, ground.nominees, (PollBody.CLUSTER,)),
    }
