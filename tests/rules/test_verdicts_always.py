"""What holds of every check, whatever the proposal and the day: words, bases, badges, counts."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.rule_heads import ALWAYS, TITLES, heads_for
from emulation.rules.verdicts import JUDGES
from emulation.rules.verdicts.case import HOLDING
from emulation.rules.verdicts.judged import judged, kept, read
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind, Verdict
from emulation.vocabulary.proposal_facts import Fitness, Ground, Place, ProposalFacts, Vote, Window
from emulation.vocabulary.states import CampaignState, DisclosureState, EligibilityState, ProposalState
from tests.support.verdicts import FACTS, book, judge

FORMS = ("flag_gov", "pm_certificate", "order", "flag_prov", "cstd_national", "cstd_prov", "cert_prov")
DAYS = st.dates(date(2015, 1, 1), date(2028, 12, 31))
VOTES = st.none() | st.builds(
    lambda members, share, day: Vote(day, 1, members, members * share // 100),
    st.integers(1, 40),
    st.integers(0, 100),
    DAYS,
)


@st.composite
def proposals(draw: st.DrawFn, number: int = 1) -> ProposalFacts:
    """Any proposal."""
    rank = draw(st.none() | st.integers(1, 6))
    return replace(
        FACTS,
        id=number,
        member_id=draw(st.integers(1, 3)),
        nominee=draw(st.sampled_from(["Hải Phòng", "Huế", "100% <b>%(x)s"])),
        form_code=draw(st.sampled_from(FORMS)),
        kind=draw(st.sampled_from(list(AwardKind))),
        nominee_kind=draw(st.sampled_from(list(NomineeKind))),
        state=draw(st.sampled_from(list(ProposalState))),
        year=draw(st.integers(2016, 2027)),
        sent_on=draw(st.none() | DAYS),
        received_on=draw(st.none() | DAYS),
        achieved_on=draw(st.none() | DAYS),
        has_minutes=draw(st.booleans()),
        campaign_id=draw(st.none() | st.integers(1, 2)),
        campaign=draw(
            st.none()
            | st.builds(Ground, st.just("100%"), st.sampled_from(CampaignState), DAYS, st.none() | DAYS)
        ),
        member_count=draw(st.integers(1, 14)),
        left_on=draw(st.none() | DAYS),
        place=draw(st.none() | st.just(Place(rank, rank or 0, 6))),
        fitness=draw(
            st.builds(
                Fitness, st.sampled_from(EligibilityState), st.just("100%"), st.just(""), st.none() | DAYS
            )
        ),
        cluster_vote=draw(VOTES),
        council_vote=draw(VOTES),
        window=draw(
            st.none()
            | st.builds(Window, st.sampled_from(DisclosureState), DAYS, st.integers(1, 20), st.integers(0, 2))
        ),
    )


@given(own=proposals(), other=proposals(2), day=DAYS)
def test_every_finding_has_words_a_title_and_its_rows_badges(
    own: ProposalFacts, other: ProposalFacts, day: date
) -> None:
    """Red when a sentence asks for a value that is not given, or `is_unconfirmed` forgets the alternatives."""
    rulebook = book(day)
    found = judge(own, rulebook, other)
    assert set(found) <= set(heads_for(own.form_code, own.kind, own.nominee_kind))
    assert set(found) >= ALWAYS
    for one in found.values():
        assert one.title and one.text and "%(" not in one.text.replace("%(x)s", "")
        rows = [*one.alternatives, *([one.rule] if one.rule else [])]
        assert one.is_unconfirmed is any(not row.confirmed for row in rows)
        assert all(row.code.split(".")[0] == one.head for row in rows)
        if one.alternatives and one.rule is None and len(one.alternatives) > 1:
            assert one.verdict is not Verdict.PASSED
    shown = [judged(one) for one in found.values()]
    assert read(kept(shown)) == tuple(shown)


@given(own=proposals(), others=st.lists(proposals(2), max_size=6), day=DAYS)
def test_what_has_ended_never_takes_a_place_of_the_quota(
    own: ProposalFacts, others: list[ProposalFacts], day: date
) -> None:
    """Red when HOLDING takes in WITHDRAWN, NOT_GRANTED or REVOKED."""
    own = replace(own, form_code="flag_gov", kind=AwardKind.MERIT, nominee_kind=NomineeKind.MEMBER)
    same = [
        replace(one, form_code="flag_gov", kind=own.kind, nominee_kind=own.nominee_kind) for one in others
    ]
    ended = {ProposalState.WITHDRAWN, ProposalState.NOT_GRANTED, ProposalState.REVOKED}
    living = [one for one in same if one.state not in ended]
    rulebook = book(day)
    everybody, only_living = judge(own, rulebook, *same), judge(own, rulebook, *living)
    assert everybody.get("flag_slots") == only_living.get("flag_slots")
    assert not HOLDING & ended


def test_every_head_of_the_table_has_its_judge() -> None:
    heads = {
        head
        for form in FORMS
        for kind in AwardKind
        for who in NomineeKind
        for head in heads_for(form, kind, who)
    }
    assert heads == set(JUDGES) == set(TITLES)
