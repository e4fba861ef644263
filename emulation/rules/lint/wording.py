"""What the words of a paper claim: years, votes, places, in whose name it is signed. Folded text, no guessing.

A claim is found only where the sentence says what the number is; a text that says nothing claims nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from emulation.vocabulary.vietnamese import fold

#: The heading of a paper: its type, what it is about, to whom it goes.
HEADING = 1500
_YEAR = re.compile(r"\bnam (20\d\d)\b")
#: Words that make a year in a heading the year of the work.
_WORK = re.compile(r"thanh tich|thi dua|khen thuong|tong ket|ket qua|cong tac")
#: Words behind which another year stands rightly: days, laws, comparisons, honours of the past.
_ELSEWHERE = re.compile(
    r"\bthang \d{1,2} $|luat|nghi dinh|thong tu|quyet dinh|chi thi|nghi quyet|huong dan|quy che|so voi|giai doan"
    r"|\btu $|\bden $|\btruoc|lien tuc|da duoc|duoc tang|duoc cong nhan|nhung $"
)
_NEXT_YEAR = re.compile(r"hoi nghi|phuong huong|nhiem vu|phat dong|ky ket|giao uoc")
_SENTENCE = re.compile(r"[.;:!?](?=\s)")
_FILE_YEAR = re.compile(r"(?<![a-z])nam[ _.-]*(20\d\d)(?!\d)")

_WORDS = (
    "khong mot hai ba bon nam sau bay tam chin muoi muoi_mot muoi_hai muoi_ba muoi_bon muoi_lam muoi_sau muoi_bay "
    "muoi_tam muoi_chin hai_muoi hai_muoi_mot hai_muoi_hai hai_muoi_ba hai_muoi_bon hai_muoi_lam"
)
#: Numbers of votes in words, folded; "mười lăm" is fifteen.
NUMBERS = {word.replace("_", " "): number for number, word in enumerate(_WORDS.split())}
_IN_WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
_COUNT = rf"(\d{{1,3}}|{_IN_WORDS})"
_SPELLED = rf"(?: ?\(({_IN_WORDS})(?: phieu)?\))?"
_FOR = r"(?:dong y|tan thanh|thuan|nhat tri)"
_BASE = r"(?: ?/ ?(?:tong so )?(\d{1,3}))?"
#: "8/9 phiếu đồng ý", "8 (tám) phiếu tán thành"; "số phiếu đồng ý: 8/9"; "đồng ý 8 phiếu"; "đạt 8/9 phiếu".
_VOTERS = r"(?: thanh vien| dong chi| nguoi| y kien| phieu)+ (?:bo phieu )?"
_COUNTED = rf"(?<![\d/,.]){_COUNT}{_SPELLED}{_BASE}{_VOTERS}{_FOR}"
_NAMED = rf"so phieu {_FOR}(?: la)? ?:? ?{_COUNT}{_SPELLED}{_BASE}"
_AGREED = rf"(?<!khong ){_FOR} ?:? ?{_COUNT}{_SPELLED}{_BASE} (?:phieu|thanh vien|y kien)"
_REACHED = rf"dat {_COUNT}{_SPELLED} ?/ ?(\d{{1,3}}) (?:phieu|thanh vien|y kien)(?! co mat)"
_REFUSED = rf"(?<![\d/,.]){_COUNT}{_SPELLED} phieu khong dong y"
_NAMED_REFUSED = rf"so phieu khong dong y(?: la)? ?:? ?{_COUNT}"
_VOTES = (re.compile(_COUNTED), re.compile(_NAMED), re.compile(_AGREED), re.compile(_REACHED))
_AGAINST = (re.compile(_REFUSED), re.compile(_NAMED_REFUSED))

_ORDINALS = {
    "nhat": 1,
    "hai": 2,
    "ba": 3,
    "tu": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
}
_PLACED = (
    rf"(?:xep|dung)(?: hang)? thu (\d{{1,2}}|{'|'.join(_ORDINALS)})\b"
    r"(?: ?(?:/|tren|trong)(?: tong so| so)? ?(\d{1,2})(?: thanh pho| don vi| thanh vien)?)?"
)
_RANKS = (re.compile(r"(?:xep )?hang (\d{1,2}) ?/ ?(\d{1,2})"), re.compile(_PLACED))
_TOTALS = (
    re.compile(
        r"tong (?:so )?diem(?: thi dua| cham| chung| la| dat| cua [a-z ]{1,40})* ?:? ?(\d[\d.,]*\d|\d)"
    ),
    re.compile(r"dat (\d[\d.,]*\d|\d)(?: ?/ ?1[.]?000)? diem"),
)
#: Places elsewhere than in the cluster.
_OTHER_TABLE = re.compile(
    r"ca nuoc|toan quoc|\bpci\b|\bpapi\b|\bpar ?index\b|\bsipas\b|\bddci\b|chi so|khu vuc"
)

_CAPACITY = re.compile(
    r"(?<![A-Za-z\u00c0-\u1ef9.])(TM|KT|TL|TUQ|Q)\.\s{0,2}(?=[A-Z\u00c0-\u00de\u0110\u1ea0-\u1ef8]{2,})"
)
_PLACEHOLDER = re.compile(r"…{2,}|\.{8,}|\[[ .…_]*\]|_{6,}")


@dataclass(frozen=True)
class VoteClaim:
    """A number of votes that a sentence tells; `spelled` is the same number in words beside it."""

    votes: int
    base: int | None = None
    spelled: int | None = None


def plain(text: str) -> str:
    """Folded, on one line: how every claim is looked for."""
    return fold(text.replace("\n", " "))


def heading_years(text: str) -> Iterator[tuple[int, bool]]:
    """The years that a heading gives to the work, each with whether the sentence may speak of the year after."""
    head = plain(text[:HEADING])
    for found in _YEAR.finditer(head):
        before = _SENTENCE.split(head[max(0, found.start() - 110) : found.start()])[-1]
        if _ELSEWHERE.search(before) or not _WORK.search(before):
            continue
        yield int(found[1]), bool(_NEXT_YEAR.search(before))


def title_years(title: str) -> Iterator[tuple[int, bool]]:
    """The years of a title: every one counts, but those of days, laws and past honours."""
    folded = plain(title)
    for found in _YEAR.finditer(folded):
        before = folded[: found.start()]
        if not _ELSEWHERE.search(before):
            yield int(found[1]), bool(_NEXT_YEAR.search(before))


def file_years(name: str) -> list[int]:
    """The years that a file's name calls so: "bao-cao-nam-2024.pdf". Days and numbers of papers are none."""
    return [int(year) for year in _FILE_YEAR.findall(plain(name))]


