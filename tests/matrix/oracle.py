"""What must come out, written by hand from decisions 2, handbook 4 and the screens; nothing here asks the product.

WHO: action → which kinds of people may do it to a record of their own member (`own`), of another member of their
cluster (`same`), to something of the cluster as a whole (`here`; when not given, whoever may own or same), or
anywhere. `holds` names people who hold the role of the action although they may not do it now: they pass the
gate's coarse question and are refused by the record.

From this follow the answers: seen, forbidden (403), hidden (404), refused (either), enter (led to sign in).
"""

from dataclasses import dataclass

from tests.matrix.cast import Identity
from tests.matrix.ground import CHECKS, CLUSTER_OF, POINTS, marked
from tests.matrix.routes import Door

#: Kinds that share a role: chair or vice-chair follows from the member's term, not from the role.
ROLE = {
    **{"chair": "secretariat", "vice": "secretariat", "secretary": "secretariat"},
    **{"chairlead": "leader", "vicelead": "leader"},
}
PEOPLE = "officer leader chair chairlead vice vicelead secretary council teller auditor admin"
CLUSTER = "officer leader chair chairlead vice vicelead secretary council teller auditor"
OWN = "officer leader secretary chair chairlead vice vicelead"
LEADERS = "leader chairlead vicelead"
OVERSEERS = "chair vice chairlead vicelead auditor"


@dataclass(frozen=True)
class May:
    """Who may, where; names are separated by spaces."""

    own: str = ""
    same: str = ""
    here: str = ""
    anywhere: str = ""
    holds: str = ""

    @property
    def roles(self) -> set[str]:
        """The roles that hold the action at all."""
        words = f"{self.own} {self.same} {self.here} {self.anywhere} {self.holds}".split()
        return {ROLE.get(word, word) for word in words}

    def at(self, place: str) -> str:
        """Who may at a place."""
        near = {"own": self.own, "same": self.same, "here": self.here or f"{self.own} {self.same}"}
        return f"{near.get(place, '')} {self.anywhere}"


_READ = May(own=OWN, same=OVERSEERS)
_CHAIR = May(own="chair", same="chair")
_OFFICER, _LEADER = May(own="officer"), May(own=LEADERS)
WHO = {
    "page:read": May(anywhere=f"public {PEOPLE}"),
    "work:read": May(anywhere=PEOPLE),
    "account:edit": May(anywhere=PEOPLE),
    "account:secure": May(anywhere=PEOPLE),
    "audit:read": May(own=OWN, same="auditor", anywhere="admin"),
    "holiday:edit": May(anywhere="admin"),
    "data_request:handle": May(anywhere="admin"),
    "cluster:create": May(anywhere="admin"),
    "cluster:edit": May(here="chair", holds="admin"),
    "member:edit": May(own="chair", same="chair", holds="admin"),
    "term:read": May(here=CLUSTER, anywhere="admin"),
    "term:record": May(here="chair chairlead", holds="admin"),
    "indicator:edit": _CHAIR,
    "user:read": May(own="auditor", same="auditor", anywhere="admin"),
    "user:manage": May(anywhere="admin"),
    "delegation:read": May(own=f"{OWN} council auditor", same="chair chairlead vicelead auditor"),
    "delegation:grant": May(own=f"{LEADERS} council"),
    "cycle:open": May(here="chair", holds="admin"),
    "cycle:manage": _CHAIR,
    "cycle:read": May(here=CLUSTER, anywhere="admin"),
    "work:remind": May(own="chair", same="chair vice", here="chair vice"),
    "cycle:close": May(here="chair chairlead"),
    "calendar:edit": _CHAIR,
    "extension:grant": _CHAIR,
    "agreement:edit": _CHAIR,
    "agreement:sign": _CHAIR,
    "pledge:read": _READ,
    "pledge:edit": _OFFICER,
    "pledge:submit": _LEADER,
    "pledge:review": _CHAIR,
    "pledge:record": _CHAIR,
    "pledge:confirm": May(own=f"{LEADERS} chair", same="chair"),
    "result:read": May(own=CLUSTER, same=CLUSTER),
    "result:edit": _OFFICER,
    "result:submit": _LEADER,
    "result:review": May(own="chair", same="chair vice"),
    "figure:edit": _CHAIR,
    "scorecard:read": May(here=CLUSTER),
    "scorecard:edit": _CHAIR,
    "score:read": _READ,
    "score:edit": _OFFICER,
    "score:submit": _LEADER,
    "score:appraise": May(same="chair vice"),
    "crosscheck:read": May(own=CLUSTER, same=CLUSTER, here=CLUSTER),
    "crosscheck:assign": _CHAIR,
    # Whoever checks a member works for another one; the chair's leader does not check the neighbour that is asked.
    "crosscheck:score": May(same="officer"),
    "crosscheck:seal": May(same="leader vicelead", holds="chairlead"),
    "explanation:read": _READ,
    "explanation:write": _OFFICER,
    "explanation:send": _LEADER,
    "explanation:settle": May(same="chair vice"),
    "eligibility:decide": May(here="chair chairlead"),
    "totals:read": May(here=OVERSEERS),
    "fairness:read": May(here=OVERSEERS),
    "fairness:publish": May(here="chairlead"),
    "ranking:freeze": _CHAIR,
    "ranking:finalise": May(here="chairlead vicelead"),
    "ranking:publish": May(here="chair chairlead"),
    "ranking:correct": _CHAIR,
    "conference:record": _CHAIR,
    "proposal:read": _READ,
    "proposal:edit": May(own="officer chair", same="chair"),
    "proposal:submit": _LEADER,
    "proposal:review": _CHAIR,
    "poll:read": _READ,
    "poll:record": May(own="officer chair", same="chair"),
    "proposal:rule": May(own="chair chairlead", same="chair chairlead"),
    "dossier:edit": May(own="officer chair", same="chair"),
    "dossier:waive": May(own=f"{LEADERS} chair", same="chair"),
    "decision:record": _CHAIR,
    "disclosure:manage": _CHAIR,
    "comment:send": May(anywhere=f"public {PEOPLE}"),
    "rule:read": May(here="chair chairlead auditor", anywhere="admin"),
    "rule:edit": May(here="chair"),
    "rule:confirm": May(here="chair chairlead"),
    "template:edit": _CHAIR,
    "campaign:read": May(own=OWN, same=OVERSEERS, here=OVERSEERS),
    "campaign:edit": May(here="chair"),
    "campaign:register": May(own=f"officer {LEADERS}"),
    "campaign:review": _CHAIR,
    "evidence:read": _READ,
    "evidence:edit": May(own=f"officer {LEADERS}"),
    # No actions: a report that is not handed in yet is for the member's own people; whoever holds the role takes
    # its delegation back, not whoever reads about it.
    "report:draft": May(own=f"{OWN} council"),
    "delegation:office": May(own=LEADERS),
    # Each side brings its own papers: the member's officers those of the member.
    "dossier:own": _OFFICER,
}
#: Kind of private text → who may read it of their own member, of their whole cluster, of every cluster.
READERS: dict[str, tuple[str, ...]] = {
    "pledge": (OWN, OVERSEERS),
    "report": (f"{OWN} council", ""),
    "sheet": (OWN, OVERSEERS),
    "question": (OWN, OVERSEERS),
    "answer": (OWN, ""),  # not sent yet
    "proposal": (OWN, OVERSEERS),
    "poll": (OWN, OVERSEERS),
    "recovery": ("", OVERSEERS),
    "dossier": (OWN, OVERSEERS),
    "waiver": (OWN, OVERSEERS),
    # The ground's cross-checks are not opened: whoever writes or seals for the checker, and nobody else.
    "cross": (f"officer {LEADERS}", ""),
    "file": (OWN, OVERSEERS),
    "evidence": (OWN, OVERSEERS),
    "delegation": (f"{OWN} council", "chair chairlead vicelead auditor", "admin"),
    "campaign": ("", OVERSEERS),
    "registration": (OWN, OVERSEERS),
    "campaignreport": (OWN, OVERSEERS),
    "clusterreport": ("", OVERSEERS),
    # Reasons in the trail: for those who may read the record, for auditors, and for administrators.
    "comment": ("", "chair"),  # not shown: for whoever moderates, and nobody else
    "trailpledge": (OWN, OVERSEERS, "admin"),
    "trailreport": (f"{OWN} council", "auditor", "admin"),
    "trailsheet": (OWN, OVERSEERS, "admin"),
    "trailproposal": (OWN, OVERSEERS, "admin"),
    "trailregistration": (OWN, OVERSEERS, "admin"),
    "agreement": ("", CLUSTER, "admin"),
    "card": ("", CLUSTER),
    "milestone": ("", CLUSTER, "admin"),
    "rule": ("", "chair chairlead auditor", "admin"),  # why a cluster's own regulation shall change
    "extension": ("", CLUSTER),
    "figure": ("", CLUSTER),
    "ranking": ("", OVERSEERS),
    # Points before they are published.
    "self": (OWN, OVERSEERS),
    "checked": (f"officer {LEADERS}", ""),  # sealed: the checker's own
    "asked": (OWN, OVERSEERS),
    "total": (OWN, OVERSEERS),
}


