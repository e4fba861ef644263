"""The sentences of a summary, made by rule: numbers and names, no praise."""

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext

from emulation.queries.chronicle import ProposalRow
from emulation.rules.promises import Level
from emulation.services.briefs import Brief
from emulation.services.promises import Kept
from emulation.vocabulary.states import EligibilityState
from emulation.web.shell.filters import day, label, moment, name, points
from emulation.web.shell.language import chosen
from emulation.web.shell.spoken import movement_words, origin_words, rank_words


def standing(found: Brief) -> list[str]:
    """Rank, points, tie, movement, distance to the best and the median, edition, eligibility."""
    return [*_place(found), *_since(found), *_beside(found), *_edition(found)]


def _place(found: Brief) -> list[str]:
    row, ranking = found.row, found.ranking
    rank = rank_words(row.rank, ranking.member_count, row.is_tied) or gettext("không xếp hạng")
    if row.total is None:
        told = [gettext("%(member)s: %(rank)s; chưa có tổng điểm.", member=name(row), rank=rank)]
    else:
        told = [
            gettext(
                "%(member)s: %(rank)s, %(points)s điểm.",
                member=name(row),
                rank=rank,
                points=points(row.total),
            )
        ]
    if row.is_tied:
        told.append(gettext("Đồng hạng vì mọi tiêu chí phân định đều bằng nhau."))
    elif row.tie_rule:
        told.append(gettext("Bằng điểm với đơn vị khác; phân định: %(rule)s.", rule=label(row.tie_rule)))
    if row.eligibility is not EligibilityState.ELIGIBLE:
        told.append(gettext("Điều kiện xét: %(state)s.", state=label(row.eligibility)))
    return told


def _since(found: Brief) -> list[str]:
    before = found.before
    if before is None:
        return [gettext("Chưa có năm đã công bố trước đó để so sánh.")]
    if before.row is None:
        return [gettext("Không có trong bảng xếp hạng năm %(year)s.", year=before.ranking.year)]
    told = []
    rank = rank_words(before.row.rank, before.ranking.member_count, before.row.is_tied)
    if rank and found.places_gained is not None:
        moved = movement_words(found.places_gained, False)
        told.append(
            gettext(
                "So với năm %(year)s (%(rank)s): %(moved)s.", year=before.ranking.year, rank=rank, moved=moved
            )
        )
    now, then = found.row.total, before.row.total
    if not found.same_scale:
        told.append(gettext("Thang điểm hai năm khác nhau nên điểm không so sánh được."))
    elif now is not None and then is not None:
        told.append(
            gettext(
                "Tổng điểm %(change)s so với năm %(year)s.",
                change=_change(now - then),
                year=before.ranking.year,
            )
        )
    return told


def _beside(found: Brief) -> list[str]:
    against = found.measures[0].against
    if against is None:
        return []
    if against.own == against.best:
        best = gettext("Tổng điểm cao nhất cụm")
    else:
        best = gettext(
            "Kém tổng điểm cao nhất cụm %(points)s điểm", points=points(against.best - against.own)
        )
    gap = against.own - against.median
    if gap == 0:
        middle = gettext("bằng trung vị của cụm")
    elif gap > 0:
        middle = gettext("hơn trung vị của cụm %(points)s điểm", points=points(gap))
    else:
        middle = gettext("kém trung vị của cụm %(points)s điểm", points=points(-gap))
    return [f"{best}; {middle}."]


def _change(gap: Decimal) -> str:
    if gap == 0:
        return str(gettext("không đổi"))
    if gap > 0:
        return str(gettext("tăng %(points)s điểm", points=points(gap)))
    return str(gettext("giảm %(points)s điểm", points=points(-gap)))


def _edition(found: Brief) -> list[str]:
    if not found.corrections:
        return [gettext("Bản công bố lần đầu, chưa có đính chính.")]
    told = [gettext("Bản thứ %(edition)s, sau các đính chính:", edition=found.edition)]
    return [
        *told,
        *(
            ": ".join(filter(None, (name(one), one.text))) + f" ({moment(one.entered_at)})"
            for one in found.corrections
        ),
    ]


def promises(kept: Sequence[Kept]) -> list[str]:
    """How many of the targets are reached, which are not, and of which nothing is known."""
    if not kept:
        return [gettext("Chưa có chỉ tiêu đã ký của năm này.")]
    done = [one for one in kept if one.level is Level.DONE]
    unknown = [one for one in kept if one.level is Level.NO_EVIDENCE]
    missed = [one for one in kept if one not in done and one not in unknown]
    told = [gettext("Đạt %(done)s/%(all)s chỉ tiêu.", done=len(done), all=len(kept))]
    if missed:
        told.append(gettext("Chưa đạt: %(names)s.", names=_names(missed)))
    if unknown:
        told.append(gettext("Chưa có số liệu: %(names)s.", names=_names(unknown)))
    if any(one.is_illustrative for one in kept):
        told.append(gettext("Trong đó có số liệu minh họa."))
    return told


def _names(kept: Sequence[Kept]) -> str:
    return "; ".join(dict.fromkeys(name(one.row) for one in kept))


def honour(one: ProposalRow, member: str) -> str:
    """The form, for whom if not for the member itself, how far it is, the decision, the origin."""
    form = one.form_en if chosen() == "en" and one.form_en else one.form_vi
    who = f" ({one.nominee})" if one.nominee not in ("", member) else ""
    told = f"{form}{who}: {label(one.state)}"
    if one.decision_number:
        number = gettext("số %(number)s ngày %(day)s", number=one.decision_number, day=day(one.decision_on))
        told += f", {gettext('quyết định')} {number}"
    return f"{told}. {origin_words(one.provenance, one.source)}."
