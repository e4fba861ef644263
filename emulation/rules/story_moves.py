"""Who moved in a ranking, how far, and through which groups or criteria (features R5)."""

from collections.abc import Iterator, Mapping

from emulation.rules.story_facts import Place, Values, Year, name_of, names_of, points, whole, year_of
from emulation.vocabulary.sentences import Fragment, Page, Sentence, Shape
from emulation.vocabulary.words import N_


def moves(year: Year, causes: int) -> Iterator[Sentence]:
    """Who moved and by how many places, the farthest first; then who kept its rank."""
    moved = [
        (place, *ranks) for place in year.places if (ranks := _two_ranks(place)) and ranks[0] != ranks[1]
    ]
    moved.sort(key=lambda row: -abs(row[1] - row[2]))
    for place, before, after in moved:
        yield _move(year, place, before, after, causes)
    kept = [place for place in year.places if (ranks := _two_ranks(place)) and ranks[0] == ranks[1]]
    if kept and year.before is not None:
        values: Values = {"year": year_of(year.before), "members": names_of(kept)}
        yield Sentence(N_("Giữ nguyên hạng so với năm %(year)s: %(members)s."), values)


def _two_ranks(place: Place) -> tuple[int, int] | None:
    if place.rank is None or place.rank_before is None:
        return None
    return place.rank_before, place.rank


def _move(year: Year, place: Place, before: int, after: int, causes: int) -> Sentence:
    assert year.before is not None
    is_rise = after < before
    values: Values = {
        "member": name_of(place),
        "n": whole(abs(before - after), year.at(place, "movement")),
        "year": year_of(year.before),
        "from": whole(before, year.earlier(place, "rank")),
        "to": whole(after, year.at(place, "rank")),
    }
    told = _causes(year, place, causes, is_rise=is_rise)
    total = _total(year, place)
    values |= {"causes": told} if told else {}
    values |= {"total": total} if total else {}
    return Sentence(_MOVE[is_rise, bool(told), bool(total)], values)


#: By whether it rose, has causes to name, and has points of both years.
_MOVE: Mapping[tuple[bool, bool, bool], str] = {
    (True, True, True): N_(
        "%(member)s tăng %(n)s bậc so với năm %(year)s, từ hạng %(from)s lên hạng %(to)s, nhờ %(causes)s; %(total)s."
    ),
    (True, True, False): N_(
        "%(member)s tăng %(n)s bậc so với năm %(year)s, từ hạng %(from)s lên hạng %(to)s, nhờ %(causes)s."
    ),
    (True, False, True): N_(
        "%(member)s tăng %(n)s bậc so với năm %(year)s, từ hạng %(from)s lên hạng %(to)s; %(total)s."
    ),
    (True, False, False): N_(
        "%(member)s tăng %(n)s bậc so với năm %(year)s, từ hạng %(from)s lên hạng %(to)s."
    ),
    (False, True, True): N_(
        "%(member)s giảm %(n)s bậc so với năm %(year)s, từ hạng %(from)s xuống hạng %(to)s, do %(causes)s; %(total)s."
    ),
    (False, True, False): N_(
        "%(member)s giảm %(n)s bậc so với năm %(year)s, từ hạng %(from)s xuống hạng %(to)s, do %(causes)s."
    ),
    (False, False, True): N_(
        "%(member)s giảm %(n)s bậc so với năm %(year)s, từ hạng %(from)s xuống hạng %(to)s; %(total)s."
    ),
    (False, False, False): N_(
        "%(member)s giảm %(n)s bậc so với năm %(year)s, từ hạng %(from)s xuống hạng %(to)s."
    ),
}


def _causes(year: Year, place: Place, most: int, *, is_rise: bool) -> tuple[Sentence, ...]:
    """The largest gains of a member that rose, the largest losses of one that fell."""
    sign = 1 if is_rise else -1
    gains = [(sign * (part.after - part.before), part) for part in place.parts]
    named = sorted((row for row in gains if row[0] > 0), key=lambda row: -row[0])[:most]
    template = N_("%(part)s tăng %(points)s điểm") if is_rise else N_("%(part)s giảm %(points)s điểm")
    return tuple(
        Sentence(
            template,
            {
                "part": Fragment(part.name, Shape.NAME),
                "points": points(gain, year.at(place, part.code, page=Page.CRITERION)),
            },
        )
        for gain, part in named
    )


def _total(year: Year, place: Place) -> tuple[Sentence, ...]:
    if place.total is None or place.total_before is None:
        return ()
    change = place.total - place.total_before
    if change == 0:
        return (Sentence(N_("tổng điểm không đổi")),)
    values: Values = {"points": points(abs(change), year.at(place, "total"))}
    return (
        Sentence(N_("tổng điểm tăng %(points)s") if change > 0 else N_("tổng điểm giảm %(points)s"), values),
    )
