"""Dossiers without a fault, as different cities would write them, and thirty ways to spoil one.

Texts are written here by hand after papers of this kind; nothing of them is made by the code under test. Each seed
chooses city, year, numbers and manner: figures or words, "hạng 2/5" or "xếp thứ hai", comma or dot, one line or many.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from emulation.rules.dossiers import Need, PaperKind, Rule
from emulation.rules.lint.facts import Consultation, DossierFacts, PaperFacts, Place, Vote
from emulation.services.dossier_kinds import get_kind, sections
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.dossiers import Requirement
from emulation.vocabulary.kinds import SigningCapacity
from emulation.vocabulary.states import DisclosureState, EligibilityState

CITIES = ("Hà Nội", "TP. Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế")
CLUSTERS = (
    "Cụm thi đua 5 thành phố trực thuộc Trung ương",
    "Cụm thi đua các thành phố trực thuộc Trung ương",
)
UNITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
#: One more than the smallest number of votes that passes for these sizes of a council (handbook 9, ≥ 80 %).
COUNCILS = {9: 8, 11: 9, 13: 11, 15: 13, 17: 15, 21: 18}
ORDINALS = {1: "nhất", 2: "hai", 3: "ba", 4: "tư", 5: "năm"}
SURE = Rule("paper_x.n98", "bắt buộc", "Nghị định 98/2023/NĐ-CP", True)
ASKED = (
    *("submission", "achievement_report", "council_minutes", "council_ballot"),
    *("cluster_submission", "score_table", "preparatory_minutes", "conference_minutes", "cluster_ballot"),
)


def spelled(number: int) -> str:
    """A number of votes in words."""
    if number < 10:
        return UNITS[number]
    tens, ones = divmod(number, 10)
    head = "mười" if tens == 1 else f"{UNITS[tens]} mươi"
    tail = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, UNITS[ones])
    return f"{head} {tail}".strip()


def comma(value: Decimal, manner: int) -> str:
    """983.5 as "983,50", "983,5" or "983.50"."""
    text = f"{value:.2f}"
    return (text.replace(".", ","), text.rstrip("0").rstrip(".").replace(".", ","), text)[manner % 3]


@dataclass(frozen=True)
class Story:
    """What one dossier is about."""

    city: str
    year: int
    members: int
    votes: int
    rank: int
    count: int
    total: Decimal
    cluster: str
    manner: int
    meeting: date
    sent: date

    @classmethod
    def told(cls, seed: int) -> "Story":
        """The story of a seed."""
        dice = Random(seed)
        year, members = dice.randint(2019, 2025), dice.choice(list(COUNCILS))
        meeting = date(year + 1, 3, dice.randint(1, 14))
        return cls(
            city=dice.choice(CITIES),
            year=year,
            members=members,
            votes=COUNCILS[members],
            rank=dice.randint(1, 4),
            count=dice.choice((5, 6)),
            total=Decimal(dice.randint(70_000, 99_900)) / 100,
            cluster=dice.choice(CLUSTERS),
            manner=seed,
            meeting=meeting,
            sent=meeting + timedelta(days=dice.randint(1, 12)),
        )

    @property
    def said_votes(self) -> str:
        """The votes as minutes write them."""
        n, of, words = self.votes, self.members, spelled(self.votes)
        return (
            f"Số phiếu đồng ý: {n}/{of} phiếu.",
            f"Có {n}/{of} thành viên bỏ phiếu đồng ý ({of}/{of} thành viên có mặt).",
            f"{n} ({words}) phiếu đồng ý, {of - n} phiếu không đồng ý.",
            f"{words.capitalize()} phiếu tán thành trên tổng số {of} thành viên Hội đồng.",
            f"Kết quả đạt {n}/{of} phiếu; số phiếu không đồng ý: {of - n}.",
            f"Hội đồng nhất trí {n}/{of} phiếu.",
        )[self.manner % 6]

    @property
    def said_rank(self) -> str:
        """The place as reports write it, beside places elsewhere and in other years that are none of it."""
        other = 1 + self.rank % 4
        here = (
            f"Năm {self.year} thành phố xếp hạng {self.rank}/{self.count} trong cụm.",
            f"Kết quả chấm điểm: thành phố đứng thứ {ORDINALS[self.rank]} trên {self.count} đơn vị.",
            f"Thành phố xếp thứ {self.rank}/{self.count}.",
        )[self.manner % 3]
        return f"{here} Năm {self.year - 1} xếp hạng {other}/5. Chỉ số PCI xếp thứ {other} cả nước."

    @property
    def said_total(self) -> str:
        """The points as reports write them."""
        points = comma(self.total, self.manner)
        return (f"Tổng điểm {points} điểm.", f"Đạt {points}/1.000 điểm.", f"Tổng số điểm: {points}.")[
            self.manner % 3
        ]


HEAD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
LAWS = (
    "Căn cứ Luật Thi đua, khen thưởng năm 2022; Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023;"
    " Quyết định công nhận kết quả thi đua năm 2018.\n"
)


def texts_of(story: Story) -> dict[str, str]:
    """The words of each paper."""
    award = f"Cờ thi đua của Chính phủ năm {story.year}"
    place = f"{story.said_rank} {story.said_total}\n"
    day = f"{story.city}, ngày {story.sent.day:02d} tháng {story.sent.month} năm {story.sent.year}\n"
    sign = ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")[
        story.manner % 2
    ]
    named = story.cluster if story.manner % 3 else story.cluster.upper()
    minutes = f"{HEAD}BIÊN BẢN\nHọp Hội đồng Thi đua - Khen thưởng xét khen thưởng năm {story.year}\n"
    return {
        "submission": f"{HEAD}{day}TỜ TRÌNH\nVề việc tặng {award}\n"
        f"{LAWS}{place}{story.said_votes}\n{sign}\nNơi nhận: Q. 1",
        "achievement_report": f"{HEAD}BÁO CÁO THÀNH TÍCH\nĐề nghị tặng {award}\n"
        f"{LAWS}{place}So với năm {story.year - 1} tăng.\n{sign}",
        "council_minutes": f"{minutes}Đơn vị dẫn đầu {named}. {story.said_votes}\n",
        "council_ballot": f"{HEAD}BIÊN BẢN KIỂM PHIẾU\n{story.said_votes}\n",
        "cluster_submission": f"{HEAD}TỜ TRÌNH\nĐề nghị khen thưởng năm {story.year}; "
        f"phương hướng công tác thi đua năm {story.year + 1}\n"
        f"{place}Số phiếu đồng ý: {story.count}/{story.count}\nKT. CHỦ TỊCH",
        "score_table": f"BẢNG TỔNG HỢP ĐIỂM THI ĐUA NĂM {story.year}\n",
        "preparatory_minutes": f"BIÊN BẢN\nHọp trù bị tổng kết công tác thi đua năm {story.year}\n",
        "conference_minutes": "BIÊN BẢN\nHội nghị tổng kết phong trào thi đua, "
        f"ký kết giao ước thi đua năm {story.year + 1}\n",
        "cluster_ballot": f"BIÊN BẢN KIỂM PHIẾU CỦA CỤM\n{story.count}/{story.count} phiếu đồng ý\n",
    }


def correct(seed: int) -> DossierFacts:
    """A dossier without a fault."""
    story = Story.told(seed)
    days = {
        "submission": story.sent,
        "cluster_submission": story.sent,
        "council_minutes": story.meeting,
        "council_ballot": story.meeting,
        "preparatory_minutes": story.meeting - timedelta(days=5),
        "cluster_ballot": story.meeting - timedelta(days=2),
    }
    texts = texts_of(story)
    papers = tuple(
        _paper(number, get_kind(code), story, texts[code], days.get(code), seed)
        for number, code in enumerate(ASKED)
    )
    return DossierFacts(
        year=story.year,
        day=story.sent + timedelta(days=3),
        today=story.sent + timedelta(days=20),
        cluster_names=(story.cluster,),
        needs=tuple(Need(get_kind(code), Requirement.REQUIRED, (SURE,)) for code in ASKED),
        papers=papers,
        report_forms=frozenset({"02"}),
        sections=tuple((one.code, one.title, "") for one in sections()),
        thresholds=((PollBody.CITY_COUNCIL, (SURE,)), (PollBody.CLUSTER, (SURE,))),
        votes=(
            _vote(story),
            Vote(PollBody.CLUSTER, story.meeting - timedelta(days=2), story.count, story.count),
        ),
        place=Place(story.rank, story.count, story.total),
        sent_on=story.sent,
        received_on=story.sent + timedelta(days=3),
        consultation=Consultation(DisclosureState.REPORTED, story.sent - timedelta(days=1), 0),
        cluster_in_minutes=(SURE,),
        used_rules=(SURE,),
    )


def _vote(story: Story) -> Vote:
    n, of = story.votes, story.members
    full = {
        "against": of - n,
        "blank": 0,
        "invalid": 0,
        "present": of,
        "written": 0,
        "issued": of,
        "returned": of,
    }
    known = full if story.manner % 2 else {}
    return Vote(PollBody.CITY_COUNCIL, story.meeting, of, n, **known)


def _paper(number: int, kind: PaperKind, story: Story, text: str, day: date | None, seed: int) -> PaperFacts:
    names = (
        f"{kind.code}.pdf",
        f"{kind.code}-nam-{story.year}.pdf",
        f"{number:02d}_{kind.code}_{story.sent:%Y%m%d}.docx",
    )
    named = kind.names_year and kind.code != "conference_minutes"
    return PaperFacts(
        id=number + 1,
        kind=kind,
        title=f"{kind} năm {story.year}" if named else kind.name_vi,
        number=f"{40 + number}/TTr-UBND" if seed % 2 else "",
        dated_on=day,
        work_year=story.year if seed % 3 else None,
        signer="Nguyễn Văn An",
        capacity=kind.capacities[seed % len(kind.capacities)] if kind.capacities else None,
        report_form=("Mẫu số 02", "02", "2", "")[seed % 4] if kind.code == "achievement_report" else "",
        is_signed=True,
        is_readable=True,
        is_made=False,
        text=text,
        file_name=names[seed % 3],
        size=20_000 + number,
        sha256=f"{number:064x}",
    )


Spoil = Callable[[DossierFacts], DossierFacts]


def paper(facts: DossierFacts, code: str, **values: Any) -> DossierFacts:
    """The dossier with other values for one paper; a value may be made of the old one."""
    papers = []
    for one in facts.papers:
        if one.kind.code == code:
            new = {n: v(getattr(one, n)) if callable(v) else v for n, v in values.items()}
            one = replace(one, **new)
        papers.append(one)
    return replace(facts, papers=tuple(papers))


def without(facts: DossierFacts, code: str) -> DossierFacts:
    """The dossier without a kind of paper."""
    return replace(facts, papers=tuple(one for one in facts.papers if one.kind.code != code))


def vote(facts: DossierFacts, **values: Any) -> DossierFacts:
    """The dossier with other values of the council's record."""
    return replace(facts, votes=(replace(facts.votes[0], **values), facts.votes[1]))


