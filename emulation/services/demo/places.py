"""The clusters of the demo, their members, the changes of boundary, and the cast."""

from datetime import date
from typing import Any

from emulation.gateways import passwords, seeds
from emulation.gateways.secrets import Safe
from emulation.models.clusters import Cluster, Member, MemberChange, Membership
from emulation.models.indicators import Indicator
from emulation.rules.codes import needs_code
from emulation.services import accounts, codes
from emulation.services.demo.ground import Ground
from emulation.vocabulary.kinds import ChangeKind, Provenance, Role
from emulation.vocabulary.vietnamese import fold, sort_key

PEOPLE_SINCE = date(2011, 1, 1)


def load_clusters(ground: Ground) -> None:
    """The cluster of the cities and a second one that is not public."""
    facts = seeds.demo_facts("cluster")
    clusters = [
        Cluster(**facts[key], search_text=fold(facts[key]["name_vi"]), is_public=key == "cluster")
        for key in ("cluster", "other")
    ]
    ground.add(*clusters)
    ground.cluster_id = clusters[0].id


def load_members(ground: Ground) -> None:
    """The cities in protocol order, when they belonged, and what happened to their boundaries."""
    facts = seeds.demo_facts("cluster")
    for order, row in enumerate(facts["member"], start=1):
        name = row["name_vi"]
        member = Member(
            code=row["code"],
            name_vi=name,
            name_en=row["name_en"],
            sort_key=sort_key(name),
            search_text=fold(name),
            protocol_order=order,
            standing_office="Sở Nội vụ",
        )
        ground.add(member)
        ground.members[member.code] = member.id
        since = facts["founders"] | {key: row[key] for key in facts["founders"] if key in row}
        ground.add(_published(Membership, ground, member_id=member.id, **since))
    changes = [_change(ground, row, facts["boundary"]) for row in facts["change"]]
    ground.add(*changes)


def _change(ground: Ground, row: dict[str, Any], boundary: dict[str, str]) -> MemberChange:
    kind = ChangeKind(row["kind"])
    values = (boundary if kind is ChangeKind.BOUNDARY else {}) | row
    values |= {"kind": kind, "member_id": ground.members[values.pop("member")]}
    change: MemberChange = _published(MemberChange, ground, **values)
    return change


def _published(table: type[Any], ground: Ground, **values: Any) -> Any:
    return table(cluster_id=ground.cluster_id, provenance=Provenance.PUBLISHED, **values)


def load_own_indicator(ground: Ground) -> None:
    """One indicator that the cluster added to the shared catalogue itself; it has no figures."""
    own = Indicator(
        cluster_id=ground.cluster_id,
        code="INITIATIVES",
        name_vi="Số sáng kiến được công nhận và nhân rộng",
        name_en="Initiatives recognised and replicated",
        unit_vi="sáng kiến",
        unit_en="initiatives",
        topic="emulation",
        decimals=0,
        position=900,
    )
    ground.add(own)


def load_cast(ground: Ground, password: str, safe: Safe) -> None:
    """The people of the demo, all fictional, with one shared password; whose role asks for a code has a fixed one."""
    facts = seeds.demo_facts("cluster")
    clusters = {facts["cluster"]["code"]: ground.cluster_id}
    clusters[facts["other"]["code"]] = ground.cluster_id + 1
    who, shared = ground.loader(ground.moment), passwords.hash_password(password)
    for row in seeds.demo_facts("cast")["person"]:
        user = accounts.add_user(
            ground.session,
            actor=who,
            now=ground.moment,
            email=f"{row['email']}@demo.example",
            full_name=row["full_name"],
            is_demo=True,
        )
        user.password_hash, user.password_set_at = shared, ground.moment
        accounts.appoint(
            ground.session,
            actor=who,
            now=ground.moment,
            user=user,
            role=Role(row["role"]),
            member_id=ground.members.get(row.get("member", "")),
            cluster_id=clusters.get(row.get("cluster", "")),
            starts_on=PEOPLE_SINCE,
        )
        if needs_code({Role(row["role"])}):
            codes.give_to_cast(user, safe=safe, now=ground.moment)
        ground.people[row["email"]] = user.id