def verdict(door: Door, who: Identity, place: str) -> str:
    """What a request of `who` to `door` must come to: seen, forbidden, hidden or enter."""
    if place == "nowhere":
        return "hidden"
    roles = WHO[door.gate].roles
    if who.kind == "public" and "public" not in roles:
        return "enter"
    if "public" not in roles and ROLE.get(who.kind, who.kind) not in roles:
        return "forbidden"
    if place != "other" and not _may_near((door.gate,), who):
        return "forbidden"
    if place in ("missing", "crossed"):
        return "hidden" if door.wide or _may_near(door.actions, who) else "refused"
    if door.wide and place != "other":
        return "seen"
    for action in door.actions:
        if who.kind not in WHO[action].at(place).split():
            is_far = place == "other" and who.kind != "admin"
            return "hidden" if is_far or action in door.hides else "forbidden"
    return "seen"


def _may_near(actions: tuple[str, ...], who: Identity) -> bool:
    """Whether the person may do it to anything near; if not, they learn nothing from a wrong address."""
    near = [WHO[action].at(place).split() for action in actions for place in ("own", "same", "here")]
    return any(who.kind in kinds for kinds in near)


def foreign(who: Identity, body: str, *, published: bool = False, checking: bool = False) -> set[str]:
    """The markers in a page that this person must not read.

    Points are everybody's once they are `published`; while sheets lie with their checkers (`checking`), those who
    score or seal for the checker read what the checked member gave itself.
    """
    return {
        text
        for text, kind, owner in marked(body)
        if not (
            _reads(who, kind, owner)
            or (published and kind in POINTS)
            or (checking and kind == "self" and _checks(who, owner))
        )
    }


def _checks(who: Identity, owner: str) -> bool:
    pairs = CHECKS.get(who.cluster, {})
    return pairs.get(who.member) == owner and who.kind in f"officer {LEADERS}".split()


def _reads(who: Identity, kind: str, owner: str) -> bool:
    own, same, *every = READERS[kind]
    if CLUSTER_OF[owner] != who.cluster:
        return who.kind in " ".join(every).split()
    return who.kind in same.split() or (who.member == owner and who.kind in own.split())
