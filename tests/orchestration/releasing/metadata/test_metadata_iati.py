"""IATI results: the structure that iati-activities-schema.xsd 2.03 asks of a ``result``, and the values of the release.

The schema itself judges the release of the extracts in tests/exports; here its element order, occurrences and attributes are
spelled out for a small release of known values.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

from scenario import Warehouse

from orchestration.releasing.metadata.iati import NAMESPACE
from orchestration.releasing.metadata.release_text import DEMONSTRATION

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MANY = 10**9
# By element: its children in the schema's order with how often each may occur. Only what we write.
CHILDREN: dict[str, list[tuple[str, int, int]]] = {
    "result": [("title", 1, 1), ("description", 0, 1), ("indicator", 1, MANY)],
    "indicator": [("title", 1, 1), ("description", 0, 1), ("reference", 0, MANY), ("baseline", 0, 1), ("period", 0, MANY)],
    "period": [("period-start", 1, 1), ("period-end", 1, 1), ("target", 0, 1), ("actual", 0, 1)],
    "target": [("location", 0, MANY), ("dimension", 0, MANY), ("comment", 0, 1)],
    "actual": [("location", 0, MANY), ("dimension", 0, MANY), ("comment", 0, 1)],
    "title": [("narrative", 1, MANY)],
    "description": [("narrative", 1, MANY)],
    "comment": [("narrative", 1, MANY)],
    "reference": [], "period-start": [], "period-end": [], "dimension": [], "narrative": [],
}  # fmt: skip
# By element: attributes that must be there, and those that may.
ATTRIBUTES: dict[str, tuple[set[str], set[str]]] = {
    "result": ({"type"}, {"aggregation-status"}),
    "indicator": ({"measure"}, {"ascending", "aggregation-status"}),
    "reference": ({"vocabulary", "code"}, {"indicator-uri"}),
    "period-start": ({"iso-date"}, set()),
    "period-end": ({"iso-date"}, set()),
    "target": ({"value"}, set()),
    "actual": ({"value"}, set()),
    "dimension": (set(), {"name", "value"}),
    "narrative": (set(), {LANGUAGE}),
}
CODES = {("result", "type"): set("1239"), ("indicator", "measure"): set("12345"), ("reference", "vocabulary"): {"99"}}
BOOLEANS = {"aggregation-status", "ascending"}


def check_structure(element: ET.Element) -> None:
    names = [child.tag for child in element]
    allowed = CHILDREN[element.tag]
    order = [name for name, _, _ in allowed]
    assert set(names) <= set(order), element.tag
    assert names == sorted(names, key=order.index), element.tag
    for name, least, most in allowed:
        assert least <= names.count(name) <= most, (element.tag, name)
    required, optional = ATTRIBUTES.get(element.tag, (set(), set()))
    assert required <= set(element.attrib) <= required | optional, element.tag
    for name, value in element.attrib.items():
        assert value in CODES.get((element.tag, name), {value})
        assert name not in BOOLEANS or value in ("0", "1")
        assert name != "iso-date" or date.fromisoformat(value)
    if element.tag == "narrative":
        assert (element.text or "").strip()
    for child in element:
        check_structure(child)


def root_of(folder: Path) -> ET.Element:
    return ET.parse(folder / "iati-results.xml").getroot()  # noqa: S314  # a file of our own


def results(folder: Path) -> dict[str, ET.Element]:
    """Each result by the code of its indicator, its structure checked."""
    found = {}
    for result in root_of(folder).iterfind("result"):
        check_structure(result)
        reference = result.find("indicator/reference")
        assert reference is not None
        found[reference.attrib["code"]] = result
    return found


def periods(result: ET.Element) -> list[tuple[str, str, str | None, str | None]]:
    """Start, end, target and actual value of each period."""
    rows = []
    for period in result.iterfind("indicator/period"):
        days = [period.find(name) for name in ("period-start", "period-end")]
        values = [period.find(name) for name in ("target", "actual")]
        rows.append(
            (*(d.attrib["iso-date"] for d in days if d is not None), *(None if v is None else v.get("value") for v in values))
        )
    return rows  # type: ignore[return-value]


def narratives(element: ET.Element | None, namespace: str = "") -> dict[str, str]:
    assert element is not None
    return {child.attrib[LANGUAGE]: child.text or "" for child in element.iterfind(f"{namespace}narrative")}


def test_every_result_has_the_structure_of_the_schema(small: Path) -> None:
    assert list(results(small)) == ["COCA-AREA", "COMP-KM", "ERAD-YTD", "RED-EFECTIVA", "TITULOS-COSTO"]


def test_the_wrapper_is_not_an_activity_and_says_why(small: Path) -> None:
    root = root_of(small)
    assert root.tag == f"{{{NAMESPACE}}}results"
    assert {name: root.get(name) for name in ("iati-version", "release", "issued")} == {
        "iati-version": "2.03", "release": "R1", "issued": "2026-11-24",
    }  # fmt: skip
    assert "iati-activity" in narratives(root.find(f"{{{NAMESPACE}}}description"), f"{{{NAMESPACE}}}")["es"]
    assert not list(root.iter("iati-identifier"))


def test_withheld_values_are_left_out_and_the_rest_is_exact(small: Path) -> None:
    found = {code: periods(result) for code, result in results(small).items()}
    assert found == {
        "COCA-AREA": [("2013-01-01", "2013-12-31", None, "49800"), ("2014-01-01", "2014-12-31", None, "42900")],
        "COMP-KM": [("2012-01-01", "2016-12-31", "1100", None)],
        "ERAD-YTD": [("2015-01-01", "2015-11-02", None, "31379.25"), ("2015-01-01", "2015-12-31", None, "35868")],
        "RED-EFECTIVA": [("2011-12-31", "2014-12-31", None, "31.36"), ("2011-12-31", "2014-12-31", None, "-0.5")],
        "TITULOS-COSTO": [("2015-01-01", "2015-12-31", "746.6301", None)],
    }


def test_codes_follow_the_registry(small: Path) -> None:
    found = {}
    for code, result in results(small).items():
        indicator = result.find("indicator")
        assert indicator is not None
        found[code] = (result.get("type"), result.get("aggregation-status"), indicator.get("measure"), indicator.get("ascending"))
    assert found == {
        "COCA-AREA": ("3", "0", "1", "0"),
        "COMP-KM": ("2", "1", "1", "1"),
        "ERAD-YTD": ("1", "0", "1", "1"),
        "RED-EFECTIVA": ("3", "0", "2", "1"),
        "TITULOS-COSTO": ("1", "0", "1", None),
    }


def test_readings_of_one_window_are_told_apart(small: Path) -> None:
    dimensions = [d.get("value") for d in results(small)["RED-EFECTIVA"].iterfind("indicator/period/actual/dimension")]
    assert dimensions == ["ER-2011 (2011-2014)", "ER-RATIO (2011-2014)"]


def test_texts_are_in_both_languages_and_inert(small: Path) -> None:
    area = results(small)["COCA-AREA"]
    assert narratives(area.find("title")) == {"es": "Superficie", "en": "Area"}
    assert narratives(area.find("indicator/description")) == {
        "es": "Def COCA-AREA Unidad: ha. =Límite COCA-AREA",
        "en": "Def COCA-AREA en Unit: ha. Limit COCA-AREA",
    }
    # The control character that XML cannot hold is gone, the markup is text.
    assert narratives(area.find("indicator/period/actual/comment"))["es"] == "=1+1 <b>&\ufffd\u202e"
    commitment = narratives(results(small)["COMP-KM"].find("indicator/period/target/comment"))
    assert commitment == {
        "es": "El compromiso dice «más de» este valor.",
        "en": "The commitment says «more than» this value.",
    }


def test_demonstration_data_says_so_in_every_title(small: Path, small_demonstration: Path) -> None:
    titles = [narratives(root_of(small_demonstration).find(f"{{{NAMESPACE}}}title"), f"{{{NAMESPACE}}}")]
    for result in results(small_demonstration).values():
        titles += [narratives(result.find(name)) for name in ("title", "description", "indicator/title", "indicator/description")]
    assert len(titles) == 21
    assert all(t["es"].startswith(DEMONSTRATION.es) and t["en"].startswith(DEMONSTRATION.en) for t in titles)
    assert "DEMOSTRACIÓN" not in (small / "iati-results.xml").read_text(encoding="utf-8")


def test_the_extracts_give_each_national_value_that_may_be_published(base: Warehouse, released: Path) -> None:
    found = results(released)
    expected = base.released(
        """select indicator_code, value from control.ctl_released_value
           where territory_level = 'pais' and value is not null and indicator_code not like 'TITULOS%' order by all"""
    )
    ours = sorted((code, Decimal(a)) for code, result in found.items() for _, _, _, a in periods(result) if a is not None)
    assert ours == sorted(expected)
    assert ("2014-01-01", "2014-12-31", None, "42900") in periods(found["COCA-AREA"])
    assert periods(found["TITULOS-META"]) == [("2015-01-01", "2015-12-31", "26000", None)]
    assert {code for code in found if code.startswith("COMP-")} == {
        code for (code,) in base.released("select indicator_code from marts.mart_commitments where threshold is not null")
    }
