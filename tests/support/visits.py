"""Every page with the person who sees most of it: what is photographed, and what must be without fault."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from emulation import settings as settings_module
from emulation.app import create_app
from emulation.db import Database
from emulation.models.accounts import Appointment, User
from emulation.models.awards import Award, Proposal
from emulation.models.calendar import Extension, Milestone
from emulation.models.campaigns import Campaign
from emulation.models.clusters import Member
from emulation.models.conferences import Conference
from emulation.models.crosschecks import CrossSheet
from emulation.models.cycles import Cycle
from emulation.models.delegations import Delegation
from emulation.models.disclosures import Disclosure, DisclosureComment
from emulation.models.evidence import EvidenceUse
from emulation.models.explanations import Explanation
from emulation.models.pledges import Pledge
from emulation.models.polls import Poll
from emulation.models.privacy import DataRequest
from emulation.models.rulebook import LegalRule, RuleChange
from emulation.models.scorecards import Criterion, Scorecard
from emulation.models.terms import Term
from emulation.services import demo
from emulation.vocabulary.states import ProposalState
from tests.support.demo import PASSWORD, copied

DOMAIN = "demo.example"
VISITOR = ""
CHAIR, VICE = "secretary.hn", "secretary.hcm"
#: Endpoints that give files, redirects or probes instead of pages.
NOT_PAGES = frozenset(
    {
        *("static", "bootstrap.static", "status.fonts", "status.healthz", "status.readyz"),
        *("files.download", "home.switch_year", "accounts.open_invitation", "accounts.open_reset"),
        *("calendar.public", "calendar.own", "imports.template", "scorecards.export"),
        # they live only while somebody imports; the story of the year goes through them
        *("imports.columns", "imports.preview", "imports.result"),
        "consultations.edit",  # the demo's windows are opened; the form is that of consultations.new
        "awards.recovery",  # the demo revokes nobody's award; tests/web/test_splits_browser.py looks at it
    }
)
#: Who opens the pages of a room, and of single endpoints; everybody else is a visitor.
PEOPLE = {
    "accounts": "admin",
    "accounts.sign_in": VISITOR,
    "accounts.code": VISITOR,
    "accounts.set_up": VISITOR,
    "accounts.reset": VISITOR,
    "accounts.reset_sent": VISITOR,
    "accounts.new_password": VISITOR,
    "accounts.invitation": VISITOR,
    "privacy": "admin",
    "privacy.notice": VISITOR,
    "privacy.data": "officer.hp",
    "audit": "auditor",
    "home.my_work": CHAIR,
    "notices": CHAIR,
    "holidays": "admin",
    "clusters": CHAIR,
    "clusters.new": "admin",
    "clusters.members": VISITOR,
    "clusters.member": VISITOR,
    "clusters.history": VISITOR,
    "terms": CHAIR,
    "users": "admin",
    "delegations": "leader.hue",
    "terms.rotation": VISITOR,
    "cycles": CHAIR,
    "board": CHAIR,
    "cycles.show": VISITOR,
    "calendar": CHAIR,
    "calendar.index": VISITOR,
    "calendar.of_year": "officer.dn",
    "calendar.feed": "officer.dn",
    "indicators": CHAIR,
    "pledges": CHAIR,
    "pledges.edit": "officer.hp",
    "evidence": "officer.dn",
    "evidence.index": CHAIR,
    "pledges.promises_of_year": VISITOR,
    "pledges.promises_of_member": VISITOR,
    "results": CHAIR,
    "results.edit": "officer.dn",
    "scorecards": CHAIR,
    "scores": CHAIR,
    "crosschecks": CHAIR,
    "explanations": CHAIR,
    "crosschecks.show": "officer.hp",
    "crosschecks.sealing": "leader.hp",
    "scores.sheet": "officer.hp",
    "scores.finalising": "leader.hcm",
    "campaigns": CHAIR,
    "campaigns.index": VISITOR,
    "campaigns.show": VISITOR,
    "campaigns.report": VISITOR,
    "campaigns.registration_edit": "officer.hue",
    "campaigns.report_edit": "officer.hp",
    "analysis": CHAIR,
    "analysis.published": VISITOR,
    "fairness": "leader.hn",
    "why": VISITOR,
    "why.internal": "officer.hp",
    "dossiers": CHAIR,
    "dossiers.report": "officer.hp",
    "awards": CHAIR,
    "awards.index": VISITOR,
    "awards.decisions": VISITOR,
    "rulebook": CHAIR,
    "rulebook.index": VISITOR,
    "consultations": CHAIR,
    "consultations.index": VISITOR,
    "consultations.show": VISITOR,
    "consultations.sent": VISITOR,
    "consultations.track": VISITOR,
    "rulebook.change": "secretary2.hn",
    "polls": CHAIR,
    "documents": CHAIR,
}
#: The stage of the demo at which a page has something to show; all others are looked at while the year runs.
STAGES = {
    "scores": "scoring",
    "crosschecks": "scoring",
    "explanations": "conference",
    "analysis.show": "conference",
    "fairness": "conference",
    "scores.totals": "conference",
    "scores.finalising": "conference",
    "scores.publishing": "conference",
    "consultations": "conference",
    "awards.proposal_edit": "conference",
    "awards.proposal_step": "conference",
    "awards.proposal_split": "conference",
    "awards.ruling": "conference",
    "dossiers": "conference",
    "awards.conference_edit": "conference",
    "awards.conference_proposing": "conference",
    "polls.new": "conference",
    "indicators.choice": "scoring",
}
#: Pages that are looked at for another year than the running one.
YEARS = {
    "rankings.year": 2024,
    "why.public": 2024,
    "why.internal": 2024,
    "why.criteria": 2024,
    "briefs.summary": 2024,
    "analysis.published": 2024,
    "awards.index": 2020,
    "awards.conference": 2020,
    "polls.index": 2024,
    "cycles.setup": 2026,
}


@dataclass(frozen=True)
class Visit:
    """A page: its endpoint, who opens it at which stage, its address."""

    endpoint: str
    person: str
    stage: str
    path: str

    @property
    def email(self) -> str:
        """The person's address, empty for a visitor."""
        return f"{self.person}@{DOMAIN}" if self.person else ""


