"""Every applicable rule of a proposal as passed, failed or a person's to decide (features A4; handbook 5, 8)."""

from collections.abc import Callable, Mapping

from emulation.rules.rule_heads import heads_for
from emulation.rules.verdicts import flags, grounds, members, procedure, votes
from emulation.rules.verdicts.case import Case
from emulation.rules.verdicts.finding import Finding

JUDGES: Mapping[str, Callable[[Case], list[Finding]]] = {
    "regime": grounds.regime,
    "merit": grounds.merit,
    "who_proposes": grounds.who_proposes,
    "suspend": members.suspend,
    "dissolved": members.dissolved,
    "one_form": grounds.one_form,
    "not_counted": grounds.not_counted,
    "simplified": grounds.simplified,
    "transition": grounds.transition,
    "flag_lead": flags.flag_lead,
    "flag_criteria": flags.flag_criteria,
    "flag_slots": flags.slots,
    "pmcert_slots": flags.slots,
    "flag_quota_own": flags.flag_quota_own,
    "flag_prov": flags.flag_prov,
    "flag_thematic_years": flags.flag_thematic_years,
    "lower_prereq": grounds.lower_prereq,
    "pmcert_merit": grounds.pmcert_merit,
    "ballot_flag": votes.ballot_flag,
    "ballot_pmcert": votes.ballot_pmcert,
    "ballot_order": votes.ballot_order,
    "ballot_indiv": votes.ballot_indiv,
    "cluster_vote": votes.cluster_vote,
    "ballot_base": votes.ballot_base,
    "disclosure": procedure.disclosure,
    "filing_flag": procedure.filing_flag,
    "filing_indiv": procedure.filing_indiv,
    "minutes_cluster": procedure.minutes_cluster,
    "dates": procedure.dates,
}


def judge(case: Case) -> list[Finding]:
    """The findings in the order of the table. A head without a row on the day is left out unless the law asks it."""
    facts = case.facts
    heads = heads_for(facts.form_code, facts.kind, facts.nominee_kind)
    return [finding for head in heads for finding in JUDGES[head](case)]
