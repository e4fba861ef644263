"""What the search knows of a record, who may find it, and what a question asks for.

An entry says what the record's own page says to the same reader, and is found by nobody who may not open that page:
the rule of each kind stands here once, beside the rule of its page (screens 7, lesson 13). A record in a state that
no page shows gives None and leaves the index.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from emulation.rules.results import OPEN_TO_OTHERS
from emulation.vocabulary.findable import Entry, Findable
from emulation.vocabulary.kinds import Period, Provenance, Sight
from emulation.vocabulary.states import CampaignState, PledgeState, RankingState, ScorecardState
from emulation.vocabulary.words import N_

#: A report's name and the end of its address.
REPORTS = {
    Period.Q1: (N_("Kết quả quý I"), "q1"),
    Period.MID_YEAR: (N_("Kết quả 6 tháng"), "mid-year"),
    Period.Q3: (N_("Kết quả 9 tháng"), "q3"),
    Period.YEAR: (N_("Kết quả cả năm"), "year-end"),
}


def entry_of(kind: Findable, row: Any) -> Entry | None:
    """What is found of a record, given as a row of queries/findable.py; None when nobody finds it now."""
    return None if row.cluster_code is None else ENTRIES[kind](row)


def _detail(*parts: str | date | None, provenance: Provenance | None = None) -> str:
    """The parts that there are, one after the other; what is illustrative says so."""
    said = [f"{part:%d/%m/%Y}" if isinstance(part, date) else part for part in parts if part]
    return " · ".join([*said, *([provenance.label] if provenance is Provenance.ILLUSTRATIVE else [])])


def _year_path(row: Any, rest: str = "") -> str:
    return f"/clusters/{row.cluster_code}/{row.year}{rest}"


def _in_year(row: Any) -> dict[str, Any]:
    return {"cluster_id": row.cluster_id, "year": row.year}


def _of_member(row: Any) -> dict[str, Any]:
    return _in_year(row) | {"member_id": row.member_id}


def _cluster(row: Any) -> Entry:
    return Entry(
        Sight.PUBLIC,
        row.name_vi,
        f"/clusters/{row.cluster_code}",
        _detail(row.level),
        f"{row.name_en} {row.cluster_code}",
        cluster_id=row.cluster_id,
    )


def _membership(row: Any) -> Entry | None:
    if row.earlier_id is not None:
        return None
    return Entry(
        Sight.PUBLIC,
        row.name_vi,
        f"/clusters/{row.cluster_code}/members/{row.member_code}",
        row.cluster_vi,
        f"{row.name_en} {row.member_code}",
        cluster_id=row.cluster_id,
        member_id=row.member_id,
    )


def _cycle(row: Any) -> Entry:
    title, detail = (
        N_("Năm thi đua %(year)s") % {"year": row.year},
        _detail(row.cluster_vi, row.theme, provenance=row.provenance),
    )
    return Entry(Sight.PUBLIC, title, _year_path(row), detail, **_in_year(row))


def _ranking(row: Any) -> Entry | None:
    if row.state is not RankingState.PUBLISHED:
        return None
    title, detail = (
        N_("Bảng xếp hạng năm %(year)s") % {"year": row.year},
        _detail(row.cluster_vi, provenance=row.provenance),
    )
    return Entry(Sight.PUBLIC, title, _year_path(row, "/ranking"), detail, **_in_year(row))


def _content(row: Any) -> Entry:
    sight = Sight.CLUSTER if row.signed_on is None else Sight.PUBLIC
    detail = _detail(row.cluster_vi, f"{row.year}", row.basis, provenance=row.provenance)
    return Entry(sight, row.text, _year_path(row, "/pledge"), detail, **_in_year(row))


def _pledge_sight(row: Any) -> Sight:
    return Sight.PUBLIC if row.state is PledgeState.SIGNED else Sight.MEMBER


def _pledge(row: Any) -> Entry:
    return Entry(
        _pledge_sight(row),
        N_("Giao ước của %(member)s năm %(year)s") % {"member": row.name_vi, "year": row.year},
        _year_path(row, f"/pledges/{row.member_code}"),
        _detail(row.summary, provenance=row.provenance),
        row.name_en,
        **_of_member(row),
    )


def _target(row: Any) -> Entry:
    return Entry(
        _pledge_sight(row),
        f"{row.indicator_vi} – {row.name_vi}, {row.year}",
        _year_path(row, f"/pledges/{row.member_code}"),
        _detail(row.owner, row.source, provenance=row.provenance),
        f"{row.indicator_en} {row.name_en}",
        **_of_member(row),
    )


def _report(row: Any) -> Entry:
    name, slug = REPORTS[row.period]
    return Entry(
        Sight.CLUSTER if row.state in OPEN_TO_OTHERS else Sight.MEMBER,
        N_("%(title)s năm %(year)s – %(member)s") % {"title": name, "year": row.year, "member": row.name_vi},
        _year_path(row, f"/results/{row.member_code}/{slug}"),
        also=row.name_en,
        **_of_member(row),
    )


def _scorecard(row: Any) -> Entry | None:
    if row.state is not ScorecardState.ISSUED or row.later_id is not None:
        return None
    detail = _detail(row.cluster_vi, f"{row.year}", provenance=row.provenance)
    return Entry(Sight.PUBLIC, row.title, _year_path(row, "/scorecard"), detail, **_in_year(row))


def _criterion(row: Any) -> Entry | None:
    if row.state is not ScorecardState.ISSUED or row.later_id is not None:
        return None
    return Entry(
        Sight.PUBLIC,
        f"{row.code}. {row.name_vi}",
        _year_path(row, f"/scorecard#criterion-{row.id}"),
        _detail(row.title, f"{row.year}", row.evidence_hint, provenance=row.provenance),
        row.name_en,
        **_in_year(row),
    )


def _campaign(row: Any) -> Entry:
    is_known = row.state is not CampaignState.DRAFT and row.launched_on is not None
    return Entry(
        Sight.PUBLIC if is_known else Sight.CLUSTER,
        row.name,
        f"/clusters/{row.cluster_code}/campaigns/{row.id}",
        _detail(row.slogan, row.purpose, provenance=row.provenance),
        cluster_id=row.cluster_id,
        year=row.starts_on.year,
    )


def _conference(row: Any) -> Entry:
    return Entry(
        Sight.PUBLIC,
        N_("%(title)s của năm thi đua %(year)s") % {"title": row.kind.label, "year": row.year},
        _year_path(row, "/conference"),
        _detail(row.held_on, row.place, row.presided_by, row.summary, provenance=row.provenance),
        row.minutes_number,
        **_in_year(row),
    )


def _proposal(row: Any) -> Entry:
    return Entry(
        Sight.MEMBER,
        f"{row.nominee or row.name_vi} – {row.form_vi}",
        _year_path(row, f"/proposals/{row.id}"),
        _detail(row.name_vi, f"{row.year}", row.merit, provenance=row.provenance),
        f"{row.name_en} {row.form_en}",
        **_of_member(row),
    )


def _decision(row: Any) -> Entry:
    return Entry(
        Sight.PUBLIC,
        N_("Quyết định số %(number)s") % {"number": row.number},
        f"/clusters/{row.cluster_code}/decisions/{row.id}",
        _detail(row.signed_on, row.issuer, row.summary, provenance=row.provenance),
        cluster_id=row.cluster_id,
        year=row.signed_on.year,
    )


def _award(row: Any) -> Entry:
    return Entry(
        Sight.PUBLIC,
        f"{row.nominee or row.name_vi} – {row.form_vi}",
        f"/clusters/{row.cluster_code}/decisions/{row.decision_id}",
        _detail(
            N_("Quyết định số %(number)s") % {"number": row.number},
            row.signed_on,
            f"{row.year}",
            provenance=row.provenance,
        ),
        f"{row.name_vi} {row.name_en} {row.form_en}",
        **_of_member(row),
    )


def _indicator(row: Any) -> Entry:
    return Entry(
        Sight.PUBLIC,
        row.name_vi,
        f"/clusters/{row.cluster_code}/indicators/{row.code}",
        _detail(row.unit_vi),
        f"{row.name_en} {row.code}",
        cluster_id=row.own_cluster_id,
    )


def _evidence(row: Any) -> Entry | None:
    if row.withdrawn_at is not None or row.newer_id is not None:
        return None
    return Entry(
        Sight.MEMBER,
        row.title,
        _year_path(row, f"/evidence/{row.member_code}"),
        _detail(row.number, row.issuer, row.issued_on, row.name_vi, f"{row.year}"),
        f"{row.file_name} {row.name_en}",
        **_of_member(row),
    )


ENTRIES: Mapping[Findable, Callable[[Any], Entry | None]] = {
    Findable.CLUSTER: _cluster,
    Findable.MEMBERSHIP: _membership,
    Findable.CYCLE: _cycle,
    Findable.RANKING: _ranking,
    Findable.CONTENT: _content,
    Findable.PLEDGE: _pledge,
    Findable.TARGET: _target,
    Findable.REPORT: _report,
    Findable.SCORECARD: _scorecard,
    Findable.CRITERION: _criterion,
    Findable.CAMPAIGN: _campaign,
    Findable.CONFERENCE: _conference,
    Findable.PROPOSAL: _proposal,
    Findable.DECISION: _decision,
    Findable.AWARD: _award,
    Findable.INDICATOR: _indicator,
    Findable.EVIDENCE: _evidence,
}