def is_page(rule: Rule) -> bool:
    """Whether a route shows a page to a reader."""
    is_file = "csv" in rule.rule or "json" in rule.rule or rule.endpoint.endswith(("_file", "_paper"))
    return "GET" in (rule.methods or set()) and rule.endpoint not in NOT_PAGES and not is_file


def _of(table: dict[str, Any], endpoint: str, usual: Any) -> Any:
    return table.get(endpoint, table.get(endpoint.split(".")[0], usual))


def examples(session: Session) -> dict[str, dict[str, Any]]:
    """Arguments by endpoint ("" for all): records that stand in the demo."""
    running = select(Cycle.id).where(Cycle.year == 2025).scalar_subquery()
    card = select(Scorecard.id).where(Scorecard.cycle_id == running).scalar_subquery()
    award = session.execute(
        select(Award.id, Award.decision_id).where(Award.conferred_on.is_(None)).order_by(Award.id)
    ).first()
    proposal = session.execute(
        select(Proposal.id, Cycle.year)
        .join(Cycle, Cycle.id == Proposal.cycle_id)
        .order_by(Cycle.year.desc(), Proposal.id.desc())
    ).first()
    conference = session.execute(
        select(Conference.id, Cycle.year)
        .join(Cycle, Cycle.id == Conference.cycle_id)
        .order_by(Cycle.year.desc())
    ).first()
    usual = {
        "code": demo.CODE,
        "year": 2025,
        "member": "HP",
        "period": "mid-year",
        "indicator": "GRDP_GROWTH",
        "day": "2027-02-05",
        "user_id": session.scalar(select(User.id).where(User.email == f"officer.hp@{DOMAIN}")),
        "request_id": session.scalar(select(func.max(DataRequest.id))),
        "term_id": session.scalar(select(Term.id).where(Term.year == 2025)),
        "criterion_id": session.scalar(
            select(Criterion.id).where(Criterion.scorecard_id == card, Criterion.rule_type.is_not(None))
        ),
    }
    usual["milestone_id"] = session.scalar(select(func.max(Milestone.id)))
    usual["rule_id"] = session.scalar(select(LegalRule.id).where(LegalRule.code == "ballot_flag.n98"))
    usual["change_id"] = session.scalar(select(func.max(RuleChange.id)))
    usual["head"] = "ballot_flag"
    usual["extension_id"] = session.scalar(select(Extension.id))
    usual["appointment_id"] = session.scalar(
        select(Appointment.id).where(Appointment.user_id == usual["user_id"])
    )
    usual["delegation_id"] = session.scalar(select(Delegation.id))
    usual["disclosure_id"] = session.scalar(select(func.max(Disclosure.id)))
    usual["comment_id"] = session.scalar(select(func.max(DisclosureComment.id)))
    usual["explanation_id"] = session.scalar(select(func.max(Explanation.id)))
    if award:
        usual |= {"award_id": award.id, "decision_id": award.decision_id}
    found: dict[str, dict[str, Any]] = {"": usual}
    for endpoint in ("awards.proposal", "awards.proposal_step", "awards.proposal_edit", "awards.check"):
        if proposal:
            found[endpoint] = {"proposal_id": proposal.id, "year": proposal.year}
    if proposal:
        found["awards.ruling"] = found["awards.check"] | {"head": "disclosure"}
    poll = session.execute(
        select(Poll.id, Cycle.year).join(Cycle, Cycle.id == Poll.cycle_id).order_by(Poll.id.desc())
    ).first()
    found["polls.new"] = {"query": "?body=cluster"}
    for endpoint in ("polls.show", "polls.edit"):
        if poll:
            found[endpoint] = {"poll_id": poll.id, "year": poll.year}
    for endpoint in ("awards.conference_edit", "awards.conference_proposing"):
        if conference:
            found[endpoint] = {"conference_id": conference.id, "year": conference.year}
    waiting = session.execute(
        select(Proposal.id, Cycle.year)
        .join(Cycle, Cycle.id == Proposal.cycle_id)
        .where(Proposal.state == ProposalState.SUBMITTED)
    ).first()
    if waiting:
        found["awards.proposal_step"] = {"proposal_id": waiting.id, "year": waiting.year, "step": "return"}
    written = session.execute(
        select(Proposal.id, Cycle.year)
        .join(Cycle, Cycle.id == Proposal.cycle_id)
        .where(Proposal.state == ProposalState.DRAFT)
    ).first()
    if written:
        found["awards.proposal_edit"] = {"proposal_id": written.id, "year": written.year}
    found["documents.preview"] = {"kind": "score_table"}
    found["documents.template"] = {"kind": "cluster_ballot"}
    if proposal:
        found["documents.making"] = {
            "kind": "submission",
            "proposal_id": proposal.id,
            "year": proposal.year,
        }
    found["audit.record"] = {
        "object_type": "pledge",
        "object_id": session.scalar(select(Pledge.id).order_by(Pledge.id.desc())),
    }
    found["results.edit"] = {"member": "DN"}
    checked = select(Member.code).join(CrossSheet, CrossSheet.member_id == Member.id)
    of_hp = checked.where(
        CrossSheet.checker_id == select(Member.id).where(Member.code == "HP").scalar_subquery()
    )
    for endpoint in ("crosschecks.show", "crosschecks.sealing"):
        found[endpoint] = {"member": session.scalar(of_hp) or "HP"}
    found |= _of_evidence(session)
    if waiting:
        own = {"proposal_id": waiting.id, "year": waiting.year, "kind": "score_table"}
        found |= {f"dossiers.{page}": own for page in ("show", "paper", "report")}
    found |= _campaign_examples(session)
    found["pledges.review"] = {"member": "HUE"}
    found["indicators.edit"] = {"indicator": "INITIATIVES"}
    return found