def votes_for(text: str) -> list[VoteClaim]:
    """The numbers of votes for that the words tell."""
    return _claims(text, _VOTES)


def votes_against(text: str) -> list[int]:
    """The numbers of votes against that the words tell."""
    return [claim.votes for claim in _claims(text, _AGAINST)]


def _claims(text: str, patterns: tuple[re.Pattern[str], ...]) -> list[VoteClaim]:
    folded = plain(text)
    found = []
    for pattern in patterns:
        for told in pattern.finditer(folded):
            spelled = NUMBERS.get(told[2]) if pattern.groups > 1 and told[2] else None
            base = told[3] if pattern.groups > 2 else None
            found.append(VoteClaim(_count(told[1]), int(base) if base else None, spelled))
    return found


def _count(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]


def ranks(text: str, year: int) -> list[tuple[int, int | None]]:
    """The places in the cluster's table of this year that the words tell: rank, and of how many if they say so."""
    found = []
    for told in _of_this_table(text, _RANKS, year):
        rank = int(told[1]) if told[1].isdigit() else _ORDINALS[told[1]]
        found.append((rank, int(told[2]) if told[2] else None))
    return found


def totals(text: str, year: int) -> list[Decimal]:
    """The total points of this year that the words tell."""
    return [_number(told[1]) for told in _of_this_table(text, _TOTALS, year)]


def _of_this_table(text: str, patterns: tuple[re.Pattern[str], ...], year: int) -> Iterator[re.Match[str]]:
    folded = plain(text)
    for pattern in patterns:
        for told in pattern.finditer(folded):
            before = _SENTENCE.split(folded[max(0, told.start() - 140) : told.start()])[-1]
            after = _SENTENCE.split(folded[told.end() : told.end() + 60])[0]
            named = [int(other) for other in _YEAR.findall(before + told[0] + after)]
            if not _OTHER_TABLE.search(before + after) and (not named or year in named):
                yield told


def _number(written: str) -> Decimal:
    """ "983,50", "983.50", "1.002,5" and "1.002" as numbers: a dot before exactly three digits parts thousands."""
    text = written.strip(".,")
    if "," in text:
        return Decimal(text.replace(".", "").replace(",", ".", 1).replace(",", ""))
    whole, dot, rest = text.rpartition(".")
    return Decimal(text) if dot and len(rest) != 3 and "." not in whole else Decimal(text.replace(".", ""))


def capacities(text: str) -> list[str]:
    """The marks before signatures, in their order: "TM", "KT", "Q", "TL", "TUQ"."""
    return _CAPACITY.findall(text)


def placeholders(text: str) -> int:
    """How many places somebody still has to fill in."""
    return len(_PLACEHOLDER.findall(text))


def cluster_key(name: str) -> str:
    """A cluster's name without how many members it has: "Cụm thi đua 5 thành phố" is "Cụm thi đua các thành phố"."""
    words = re.sub(r"[^a-z0-9 ]+", " ", plain(name)).split()
    return " ".join(word for word in words if not word.isdigit() and word not in _HOW_MANY)


_HOW_MANY = frozenset({"cac", "hai", "ba", "bon", "nam", "sau", "bay"})
