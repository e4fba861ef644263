"""The catalogue of papers: complete, readable, and in step with the rulebook."""

import pytest

from emulation.gateways import seeds
from emulation.gateways.inspection import KINDS
from emulation.services import dossier_kinds
from emulation.vocabulary.award_kinds import NomineeKind
from emulation.vocabulary.errors import NotFound

#: Kinds for which handbook 10 knows no row of the rulebook.
WITHOUT_RULE = {"other"}


def test_every_kind_has_its_rows_and_every_row_its_kind() -> None:
    """Red when a kind of config/dossiers.toml is renamed."""
    heads = {row["code"].split(".")[0] for row in seeds.legal_rules() if row["code"].startswith("paper_")}
    kinds = [kind for kind in dossier_kinds.kinds() if kind.code not in WITHOUT_RULE]
    assert {kind.head(who) for kind in kinds for who in NomineeKind} == heads


def test_kinds_are_complete() -> None:
    for kind in dossier_kinds.kinds():
        assert kind.name_vi and kind.name_en
        assert kind.files
        assert set(kind.files) <= set(KINDS)
    assert dossier_kinds.get_kind("submission").made
    with pytest.raises(NotFound):
        dossier_kinds.get_kind("khong_co")


def test_sections_of_the_report() -> None:
    assert [one.code for one in dossier_kinds.sections()] == [
        *("situation", "results", "compliance", "organisations", "honours", "measures"),
    ]
