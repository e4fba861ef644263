"""Where a request goes: to one's own record, to another member's, to another cluster's, to none."""

from typing import Any

from werkzeug.routing import Rule

from tests.matrix.cast import HERE, Identity
from tests.matrix.ground import CLUSTER_OF, Ground
from tests.matrix.routes import Door

#: Arguments that name something of one member, of a cluster; both are wrong in the address of another cluster.
OF_MEMBER = frozenset(
    {
        *("member", "proposal_id", "award_id", "file_id", "delegation_id", "poll_id", "item_id"),
        *("extension_id", "evidence_id", "import_id", "explanation_id"),
    }
)
OF_CLUSTER = frozenset(
    {
        *("milestone_id", "criterion_id", "conference_id", "decision_id", "term_id", "indicator"),
        *("campaign_id", "exemption_id", "disclosure_id", "comment_id"),
    }
)
MISSING: dict[str, Any] = {"member": "XX", "indicator": "KHONG_CO", "year": 1999, "day": "1999-01-01"}
NEIGHBOUR = {"HP": "DN", "HN": "HP", "HCM": "HP", "NA": "TH", "": "HP"}
SENTINEL = 999_999
#: Those who also try wrong addresses: one person of each kind of right, within and without the cluster.
STRAYING = frozenset({"public", "officer", "leader", "chair", "secretary", "admin", "outsider"})


def places_of(rule: Rule, door: Door, who: Identity) -> list[str]:
    """The places that make a difference for this route and person."""
    names, fixed = rule.arguments, frozenset(door.args)
    if "object_id" in names:
        return [*(["own"] if who.member else []), "same", "other", "missing"]
    if "code" not in names:
        is_owned = names & {"user_id", "rule_id", "change_id"}
        far = ["other"] if is_owned or "{" in door.query else []
        return ["here", *far, *(["missing"] if names - fixed and not door.no_missing else [])]
    narrow = names & OF_MEMBER
    found = [*(["own"] if who.member else []), "same"] if narrow else ["here"]
    found.append("other")
    if (names - fixed) & (OF_MEMBER | OF_CLUSTER) and who.name in STRAYING:
        found.append("crossed")
    if names - fixed - {"code"} and not door.no_missing and who.name in STRAYING:
        found.append("missing")
    return [*found, "nowhere"] if who.name in ("public", "chair") else found


def owner_at(who: Identity, place: str) -> str:
    """The member whose things are asked for."""
    if place in ("other", "crossed"):
        return "HP" if who.cluster == "bac" else "NA"
    return NEIGHBOUR[who.member] if place == "same" else who.member or "HP"


def values_at(ground: Ground, rule: Rule, door: Door, who: Identity, place: str) -> dict[str, Any]:
    """The values of the address."""
    values = dict(ground.values[owner_at(who, place)])
    values |= {name: str(value).format(**values) for name, value in door.args.items()}
    if place == "crossed":
        values["code"] = who.cluster or HERE
    elif place == "nowhere":
        values["code"] = "khong-co"
    elif place == "missing":
        names = rule.arguments - (frozenset(door.args) - {"object_id"}) - {"code"}
        ids = [name for name in names if name != "year"] or ["year"]
        values |= {name: MISSING.get(name, SENTINEL) for name in ids}
    return values


def colleague(kind: str, owner: str) -> str:
    """The person of this kind who is in charge of a member's things: the part of the address before @."""
    chair, vice = {"tptw": ("hn", "hcm"), "bac": ("na", "th")}[CLUSTER_OF[owner]]
    own = owner.lower()
    return {
        "public": "",
        "officer": f"officer.{own}",
        "leader": f"leader.{own}",
        "secretary": f"secretary.{own}",
        "chair": f"secretary.{chair}",
        "chairlead": f"leader.{chair}",
        "vice": f"secretary.{vice}",
        "vicelead": f"leader.{vice}",
        "admin": "admin",
    }[kind]
