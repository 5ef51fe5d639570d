"""The rules of the project with what they need of the contracts: the one place where the two rooms meet."""

from __future__ import annotations

from pathlib import Path

from expectations.rule import DatasetFacts, Rule, load_rules
from sources.contract import MASK, OWN_PUBLISHER, Contract, all_contracts, personal_names


def project_rules(folder: Path) -> list[Rule]:
    """Every rule of ``folder``, expanded over the datasets that have a contract."""
    masks = dict.fromkeys(sorted(personal_names()), MASK)
    return load_rules(folder, [_facts(contract) for contract in all_contracts().values()], masks)


def _facts(contract: Contract) -> DatasetFacts:
    measure = contract.measure
    code = next((column for column in contract.columns if column.name_column), None)
    return DatasetFacts(
        publisher=contract.publisher,
        dataset=contract.dataset,
        relation=contract.relation,
        title_es=contract.title_es,
        title_en=contract.title_en,
        owner_es=contract.owner_es,
        owner_en=contract.owner_en,
        key=contract.key,
        # A measure without a lower bound may be negative (reversals of expenditure): nothing is asked of its sign.
        measure=measure.name if measure and measure.minimum is not None else None,
        unit=(measure.unit if measure else None) or "",
        is_totalled=contract.layout.control_total is not None,
        is_published=contract.publisher != OWN_PUBLISHER,
        code_column=code.name if code else "",
        name_column=(code.name_column or "") if code else "",
    )
