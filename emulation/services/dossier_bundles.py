"""A dossier in one archive with its manifest (features A5: "one-click ZIP"). Reading: nothing is written."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from sqlalchemy.orm import Session

from emulation.gateways import bundles
from emulation.gateways.bundles import Packed, Piece
from emulation.gateways.files import path_of
from emulation.queries.dossiers import PaperRow
from emulation.queries.rulebook import RuleRow
from emulation.services import dossier_checks
from emulation.services.dossier_checks import Dossier, Task
from emulation.vocabulary.clock import local, local_date
from emulation.vocabulary.dossiers import TaskState
from emulation.vocabulary.errors import NotFound

UNCONFIRMED, CONFIRMED = "Chưa xác nhận", "Đã xác nhận"


def pack(
    session: Session, *, proposal_id: int, folder: Path, now: datetime, made_by: str, limit_mb: int
) -> BinaryIO:
    """The archive as an open file: papers in the order of the task list, then manifest.json and MANIFEST.txt.

    Whoever calls has checked that the reader sees the proposal. Raises NotFound when a paper's bytes are gone.
    """
    today = local_date(now)
    dossier = dossier_checks.examine(session, proposal_id=proposal_id, today=today, limit_mb=limit_mb)
    papers = [(task, row) for task in dossier.tasks for row in task.papers]
    pieces = [_piece(folder, row) for _task, row in papers]
    if not all(piece.place.is_file() for piece in pieces):
        raise NotFound()

    def manifest(packed: Sequence[Packed]) -> tuple[Mapping[str, object], str]:
        values = _values(dossier, papers, packed, now, made_by)
        return values, _text(dossier, papers, packed, now, made_by)

    return bundles.pack(pieces, folder=folder / "arriving", made_at=now, manifest=manifest)


def _piece(folder: Path, row: PaperRow) -> Piece:
    words = [row.kind.replace("_", "-"), f"so-{row.number}" if row.number else "", row.title]
    suffix = PurePosixPath(row.file_name).suffix.lower()
    return Piece(
        words[:2] if row.number else [words[0], words[2]], suffix, path_of(folder, row.sha256), row.sha256
    )


def _values(
    dossier: Dossier,
    papers: Sequence[tuple[Task, PaperRow]],
    packed: Sequence[Packed],
    now: datetime,
    made_by: str,
) -> dict[str, object]:
    """What manifest.json says."""
    place = dossier.place
    return {
        "proposal": {
            "id": place.id,
            "cluster": place.cluster_vi,
            "year": place.year,
            "member": place.member_vi,
            "nominee": place.nominee,
            "award": place.form_vi,
            "award_code": place.form_code,
            "kind": place.kind.value,
            "state": place.state.label,
        },
        "rules_day": dossier.day.isoformat(),
        "regime": [_rule(row) for row in dossier.regime],
        "rules": [_rule(row) for row in dossier.used],
        "papers": [_paper(row, one) for (_task, row), one in zip(papers, packed, strict=True)],
        "missing": [task.kind.code for task in _missing(dossier)],
        "waived": [task.kind.code for task in dossier.tasks if task.state is TaskState.WAIVED],
        "findings": [
            {"code": finding.code, "severity": finding.severity.value, "message": finding.vietnamese}
            for finding in dossier.findings
        ],
        "is_complete": not dossier.blocking,
        "made_at": now.isoformat(),
        "made_by": made_by,
    }


def _missing(dossier: Dossier) -> list[Task]:
    return [
        task
        for task in dossier.tasks
        if task.need.is_required and not task.papers and task.state is not TaskState.WAIVED
    ]


def _rule(row: RuleRow) -> dict[str, object]:
    return {
        "code": row.code,
        "title": row.title,
        "value": row.value,
        "basis": row.basis,
        "confirmed": row.confirmed,
    }


def _paper(row: PaperRow, packed: Packed) -> dict[str, object]:
    return {
        "file": packed.name,
        "sha256": packed.sha256,
        "size": packed.size,
        "is_intact": packed.is_intact,
        "kind": row.kind,
        "title": row.title,
        "number": row.number,
        "dated_on": row.dated_on.isoformat() if row.dated_on else None,
        "origin": row.origin.value,
        "is_signed": row.is_signed,
        "uploaded_as": row.file_name,
    }


def _text(
    dossier: Dossier,
    papers: Sequence[tuple[Task, PaperRow]],
    packed: Sequence[Packed],
    now: datetime,
    made_by: str,
) -> str:
    """What MANIFEST.txt says: the list that is printed and put on top of the dossier."""
    lines = [
        *_head(dossier),
        "",
        "TÀI LIỆU",
        *(_line(row, one) for (_task, row), one in zip(papers, packed, strict=True)),
        *([] if papers else ["(chưa có tài liệu)"]),
        *(f"- THIẾU: {task.kind}" for task in _missing(dossier)),
        *(_waived(task) for task in dossier.tasks if task.state is TaskState.WAIVED),
        "",
        "KIỂM TRA",
        *(f"- {one.code} ({one.severity.label}): {one.vietnamese}" for one in dossier.findings),
        *([] if dossier.findings else ["- Không có lỗi"]),
        "",
        "QUY TẮC ĐÃ DÙNG",
        *map(_rule_line, dossier.used),
        "",
        f"Lập lúc {local(now):%H:%M} ngày {local(now):%d/%m/%Y}, {made_by}",
        "",
    ]
    return "\n".join(lines)


def _head(dossier: Dossier) -> list[str]:
    place = dossier.place
    regimes = [f"Chế độ: {row.value} – {row.basis} ({_confirmation(row)})" for row in dossier.regime]
    return [
        "DANH MỤC HỒ SƠ ĐỀ NGHỊ KHEN THƯỞNG",
        "",
        f"Cụm: {place.cluster_vi}",
        f"Năm thi đua: {place.year}",
        f"Đơn vị: {place.member_vi}",
        f"Được đề nghị: {place.nominee}",
        f"Hình thức: {place.form_vi}",
        f"Quy tắc của ngày: {dossier.day:%d/%m/%Y}",
        *(regimes or ["Chế độ: chưa có quy tắc cho ngày này, cần người quyết định"]),
        f"Tình trạng: còn thiếu {dossier.missing}/{dossier.required} tài liệu bắt buộc",
    ]


def _rule_line(row: RuleRow) -> str:
    return f"- {row.title}: {row.value or '–'}. Căn cứ: {row.basis or '–'} [{_confirmation(row)}]"


def _confirmation(row: RuleRow) -> str:
    return CONFIRMED if row.confirmed else UNCONFIRMED


def _line(row: PaperRow, packed: Packed) -> str:
    number = f", số {row.number}" if row.number else ""
    day = f", ngày {row.dated_on:%d/%m/%Y}" if row.dated_on else ""
    broken = "" if packed.is_intact else "\n    CẢNH BÁO: nội dung khác với tệp đã tải lên"
    return (
        f"- {packed.name}: {row.title}{number}{day}\n    SHA-256 {packed.sha256}, {packed.size} byte{broken}"
    )


def _waived(task: Task) -> str:
    assert task.waiver is not None
    return f"- MIỄN: {task.kind}. Lý do: {task.waiver.reason}. Người đồng ý: {task.waiver.approved_by}"
