"""What a dossier holds and says: papers, years, signatures, sections, forms (L01, L02, L07, L10, L13)."""

from collections.abc import Iterable, Iterator

from emulation.rules.dossiers import REPORT, SHORTEST_SECTION, form_number
from emulation.rules.lint import wording
from emulation.rules.lint.facts import DossierFacts, PaperFacts
from emulation.rules.lint.findings import Finding, blocks, warns
from emulation.vocabulary.vietnamese import nfc
from emulation.vocabulary.words import N_

#: Marks before signatures as they stand in papers, by the code of the capacity.
MARKS = {"tm": "TM", "kt": "KT", "tl": "TL", "tuq": "TUQ"}


def is_missing(facts: DossierFacts, code: str) -> bool:
    """Whether a required kind of paper is neither there nor waived."""
    return not facts.of_kind(code) and code not in facts.waived


def required(facts: DossierFacts) -> Iterator[Finding]:
    """L01: a required paper is missing for this award and regime."""
    wanted = [need for need in facts.needs if need.is_required]
    missing = [need for need in wanted if is_missing(facts, need.kind.code)]
    for need in missing:
        message = N_("Thiếu “%(paper)s” (còn thiếu %(missing)s/%(all)s tài liệu bắt buộc).")
        yield blocks("L01", message, need.kind.code, paper=need.kind, missing=len(missing), all=len(wanted))
    if not any(need.rules for need in facts.needs):
        message = N_("Chưa có quy tắc về tài liệu cho ngày %(day)s: cần người quyết định hồ sơ gồm những gì.")
        yield warns("L01", message, day=f"{facts.day:%d/%m/%Y}")


def work_year(facts: DossierFacts) -> Iterator[Finding]:
    """L02: a wrong work year in what is said of a paper, its title, its heading or its file's name."""
    for paper in facts.papers:
        wrong = next(_wrong_years(facts, paper), None)
        if wrong is not None:
            where, found = wrong
            message = N_("“%(paper)s” ghi năm %(found)s ở %(where)s; năm thi đua của hồ sơ là %(year)s.")
            yield blocks(
                "L02",
                message,
                paper.kind.code,
                paper=paper.kind,
                found=found,
                where=where,
                year=facts.year,
            )


def _wrong_years(facts: DossierFacts, paper: PaperFacts) -> Iterator[tuple[str, int]]:
    if paper.work_year is not None and paper.work_year != facts.year:
        yield N_("ô năm thi đua"), paper.work_year
    if not paper.kind.names_year:
        return
    places: list[tuple[str, Iterable[tuple[int, bool]]]] = [
        (N_("tiêu đề"), wording.title_years(paper.title)),
        (N_("phần đầu văn bản"), wording.heading_years(paper.text)),
        (N_("tên tệp"), ((year, False) for year in wording.file_years(paper.file_name))),
    ]
    for where, years in places:
        for year, may_be_next in years:
            if year != facts.year and not (may_be_next and year == facts.year + 1):
                yield where, year


def signed_as(facts: DossierFacts) -> Iterator[Finding]:
    """L07: the signer signs in a capacity that this kind of paper does not know."""
    for paper in facts.papers:
        allowed = {MARKS[one.value] for one in paper.kind.capacities}
        if not allowed:
            continue
        told = [MARKS[paper.capacity.value]] if paper.capacity else []
        wrong = next((mark for mark in [*told, *wording.capacities(paper.text)] if mark not in allowed), None)
        if wrong is not None:
            message = N_("“%(paper)s” ký “%(wrong)s.”; tài liệu này chỉ được ký %(allowed)s.")
            names = ", ".join(f"“{mark}.”" for mark in MARKS.values() if mark in allowed)
            yield blocks("L07", message, paper.kind.code, paper=paper.kind, wrong=wrong, allowed=names)


def filled_in(facts: DossierFacts) -> Iterator[Finding]:
    """L10: a section of the achievement report says nothing, or a place in it is still to be filled in."""
    reports = facts.of_kind(REPORT)
    for report in reports:
        if report.is_made:
            continue
        gaps = wording.placeholders(report.text)
        if gaps:
            message = N_("“%(paper)s” còn %(n)s chỗ để trống (dấu chấm, ngoặc vuông).")
            yield blocks("L10", message, REPORT, paper=report.kind, n=gaps)
    if any(report.is_made for report in reports):
        titles = {code: title for code, title, _text in facts.sections}
        told = [
            (titles.get(code, code), text) for one in reports if one.is_made for code, text in one.sections
        ]
    elif not reports and any(text for _code, _title, text in facts.sections):
        told = [(title, text) for _code, title, text in facts.sections]
    else:
        return
    blank = [title for title, text in told if is_blank(text)]
    if blank:
        message = N_("Báo cáo thành tích còn thiếu %(n)s/%(all)s phần: %(titles)s.")
        yield blocks("L10", message, REPORT, "report", n=len(blank), all=len(told), titles="; ".join(blank))


def is_blank(text: str) -> bool:
    """Whether a section says nothing: shorter than a sentence, or dots and brackets to be filled in."""
    said = nfc(text)
    return len(said.strip(" .…_[]()-")) < SHORTEST_SECTION or wording.placeholders(said) > 0


def report_form(facts: DossierFacts) -> Iterator[Finding]:
    """L13: the report is written on another form than the regime of the receipt date asks for."""
    if not facts.report_forms:
        return
    for report in facts.of_kind(REPORT):
        if report.report_form and form_number(report.report_form) not in facts.report_forms:
            message = N_("“%(paper)s” theo mẫu %(found)s; hồ sơ ngày %(day)s phải theo mẫu %(wanted)s.")
            yield blocks(
                "L13",
                message,
                REPORT,
                paper=report.kind,
                found=form_number(report.report_form),
                day=f"{facts.day:%d/%m/%Y}",
                wanted=", ".join(sorted(facts.report_forms)),
            )
