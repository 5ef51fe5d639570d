"""What a column should hold, in words for who corrects it, with an example that the contract accepts.

Belongs here: the promise of a contract as a sentence. Does not belong here: whether a value keeps it (that is staging).
"""

from __future__ import annotations

from datetime import date

from sources.contract import Column, Contract, Reference

_UNITS = {
    "ha": ("hectáreas", "hectares"),
    "m2": ("metros cuadrados", "square metres"),
    "parcelas": ("parcelas", "plots"),
    "titulos": ("títulos", "titles"),
    "PEN": ("soles", "soles"),
}
_KNOWN = {
    "departamento": ("el nombre de un departamento conocido", "the name of a known department", "Huánuco"),
    "zona": ("el nombre de una zona conocida", "the name of a known zone", "VRAEM"),
    "distrito": ("el código UBIGEO de seis cifras de un distrito conocido", "the six-digit UBIGEO of a known district", "100601"),
}
# Examples for text columns whose contract gives neither domain nor bounds.
_TEXTS = {
    "scope_name": "Perú", "indicator_code": "titulos_predios", "unit": "ha", "programme_scope": "PP0072", "activity": "cacao",
    "stage": "transferido", "sector": "99", "pliego": "440", "sec_ejec": "701", "ejecutora": "002", "sec_func": "1",
    "departamento_ejecutora": "01", "provincia_ejecutora": "01", "distrito_ejecutora": "01", "programa_ppto": "0072",
    "tipo_act_proy": "3", "producto_proyecto": "3000165", "actividad_accion_obra": "5999005", "funcion": "10",
    "division_funcional": "023", "grupo_funcional": "0046", "meta": "00001", "finalidad": "0000001", "departamento_meta": "01",
    "fuente_financiamiento": "1", "rubro": "00", "tipo_recurso": "0", "categoria_gasto": "5", "tipo_transaccion": "2",
    "generica": "4", "subgenerica": "1", "subgenerica_det": "3", "especifica": "1", "especifica_det": "3",
}  # fmt: skip
_EXAMPLE_DAY = date(2010, 10, 31)


def expected_of(contract: Contract, column: str, published_on: date | None = None) -> tuple[str, str, str]:
    """What was expected in ``column`` (its name in the contract) in Spanish and in English, and a correct example.

    ``published_on``: day of the file, for an example that is not later; without it the example is of 2010. Raises ``KeyError``
    naming the columns of the contract when it has no such column.
    """
    found = next((item for item in contract.columns if item.name == column), None)
    if found is None:
        raise KeyError(f"{contract.id} has no column {column!r}; it has: {', '.join(item.name for item in contract.columns)}")
    es, en, example = _meaning(found, min(published_on or _EXAMPLE_DAY, date.today()))
    marks = contract.layout.not_monitored_marks if found.is_measure else ()
    if marks:
        es, en = f"{es}, o «{marks[0]}» si no se midió", f"{en}, or '{marks[0]}' if it was not measured"
    if found.required or found.key_position:
        return f"{es}; no puede quedar vacío", f"{en}; it cannot be empty", example
    return f"{es}, o vacío", f"{en}, or empty", example


def _meaning(column: Column, day: date) -> tuple[str, str, str]:
    """Sentence in Spanish and English and example, leaving aside whether the cell may be empty."""
    if column.allowed:
        values = ", ".join(f"«{value}»" for value in column.allowed)
        return f"uno de estos valores: {values}", f"one of these values: {values}", column.allowed[0]
    if column.reference:
        return _known(column.reference)
    if column.type == "string":
        # Any text will do as an example if the column is optional or belongs to our own registry, which no publisher sends.
        usual = _TEXTS.get(column.name, column.label_es)
        return "un texto", "a text", usual if column.required or column.key_position else ""
    return _with_bounds(column, *_measured(column, day))


def _known(reference: Reference) -> tuple[str, str, str]:
    es, en, example = _KNOWN[reference.level]
    if reference.when_value:
        value = f"«{reference.when_value}»"
        return f"{es}, cuando el nivel es {value}", f"{en}, when the level is {value}", example
    return es, en, example


def _measured(column: Column, day: date) -> tuple[str, str, str]:
    """A date, a year or a number, without its bounds."""
    if column.type == "date":
        return "una fecha, día/mes/año", "a date, day/month/year", f"{_day(column, day):%d/%m/%Y}"
    example = str(_number(column, day))
    if _is_year(column):
        return "un año, de cuatro cifras", "a year, of four digits", example
    es, en = ("un número entero", "a whole number") if column.type == "integer" else ("un número", "a number")
    if column.unit:
        unit_es, unit_en = _UNITS.get(column.unit, (column.unit, column.unit))
        es, en = f"{es}, en {unit_es}", f"{en}, in {unit_en}"
    return es, en, example


def _with_bounds(column: Column, es: str, en: str, example: str) -> tuple[str, str, str]:
    low, high = _bound(column.minimum), _bound(column.maximum)
    if low and high:
        es, en = f"{es}, entre {low} y {high}", f"{en}, between {low} and {high}"
    elif low == "0":
        es, en = f"{es}, que no sea negativo", f"{en}, not negative"
    elif low:
        es, en = f"{es}, desde {low}", f"{en}, from {low} on"
    elif high:
        es, en = f"{es}, hasta {high}", f"{en}, up to {high}"
    if column.not_after_publication:
        es, en = f"{es} y no posterior a la publicación del archivo", f"{en} and not later than the publication of the file"
    return es, en, example


def _bound(bound: str | float | None) -> str:
    """A limit as people write it: dates day first, whole numbers without a decimal point."""
    if isinstance(bound, str):
        return f"{date.fromisoformat(bound):%d/%m/%Y}"
    return "" if bound is None else f"{bound:g}"


def _is_year(column: Column) -> bool:
    return column.type == "integer" and ("year" in column.name or column.name == "ano_eje")


def _day(column: Column, day: date) -> date:
    low = date.fromisoformat(column.minimum) if isinstance(column.minimum, str) else date.min
    high = date.fromisoformat(column.maximum) if isinstance(column.maximum, str) else date.max
    return min(max(day, low), high)


def _number(column: Column, day: date) -> int:
    """A whole number within the bounds, because it reads the same whatever marks the file uses."""
    usual = day.year if _is_year(column) else 1250 if column.type == "number" else 10
    low = float(column.minimum) if column.minimum is not None else float("-inf")
    high = float(column.maximum) if column.maximum is not None else float("inf")
    return int(min(max(usual, low), high))
