"""Which rules speak about which proposal (handbook 5.2, 8)."""

import pytest

from emulation.rules.rule_heads import BALLOTS, heads_for
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind

MERIT, AD_HOC, THEMATIC = AwardKind.MERIT, AwardKind.AD_HOC, AwardKind.THEMATIC
MEMBER, COLLECTIVE, PERSON = NomineeKind.MEMBER, NomineeKind.COLLECTIVE, NomineeKind.PERSON


@pytest.mark.parametrize(
    ("form", "kind", "nominee", "there", "missing"),
    [
        (
            "flag_gov",
            MERIT,
            MEMBER,
            {"flag_lead", "flag_slots", "ballot_flag", "not_counted"},
            {"flag_quota_own"},
        ),
        ("flag_gov", MERIT, COLLECTIVE, {"flag_quota_own", "ballot_flag"}, {"flag_lead", "flag_slots"}),
        ("flag_gov", THEMATIC, MEMBER, {"flag_thematic_years"}, {"flag_slots", "not_counted"}),
        ("pm_certificate", MERIT, MEMBER, {"pmcert_slots", "pmcert_merit", "lower_prereq"}, {"flag_slots"}),
        ("pm_certificate", MERIT, PERSON, {"ballot_pmcert", "pmcert_merit"}, {"pmcert_slots"}),
        ("pm_certificate", AD_HOC, PERSON, {"simplified"}, {"ballot_pmcert", "cluster_vote", "disclosure"}),
        ("cstd_national", MERIT, PERSON, {"ballot_indiv", "filing_indiv"}, {"ballot_flag", "filing_flag"}),
        ("cert_unit", MERIT, COLLECTIVE, {"regime", "merit", "one_form", "cluster_vote"}, set(BALLOTS)),
    ],
)
def test_a_form_meets_its_rules_and_no_others(
    form: str, kind: AwardKind, nominee: NomineeKind, there: set[str], missing: set[str]
) -> None:
    found = heads_for(form, kind, nominee)
    assert len(set(found)) == len(found)
    assert there <= set(found)
    assert not missing & set(found)