def _of_evidence(session: Session) -> dict[str, dict[str, Any]]:
    """A paper that stands, and a line that leans on one."""
    use = session.scalars(select(EvidenceUse).order_by(EvidenceUse.id)).first()
    if use is None:
        return {}
    paper = {"member": "DN", "evidence_id": use.evidence_id}
    pages = ("store", "show", "new", "edit", "replacing")
    line = {"member": "DN", "object_type": use.object_type, "object_id": use.object_id}
    return {**{f"evidence.{page}": paper for page in pages}, "evidence.use": line}


def _campaign_examples(session: Session) -> dict[str, dict[str, Any]]:
    """The campaign with a report, the drive, and the draft, each where its page shows most."""
    reported, drive, draft = session.scalars(select(Campaign.id).order_by(Campaign.id))
    own = {"campaign_id": drive, "kind": "interim", "step": "review"}
    views = ("papers", "step", "report_edit", "cluster_report", "cluster_report_edit")
    found: dict[str, dict[str, Any]] = {f"campaigns.{view}": own for view in views}
    found |= {f"campaigns.{view}": {"campaign_id": draft} for view in ("edit", "launching")}
    found["campaigns.show"] = {"campaign_id": reported}
    found["campaigns.report"] = own | {"campaign_id": reported}
    found["campaigns.registration"] = {"campaign_id": drive, "member": "CT"}
    found["campaigns.registration_edit"] = {"campaign_id": drive, "member": "HUE"}
    return found


def visits(app: Flask, session: Session, stage: str) -> list[Visit]:
    """The pages that are looked at in this stage, one visit each. A page that cannot be reached raises LookupError."""
    adapter, known = app.url_map.bind("localhost"), examples(session)
    found = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if not is_page(rule) or _of(STAGES, rule.endpoint, "running") != stage:
            continue
        values = known[""] | known.get(rule.endpoint, {})
        if rule.endpoint in YEARS:
            values["year"] = YEARS[rule.endpoint]
        if missing := rule.arguments - set(values):
            raise LookupError(f"{rule.endpoint} needs {', '.join(sorted(missing))}: see `examples`")
        path = adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments}, method="GET")
        path += values.get("query", "")
        found.append(Visit(rule.endpoint, _of(PEOPLE, rule.endpoint, VISITOR), stage, path))
    return found


@contextmanager
def demo_app(folder: Path, stage: str) -> Iterator[tuple[Flask, Database]]:
    """The application on a demo of its own of this stage in SQLite."""
    database = copied(folder, stage)
    settings = settings_module.load(
        {},
        env="testing",
        demo=True,
        demo_password=PASSWORD,
        base_url="http://127.0.0.1",
        data_dir=str(folder),
        fixed_now=demo.STAGES[stage].isoformat(),
        database_url="sqlite://",
    )
    yield create_app(settings, database), database
    database.close()
