"""``indicators.sdmx.csv``, read by sdmx1, a public reader of SDMX-CSV 2.

The reader needs the structure that the file names, and no registry has it: it is written here, six dimensions, one measure and
the attributes. sdmx1 checks the columns in fixed order, the kind of structure and the action, and finds each dimension by name;
the keys, the numbers and the code list OBS_STATUS are checked on what it read.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sdmx
from scenario import Warehouse
from sdmx.model import common, v30

DIMENSIONS = ("INDICATOR", "REF_AREA_LEVEL", "REF_AREA", "TIME_PERIOD", "READING", "CUTOFF_DATE")
ATTRIBUTES = (
    "OBS_STATUS", "UNIT_MEASURE", "DECIMALS", "REF_AREA_NAME", "VERDICT", "EVIDENCE", "EDITION",
    "COMMENT_OBS_ES", "COMMENT_OBS_EN", "COMMENT_DSET_ES", "COMMENT_DSET_EN",
)  # fmt: skip
# CL_OBS_STATUS 2.2: without a number these, with one the others.
WITHOUT_NUMBER, WITH_NUMBER = set("HLMOQ"), set("ABDEFGIJKNPSUVW")


def dataflow() -> v30.Dataflow:
    agency = common.Agency(id="CSAD")
    structure = v30.DataStructureDefinition(id="DSD_INDICATORS", version="1.0", maintainer=agency)
    for name in DIMENSIONS:
        structure.dimensions.getdefault(name)
    structure.measures.getdefault("OBS_VALUE")
    for name in ATTRIBUTES:
        structure.attributes.getdefault(name)
    return v30.Dataflow(id="DF_INDICATORS", version="1.0", maintainer=agency, structure=structure)


def observations(folder: Path) -> list[Any]:
    message = sdmx.read_sdmx(folder / "indicators.sdmx.csv", structure=dataflow())
    (dataset,) = message.data
    assert dataset.action == common.ActionType.information
    return list(dataset.obs)


def attribute(observation: Any, name: str) -> str:
    return str(observation.attached_attribute[name].value)


def faults(folder: Path) -> list[tuple[str, str]]:
    """Keys that are not whole or not unique, and values that do not go with their status."""
    found, seen = [], set()
    for one in observations(folder):
        key = tuple(str(one.dimension[name].value) for name in DIMENSIONS)
        number, status = str(one.value or ""), attribute(one, "OBS_STATUS")
        if not all(key):
            found.append((str(key), "an empty dimension"))
        if key in seen:
            found.append((str(key), "twice"))
        seen.add(key)
        if status not in (WITH_NUMBER if number else WITHOUT_NUMBER):
            found.append((str(key), f"status {status} with «{number}»"))
        if number and not Decimal(number).is_finite():
            found.append((str(key), "not a number"))
    return found


def test_the_reader_takes_every_row(release: Path) -> None:
    with (release / "indicators.sdmx.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == ("STRUCTURE", "STRUCTURE_ID", "ACTION", *DIMENSIONS, "OBS_VALUE", *ATTRIBUTES)
    read = observations(release)
    assert len(read) == len(rows) > 1000
    for observation, row in zip(read, rows, strict=True):
        assert [str(observation.dimension[name].value) for name in DIMENSIONS] == [row[name] for name in DIMENSIONS]
        assert [attribute(observation, name) for name in ATTRIBUTES] == [row[name] for name in ATTRIBUTES]
        assert str(observation.value) == row["OBS_VALUE"]


def test_keys_are_unique_and_every_number_goes_with_its_status(release: Path) -> None:
    assert faults(release) == []


def test_the_numbers_read_are_those_of_the_release(base: Warehouse, release: Path) -> None:
    read = [Decimal(str(one.value)) for one in observations(release) if one.value]
    ((count, total),) = base.released("select count(value), sum(value) from control.ctl_released_value")
    assert (len(read), sum(read)) == (count, total)


@pytest.mark.parametrize(
    ("old", "new"), [("STRUCTURE,", "\ufeffSTRUCTURE,"), ("STRUCTURE_ID", "ID"), ("\ndataflow,", "\nflow,"), (",I,", ",X,")]
)
def test_a_file_that_is_not_sdmx_is_refused(broken: Callable[[str, str, str], Path], old: str, new: str) -> None:
    with pytest.raises((ValueError, AssertionError)):
        observations(broken("indicators.sdmx.csv", old, new))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (",COCA-AREA,", ",,", "an empty dimension"),
        (",2013,_Z,2013-12-31,", ",2012,_Z,2012-12-31,", "twice"),
        (",E,ha,", ",Q,ha,", "status Q with «466»"),
    ],
)
def test_a_fault_is_found(broken: Callable[[str, str, str], Path], old: str, new: str, fault: str) -> None:
    assert [found for _, found in faults(broken("indicators.sdmx.csv", old, new))] == [fault]
