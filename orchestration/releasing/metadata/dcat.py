"""``dcat.jsonld``: the release as a DCAT 3 catalogue, one dataset per mart and one distribution per file of it.

Complete in itself: the context is inline, and addresses are relative to the file, so that a copied release stays right.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb

from orchestration.building.descriptions import TableText
from orchestration.releasing.export import LICENCE
from orchestration.releasing.metadata.release_text import PUBLISHER, Release, Text

FILE = "dcat.jsonld"
# Names of vocabularies, not addresses to be opened.
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct:issued": {"@type": "xsd:date"},
    "dct:language": {"@type": "@id"},
    "dcat:startDate": {"@type": "xsd:date"},
    "dcat:endDate": {"@type": "xsd:date"},
    "dcat:accessURL": {"@type": "@id"},
    "dcat:downloadURL": {"@type": "@id"},
    "dcat:mediaType": {"@type": "@id"},
    "dcat:byteSize": {"@type": "xsd:nonNegativeInteger"},
    "spdx:algorithm": {"@type": "@id"},
    "spdx:checksumValue": {"@type": "xsd:hexBinary"},
}
_LANGUAGES = [f"http://publications.europa.eu/resource/authority/language/{code}" for code in ("SPA", "ENG")]
_PERU = {
    "@id": "http://publications.europa.eu/resource/authority/country/PER",
    "@type": "dct:Location",
    "skos:prefLabel": [{"@value": "Perú", "@language": "es"}, {"@value": "Peru", "@language": "en"}],
}
_MEDIA_TYPES = {
    "csv": "https://www.iana.org/assignments/media-types/text/csv",
    "parquet": "https://www.iana.org/assignments/media-types/application/vnd.apache.parquet",
    "xlsx": "https://www.iana.org/assignments/media-types/application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What datapackage.json says, and the same in Spanish.
_TERMS = Text(
    "Las cifras conservan las condiciones de quien las publicó (core.dim_vintage.licence); cuadros y descripciones CC-BY-4.0",
    LICENCE["title"],
)
_TITLE = Text(
    "csad-warehouse: superficie con coca, erradicación, titulación, presupuesto y compromisos del Perú",
    "csad-warehouse: coca area, eradication, titling, budget and commitments of Peru",
)
_DESCRIPTION = Text(
    "Cuadros de la política de desarrollo alternativo integral y sostenible, con el veredicto de cada cifra: si se puede "
    "publicar, con qué nota, y de qué edición de datos sale. Lo retenido está vacío.",
    "Tables of the policy of comprehensive and sustainable alternative development, with the verdict of each figure: whether it "
    "may be published, with which note, and the vintage behind it. Withheld values are empty.",
)
# Columns that hold a calendar year of the row's period.
_YEAR_COLUMNS = ("year", "plan_year", "from_year", "to_year", "base_year", "end_year")


class UndescribedMart(LookupError):
    """A mart without title and Spanish text cannot be put into the catalogue."""


def write_catalog(connection: duckdb.DuckDBPyConnection, folder: Path, release: Release, texts: Mapping[str, TableText]) -> None:
    """Write ``dcat.jsonld`` from the marts of the release database, their texts, and their files in ``folder``."""
    datasets = [_dataset(connection, folder, release, mart, _described(mart, texts)) for mart in _marts(connection)]
    catalog = {
        "@context": _CONTEXT,
        "@id": f"#{release.release_id}",
        "@type": "dcat:Catalog",
        "dct:title": _tagged(release.marked(_TITLE)),
        "dct:description": _tagged(release.marked(_DESCRIPTION)),
        "dct:publisher": _publisher(),
        "dct:issued": release.issued.isoformat(),
        "dcat:version": release.release_id,
        "dct:language": _LANGUAGES,
        "dct:spatial": _PERU,
        "dct:rights": _rights(),
        "dcat:dataset": datasets,
        "@included": list(_kinds_of_references(datasets)),
    }
    (folder / FILE).write_text(json.dumps(catalog, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _described(mart: str, texts: Mapping[str, TableText]) -> TableText:
    text = texts.get(mart)
    if text is None or not (text.title_es and text.title_en and text.description_es):
        raise UndescribedMart(f"{mart}: write title_es, title_en and description_es under meta in the YAML beside its SQL")
    return text


def _dataset(connection: duckdb.DuckDBPyConnection, folder: Path, release: Release, mart: str, text: TableText) -> dict[str, Any]:
    columns = {str(row[0]) for row in connection.execute(f"describe marts.{mart}").fetchall()}
    return {
        "@id": f"#{mart}",
        "@type": "dcat:Dataset",
        "dct:identifier": mart,
        "dct:title": _tagged(release.marked(Text(text.title_es, text.title_en))),
        "dct:description": _tagged(release.marked(Text(text.description_es, text.description_en))),
        "dct:publisher": _publisher(),
        "dct:issued": release.issued.isoformat(),
        "dcat:version": release.release_id,
        "dct:language": _LANGUAGES,
        "dct:spatial": _PERU,
        **_temporal(connection, mart, columns),
        "dct:provenance": {
            "@type": "dct:ProvenanceStatement",
            "rdfs:label": _tagged(_provenance(_editions(connection, mart, columns))),
        },
        "dcat:distribution": [_distribution(folder, kind, path) for kind, path in _files(folder, mart)],
    }


def _distribution(folder: Path, kind: str, path: str) -> dict[str, Any]:
    with (folder / path).open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {
        "@id": f"#{path}",
        "@type": "dcat:Distribution",
        "dct:title": _tagged(Text(path, path)),
        "dcat:accessURL": path,
        "dcat:downloadURL": path,
        "dcat:mediaType": _MEDIA_TYPES[kind],
        "dcat:byteSize": (folder / path).stat().st_size,
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": "spdx:checksumAlgorithm_sha256",
            "spdx:checksumValue": digest,
        },
        "dct:rights": _rights(),
    }


def _kinds_of_references(datasets: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    """The class of each address, which DCAT-AP asks for, because a reader without network cannot look it up."""
    distributions = [distribution for dataset in datasets for distribution in dataset["dcat:distribution"]]
    kinds = {
        **dict.fromkeys(_LANGUAGES, "dct:LinguisticSystem"),
        **{each["dcat:mediaType"]: "dct:MediaType" for each in distributions},
        **{each["spdx:checksum"]["spdx:algorithm"]: "spdx:ChecksumAlgorithm" for each in distributions},
        **{each["dcat:downloadURL"]: "rdfs:Resource" for each in distributions},
    }
    for address, kind in kinds.items():
        yield {"@id": address, "@type": kind}


def _files(folder: Path, mart: str) -> list[tuple[str, str]]:
    """Kind and relative path of each file of a mart; large marts have no CSV and no workbook."""
    paths = [("csv", f"csv/{mart}.csv"), ("parquet", f"parquet/marts.{mart}.parquet"), ("xlsx", f"xlsx/{mart}.xlsx")]
    return [(kind, path) for kind, path in paths if (folder / path).is_file()]


def _marts(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute("select table_name from duckdb_tables() where schema_name = 'marts' order by table_name").fetchall()
    return [name for (name,) in rows]


def _temporal(connection: duckdb.DuckDBPyConnection, mart: str, columns: set[str]) -> dict[str, Any]:
    """From the first day of the first year in the rows to the last day of the last; nothing where there is no year."""
    years = [name for name in _YEAR_COLUMNS if name in columns]
    if not years:
        return {}
    named = ", ".join(years)
    first, last = connection.execute(f"select min(least({named})), max(greatest({named})) from marts.{mart}").fetchall()[0]
    if first is None:
        return {}
    period = {"@type": "dct:PeriodOfTime", "dcat:startDate": f"{first:04d}-01-01", "dcat:endDate": f"{last:04d}-12-31"}
    return {"dct:temporal": period}


def _editions(connection: duckdb.DuckDBPyConnection, mart: str, columns: set[str]) -> list[str]:
    """Editions that the rows name; a row that rests on two names both."""
    if "vintage_id" not in columns:
        return []
    rows = connection.execute(
        f"select distinct unnest(string_split(vintage_id, ' · ')) as edition from marts.{mart} order by edition"
    ).fetchall()
    return [edition for (edition,) in rows if edition]


def _provenance(editions: list[str]) -> Text:
    if not editions:
        return Text("Ninguna edición de datos tiene filas en este cuadro.", "No vintage has rows in this table.")
    named = "; ".join(editions)
    return Text(
        f"Elaborado con {len(editions)} {'edición' if len(editions) == 1 else 'ediciones'} de datos: {named}.",
        f"Built from {len(editions)} {'vintage' if len(editions) == 1 else 'vintages'}: {named}.",
    )


def _publisher() -> dict[str, Any]:
    return {"@type": ["foaf:Agent", "foaf:Organization"], "foaf:name": _tagged(PUBLISHER)}


def _rights() -> dict[str, Any]:
    """A statement of rights, not a licence: the publishers of the figures declare none that could be named."""
    return {"@type": "dct:RightsStatement", "dct:identifier": LICENCE["name"], "rdfs:label": _tagged(_TERMS)}


def _tagged(text: Text) -> list[dict[str, str]]:
    return [{"@value": text.es, "@language": "es"}, {"@value": text.en, "@language": "en"}]
