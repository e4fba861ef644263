"""Which rules speak about a proposal: by award form, kind of award and kind of nominee (handbook 5.2, 8).

A head is the part of a rule's code before the dot. This is the only such table.
"""

from collections.abc import Mapping

from emulation.vocabulary.award_kinds import AwardKind, NomineeKind
from emulation.vocabulary.words import N_

_MERIT, _THEMATIC, _AD_HOC = AwardKind.MERIT, AwardKind.THEMATIC, AwardKind.AD_HOC
_MEMBER, _COLLECTIVE = NomineeKind.MEMBER, NomineeKind.COLLECTIVE

#: Which decree governs the papers of a day.
REGIME = "regime"
#: Rules that every proposal meets, in the order in which they are read.
ABOUT_ALL = (REGIME, "merit", "who_proposes", "suspend", "dissolved", "one_form", "transition")
#: The law asks these also on a day on which the rulebook has no row for them.
ALWAYS = frozenset({REGIME, "merit"})
#: By kind of award.
ABOUT_KIND: Mapping[AwardKind, tuple[str, ...]] = {
    _MERIT: ("not_counted",),
    _AD_HOC: ("simplified",),
}
#: By award form, whatever the kind: the vote of the council and the day of filing.
ABOUT_FORM: Mapping[str, tuple[str, ...]] = {
    "flag_gov": ("ballot_flag", "filing_flag", "minutes_cluster"),
    "pm_certificate": ("ballot_pmcert",),
    "order": ("ballot_order",),
    "cstd_national": ("ballot_indiv", "filing_indiv"),
    "cstd_prov": ("ballot_indiv",),
    "flag_prov": ("flag_prov", "flag_quota_own"),
}
#: By form, kind and nominee. The cap of 20 % is only for flags that a ministry or province proposes from its own
#: clusters, never for a member that leads a cluster of the Central Council (Decree 91/2017/NĐ-CP, article 11).
ABOUT_CASE: Mapping[tuple[str, AwardKind, NomineeKind], tuple[str, ...]] = {
    ("flag_gov", _MERIT, _MEMBER): ("flag_lead", "flag_criteria", "flag_slots"),
    ("flag_gov", _MERIT, _COLLECTIVE): ("flag_criteria", "flag_quota_own"),
    ("flag_gov", _THEMATIC, _MEMBER): ("flag_criteria", "flag_thematic_years"),
    ("flag_gov", _THEMATIC, _COLLECTIVE): ("flag_criteria", "flag_thematic_years"),
    ("pm_certificate", _MERIT, _MEMBER): ("pmcert_slots", "lower_prereq", "pmcert_merit"),
    ("pm_certificate", _MERIT, _COLLECTIVE): ("lower_prereq", "pmcert_merit"),
    ("pm_certificate", _MERIT, NomineeKind.PERSON): ("lower_prereq", "pmcert_merit"),
}
#: The vote of a city's council, by kinds of award forms.
BALLOTS = frozenset({"ballot_flag", "ballot_pmcert", "ballot_order", "ballot_indiv"})
CLUSTER_VOTE, DISCLOSURE = "cluster_vote", "disclosure"
#: How many of a body have to be present.
QUORUM = "quorum_central"
#: Procedure of all awards but those by the simplified procedure (Law 06/2022/QH15, article 85).
PROCEDURE = (CLUSTER_VOTE, "ballot_base", DISCLOSURE)
#: What a rule is called beside its verdict.
TITLES: Mapping[str, str] = {
    REGIME: N_("Chế độ áp dụng"),
    "merit": N_("Căn cứ của thành tích"),
    "who_proposes": N_("Thẩm quyền đề nghị"),
    "suspend": N_("Điều kiện xét của đơn vị"),
    "dissolved": N_("Tư cách thành viên của đơn vị"),
    "one_form": N_("Một thành tích, một hình thức"),
    "not_counted": N_("Khen thưởng đột xuất, chuyên đề không làm căn cứ"),
    "simplified": N_("Thủ tục đơn giản"),
    "transition": N_("Chuyển tiếp giữa hai luật"),
    "flag_lead": N_("Đơn vị dẫn đầu cụm"),
    "flag_criteria": N_("Tiêu chuẩn của cờ"),
    "flag_slots": N_("Số cờ cụm được đề nghị"),
    "pmcert_slots": N_("Số bằng khen cụm được đề nghị"),
    "flag_quota_own": N_("Tỷ lệ cờ từ cụm, khối của đơn vị"),
    "flag_prov": N_("Bình xét trong cụm, khối của đơn vị"),
    "flag_thematic_years": N_("Thời gian của phong trào"),
    "lower_prereq": N_("Hình thức thấp hơn làm điều kiện"),
    "pmcert_merit": N_("Tiêu chuẩn của bằng khen theo công trạng"),
    "ballot_flag": N_("Phiếu của Hội đồng cho cờ"),
    "ballot_pmcert": N_("Phiếu của Hội đồng cho bằng khen"),
    "ballot_order": N_("Phiếu của Hội đồng cho huân chương"),
    "ballot_indiv": N_("Phiếu của Hội đồng cho danh hiệu cá nhân"),
    "cluster_vote": N_("Phiếu của các thành viên cụm"),
    "ballot_base": N_("Số người được tính khi bỏ phiếu"),
    "disclosure": N_("Công khai, lấy ý kiến"),
    "filing_flag": N_("Hạn nộp hồ sơ cờ"),
    "filing_indiv": N_("Hạn nộp hồ sơ danh hiệu cá nhân"),
    "minutes_cluster": N_("Tên cụm trong biên bản Hội đồng"),
    "dates": N_("Thứ tự các mốc"),
}
#: Prize money: told, never judged.
PRIZES: Mapping[str, tuple[str, ...]] = {
    "flag_gov": ("factor_flag_gov",),
    "pm_certificate": ("factor_pm_certificate_collective", "factor_pm_certificate_individual"),
    "flag_prov": ("factor_flag_prov",),
    "cstd_national": ("factor_cstd_national",),
    "cstd_prov": ("factor_cstd_prov",),
}
#: How many of a form a cluster may propose in a year.
SLOTS: Mapping[str, str] = {"flag_gov": "flag_slots", "pm_certificate": "pmcert_slots"}


def ballot_head(form: str) -> str | None:
    """The head that judges the vote of a city's council about a form; None when the rulebook says nothing."""
    return next((head for head in ABOUT_FORM.get(form, ()) if head in BALLOTS), None)


def heads_for(
    form: str, kind: AwardKind = AwardKind.MERIT, nominee: NomineeKind = NomineeKind.MEMBER
) -> tuple[str, ...]:
    """The heads that speak about such a proposal, each once, in the order in which they are read."""
    found = [
        *ABOUT_ALL,
        *ABOUT_KIND.get(kind, ()),
        *ABOUT_CASE.get((form, kind, nominee), ()),
        *ABOUT_FORM.get(form, ()),
        *PROCEDURE,
    ]
    if kind is AwardKind.AD_HOC:
        left_out = BALLOTS | set(PROCEDURE) | {"filing_flag", "filing_indiv", "minutes_cluster"}
        found = [head for head in found if head not in left_out]
    return (*dict.fromkeys(found), "dates")