def _words(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


def _last_year(facts: DossierFacts) -> Callable[[str], str]:
    return _words(f"năm {facts.year}", f"năm {facts.year - 1}")


def _blank_report(facts: DossierFacts) -> DossierFacts:
    told = tuple(
        (code, "Kết quả năm qua được nêu đủ trong phần này." * 2) for code, _title, _text in facts.sections
    )
    emptied = (*told[:-1], (told[-1][0], "…………"))
    return paper(facts, "achievement_report", is_made=True, text="", sections=emptied)


#: Name → how a correct dossier is spoilt, and the rule that has to say so.
FAULTS: Mapping[str, tuple[Spoil, str]] = {
    "the submission is missing": (lambda f: without(f, "submission"), "L01"),
    "the report is missing": (lambda f: without(f, "achievement_report"), "L01"),
    "the council's ballot is missing": (lambda f: without(f, "council_ballot"), "L01"),
    "the report's title names last year": (lambda f: paper(f, "achievement_report", title=_last_year(f)), "L02"),
    "the report's heading names last year": (lambda f: paper(
        f, "achievement_report", text=_words(f"phủ năm {f.year}", f"phủ năm {f.year - 1}")), "L02"),
    "a file's name names next year": (lambda f: paper(
        f, "submission", file_name=f"to-trinh-nam-{f.year + 1}.pdf"), "L02"),
    "the field of the year is wrong": (lambda f: paper(f, "score_table", work_year=f.year - 2), "L02"),
    "the council has not voted": (lambda f: replace(f, votes=f.votes[1:]), "L03"),
    "no rule tells the council's share": (lambda f: replace(
        f, thresholds=((PollBody.CITY_COUNCIL, ()), f.thresholds[1])), "L03"),
    "the submission is older than the vote": (lambda f: paper(
        f, "submission", dated_on=f.votes[0].held_on - timedelta(days=1)), "L04"),
    "the submission is of the day of the vote": (lambda f: paper(
        f, "submission", dated_on=f.votes[0].held_on), "L04"),
    "the meeting is after the vote": (lambda f: paper(
        f, "council_minutes", dated_on=f.votes[0].held_on + timedelta(days=1)), "L04"),
    "the dossier was received before it was written": (lambda f: replace(
        f, sent_on=None, received_on=f.votes[0].held_on), "L04"),
    "a paper comes from the future": (lambda f: paper(
        f, "score_table", dated_on=f.today + timedelta(days=1)), "L04"),
    "the minutes name no cluster": (lambda f: paper(f, "council_minutes", text=lambda text: text.replace(
        f.cluster_names[0], "khối").replace(f.cluster_names[0].upper(), "khối")), "L05"),
    "the minutes tell one vote less": (lambda f: paper(
        f, "council_minutes", text=lambda text: f"{text.split('. ')[0]}. {f.votes[0].votes_for - 1}/"
        f"{f.votes[0].members} phiếu đồng ý"), "L06"),
    "the ballot tells another council": (lambda f: paper(
        f, "council_ballot", text=f"{f.votes[0].votes_for}/{f.votes[0].members + 2} phiếu đồng ý"), "L06"),
    "figures and words differ": (lambda f: paper(
        f, "council_ballot", text=f"{f.votes[0].votes_for} ({spelled(f.votes[0].votes_for - 1)}) phiếu đồng ý"), "L06"),
    "the record does not add up": (lambda f: vote(
        f, returned=f.votes[0].members, against=3, blank=3, invalid=3, present=None, written=None, issued=None), "L06"),
    "the submission is signed by order": (lambda f: paper(
        f, "submission", capacity=SigningCapacity.BY_ORDER), "L07"),
    "an acting chairman signs": (lambda f: paper(
        f, "submission", text=lambda text: text + "\nQ. CHỦ TỊCH"), "L07"),
    "the report tells a better place": (lambda f: paper(
        f, "achievement_report", text=f"Thành phố xếp hạng {f.place.rank % 5 + 1}/{f.place.member_count}"), "L08"),  # type: ignore[operator]
    "the submission tells more points": (lambda f: paper(
        f, "submission", text="Thành phố đạt tổng điểm 1.002,25 điểm"), "L08"),
    "one file stands twice": (lambda f: paper(f, "council_ballot", sha256=f.papers[0].sha256), "L09"),
    "a letter is a picture": (lambda f: paper(f, "submission", file_name="to-trinh.png"), "L09"),
    "minutes are a scan": (lambda f: paper(f, "council_minutes", is_readable=False, text=""), "L09"),
    "the submission is not signed": (lambda f: paper(f, "submission", is_signed=False), "L09"),
    "a section of the report is dots": (_blank_report, "L10"),
    "the report has a gap": (lambda f: paper(
        f, "achievement_report", text=lambda text: text + "\nSố cán bộ: ………… người"), "L10"),
    "the Certificate is proposed too": (lambda f: replace(
        f, other_forms=("Bằng khen của Thủ tướng Chính phủ",), one_form_rules=(SURE,)), "L11"),
    "the unit is suspended": (lambda f: replace(
        f, eligibility=EligibilityState.SUSPENDED, eligibility_reason="Đang thanh tra"), "L12"),
    "the unit was merged": (lambda f: replace(f, dissolved_on=f.day), "L12"),
    "the report follows the old form": (lambda f: paper(f, "achievement_report", report_form="Mẫu số 01"), "L13"),
    "people may still comment": (lambda f: replace(
        f, consultation=Consultation(DisclosureState.OPEN, f.today + timedelta(days=3), 0)), "L14"),
    "a comment has no answer": (lambda f: replace(
        f, consultation=Consultation(DisclosureState.CLOSED, f.today - timedelta(days=3), 1)), "L14"),
    "nobody asked the public": (lambda f: replace(f, consultation=None, disclosure_rules=(SURE,)), "L14"),
    "a rule is not confirmed": (lambda f: replace(
        f, used_rules=(SURE, Rule("copies.now", "01", "", False))), "L15"),
}  # fmt: skip
