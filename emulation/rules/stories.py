"""What a year's ranking says, in sentences made by rule (features R5; handbook 6.5).

No praise and no guess: every sentence follows from the rows of two published rankings, and every number in it is a
fragment that knows where it stands. A year of which only the ranks are known tells only these.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from emulation.rules.robustness import Verdict
from emulation.rules.story_facts import Place, Values, Year, name_of, names_of, points, whole, year_of
from emulation.rules.story_moves import moves
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.sentences import Fragment, Page, Sentence, Shape, Spot
from emulation.vocabulary.words import N_


class Topic(Labelled):
    """What a sentence of the story is about, in the order of the story."""

    ORDER = "order", N_("Thứ tự")
    MOVES = "moves", N_("Thay đổi thứ hạng")
    TIES = "ties", N_("Bằng điểm")
    GAP = "gap", N_("Khoảng cách")
    EXTRAS = "extras", N_("Điểm thưởng, điểm trừ")
    FIRMNESS = "firmness", N_("Độ vững của thứ hạng")
    GROUND = "ground", N_("Điều kiện so sánh")
    ORIGIN = "origin", N_("Xuất xứ")


@dataclass(frozen=True)
class Told:
    """A sentence and what it is about."""

    topic: Topic
    sentence: Sentence


def tell(year: Year, *, causes: int) -> list[Told]:
    """The story of a year in the order of its topics; `causes`: how many groups or criteria a move names."""
    makers = (
        (Topic.ORDER, _order(year)),
        (Topic.MOVES, moves(year, causes)),
        (Topic.TIES, _ties(year)),
        (Topic.GAP, _gap(year)),
        (Topic.EXTRAS, _extras(year)),
        (Topic.FIRMNESS, _firmness(year)),
        (Topic.GROUND, _ground(year)),
        (Topic.ORIGIN, _origin(year)),
    )
    return [Told(topic, sentence) for topic, sentences in makers for sentence in sentences]


def by_topic(told: Iterable[Told]) -> list[tuple[Topic, list[Sentence]]]:
    """The sentences under the heads of their topics, in the order of the story."""
    return [(topic, [one.sentence for one in group]) for topic, group in groupby(told, lambda one: one.topic)]


def _order(year: Year) -> Iterator[Sentence]:
    ranked = [place for place in year.places if place.rank is not None]
    first = [place for place in ranked if place.rank == min(one.rank or 0 for one in ranked)]
    if first:
        values: Values = {
            "leaders": names_of(first),
            "year": year_of(year.year),
            "of": whole(year.of, year.at(None)),
        }
        if first[0].total is None:
            yield Sentence(N_("%(leaders)s dẫn đầu năm %(year)s trong %(of)s thành viên."), values)
        else:
            values["points"] = points(first[0].total, year.at(first[0], "total"))
            yield Sentence(
                N_("%(leaders)s dẫn đầu năm %(year)s trong %(of)s thành viên với %(points)s điểm."), values
            )
    others = tuple(_placed(year, place) for place in ranked if place not in first)
    if others:
        yield Sentence(N_("Tiếp theo: %(places)s."), {"places": others})
    unranked = [place for place in year.places if place.rank is None]
    if unranked:
        yield Sentence(N_("Không có thứ hạng trong bảng: %(members)s."), {"members": names_of(unranked)})


def _placed(year: Year, place: Place) -> Sentence:
    assert place.rank is not None
    values: Values = {"member": name_of(place), "rank": whole(place.rank, year.at(place, "rank"))}
    if place.total is None:
        return Sentence(N_("%(member)s hạng %(rank)s"), values)
    values["points"] = points(place.total, year.at(place, "total"))
    return Sentence(N_("%(member)s hạng %(rank)s (%(points)s điểm)"), values)


def _ties(year: Year) -> Iterator[Sentence]:
    by_total: dict[Decimal, list[Place]] = {}
    for place in year.places:
        if place.rank is not None and place.total is not None:
            by_total.setdefault(place.total, []).append(place)
    for total, equal in by_total.items():
        rules = list(dict.fromkeys(place.tie_rule for place in equal if place.tie_rule))
        if len(equal) > 1 and rules:
            yield Sentence(
                N_("%(members)s cùng %(points)s điểm; thứ tự được phân định theo: %(rules)s."),
                {
                    "members": names_of(equal),
                    "points": points(total, year.at(equal[0], "total")),
                    "rules": tuple(
                        Sentence("%(rule)s", {"rule": Fragment(rule.label, Shape.LABEL)}) for rule in rules
                    ),
                },
            )
    by_rank: dict[int, list[Place]] = {}
    for place in year.places:
        if place.rank is not None and place.is_tied:
            by_rank.setdefault(place.rank, []).append(place)
    for rank, equal in by_rank.items():
        values: Values = {"members": names_of(equal), "rank": whole(rank, year.at(equal[0], "rank"))}
        yield Sentence(N_("Đồng hạng %(rank)s: %(members)s."), values)


def _gap(year: Year) -> Iterator[Sentence]:
    ranked = [place for place in year.places if place.rank is not None and place.total is not None]
    steps = []
    for above, below in pairwise(ranked):
        assert above.total is not None and below.total is not None
        if above.total > below.total:
            steps.append((above.total - below.total, above, below))
    if not steps:
        return
    gap, above, below = min(steps, key=lambda row: row[0])
    yield Sentence(
        N_("Khoảng cách nhỏ nhất giữa hai hạng liền nhau là %(gap)s điểm, giữa %(above)s và %(below)s."),
        {"gap": points(gap, year.at(below, "total")), "above": name_of(above), "below": name_of(below)},
    )


def _extras(year: Year) -> Iterator[Sentence]:
    bonus = [(place, place.without_bonus) for place in year.places]
    penalty = [(place, place.without_penalty) for place in year.places]
    for part, template, others in (
        ("bonus", N_("Nếu không tính điểm thưởng: %(places)s."), bonus),
        ("penalty", N_("Nếu không tính điểm trừ: %(places)s."), penalty),
    ):
        places = tuple(
            Sentence(
                N_("%(member)s hạng %(other)s thay vì hạng %(rank)s"),
                {
                    "member": name_of(place),
                    "other": whole(other, year.at(place, part)),
                    "rank": whole(place.rank, year.at(place, "rank")),
                },
            )
            for place, other in others
            if place.rank is not None and other is not None and other != place.rank
        )
        if places:
            yield Sentence(template, {"places": places})


def _firmness(year: Year) -> Iterator[Sentence]:
    judged = [place for place in year.places if place.verdict is not None]
    if not judged:
        return
    page = Spot(Page.ROBUSTNESS, year.year)
    firm = sum(place.verdict is Verdict.FIRM for place in judged)
    values: Values = {
        "tried": whole(year.tried, page),
        "firm": whole(firm, page),
        "of": whole(len(judged), page),
    }
    loose = tuple(
        Sentence(
            N_("%(member)s hạng %(best)s–%(worst)s"),
            {
                "member": name_of(place),
                "best": whole(place.best or 0, year.at(place, page=Page.ROBUSTNESS)),
                "worst": whole(place.worst or 0, year.at(place, page=Page.ROBUSTNESS)),
            },
        )
        for place in judged
        if place.verdict is Verdict.SENSITIVE
    )
    template = N_("Qua %(tried)s phép thử đổi trọng số, %(firm)s/%(of)s thứ hạng vững.")
    if loose:
        values["places"] = loose
        template = N_("Qua %(tried)s phép thử đổi trọng số, %(firm)s/%(of)s thứ hạng vững; nhạy: %(places)s.")
    yield Sentence(template, values)


def _ground(year: Year) -> Iterator[Sentence]:
    for place in year.places:
        if place.has_joined and place.rank is not None:
            values: Values = {"member": name_of(place), "rank": whole(place.rank, year.at(place, "rank"))}
            yield Sentence(N_("%(member)s mới tham gia, xếp hạng %(rank)s."), values)
    if year.before is not None and year.of_before is not None and year.of != year.of_before:
        values = {
            "of": whole(year.of, year.at(None)),
            "year": year_of(year.before),
            "of_before": whole(year.of_before, Spot(Page.RANKING, year.before)),
        }
        yield Sentence(
            N_("Có %(of)s thành viên, năm %(year)s có %(of_before)s: thứ hạng hai năm không so ngang nhau."),
            values,
        )
    changed = [place for place in year.places if place.has_new_map]
    if changed:
        yield Sentence(
            N_("Địa giới thay đổi: %(members)s; kết quả hai năm đo trên hai địa giới khác nhau."),
            {"members": names_of(changed)},
        )


def _origin(year: Year) -> Iterator[Sentence]:
    template = N_("Bảng xếp hạng năm %(year)s đã được công bố.")
    if year.is_illustrative:
        template = N_("Bảng xếp hạng năm %(year)s là minh họa, không phải kết quả chính thức.")
    yield Sentence(template, {"year": year_of(year.year)})
