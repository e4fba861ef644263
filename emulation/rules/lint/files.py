"""The files of a dossier: kind, size, the same twice, unreadable, unsigned (L09)."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from emulation.rules.lint.facts import DossierFacts, PaperFacts
from emulation.rules.lint.findings import Finding, blocks, warns
from emulation.vocabulary.words import N_

MB = 1024 * 1024


def sound(facts: DossierFacts) -> Iterator[Finding]:
    """L09: a file of the wrong kind, too large, empty, there twice, unreadable, or without a signature."""
    seen: dict[str, PaperFacts] = {}
    for paper in facts.papers:
        yield from _of_file(facts, paper)
        yield from _of_copy(paper)
        twin = seen.setdefault(paper.sha256, paper)
        if twin is not paper:
            message = N_("Tệp của “%(paper)s” trùng nội dung với tệp của “%(twin)s”.")
            yield blocks("L09", message, paper.kind.code, paper=paper.kind, twin=twin.kind)


def _of_file(facts: DossierFacts, paper: PaperFacts) -> Iterator[Finding]:
    kind = paper.kind.code
    suffix = PurePosixPath(paper.file_name).suffix.lower()
    if suffix not in paper.kind.files:
        message = N_("Tệp “%(name)s” của “%(paper)s” phải là %(kinds)s.")
        kinds = ", ".join(paper.kind.files)
        yield blocks("L09", message, kind, name=paper.file_name, paper=paper.kind, kinds=kinds)
    if not 0 < paper.size <= facts.limit_mb * MB:
        message = N_("Tệp “%(name)s” của “%(paper)s” rỗng hoặc vượt quá %(limit)s MB.")
        yield blocks("L09", message, kind, name=paper.file_name, paper=paper.kind, limit=facts.limit_mb)


def _of_copy(paper: PaperFacts) -> Iterator[Finding]:
    kind = paper.kind.code
    is_checked = paper.kind.names_year or paper.kind.tells_votes or paper.kind.tells_place
    if is_checked and not paper.is_readable and not paper.is_made:
        message = N_("“%(paper)s” không đọc được chữ, cần người kiểm tra.")
        yield warns("L09", message, kind, paper=paper.kind)
    if paper.kind.signed and not paper.is_signed:
        message = N_("“%(paper)s” chưa ký số: bản điện tử chưa có giá trị như bản gốc.")
        yield warns("L09", message, kind, paper=paper.kind)
