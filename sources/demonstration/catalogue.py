"""Codes and names of the demonstration budget.

Departments, stages, funding sources and classifiers are those of the public budget; the programme 0072, its products and its
activities are the ones in the programme's own documents. Everything else (units, other programmes, goals, and the codes
59990xx of activities whose real code we have not seen) is invented and says so in its name.
"""

from __future__ import annotations

from dataclasses import dataclass

COLUMNS = (
    *("ANO_EJE", "MES_EJE", "NIVEL_GOBIERNO", "NIVEL_GOBIERNO_NOMBRE", "SECTOR", "SECTOR_NOMBRE", "PLIEGO", "PLIEGO_NOMBRE"),
    *("SEC_EJEC", "EJECUTORA", "EJECUTORA_NOMBRE", "DEPARTAMENTO_EJECUTORA", "DEPARTAMENTO_EJECUTORA_NOMBRE"),
    *("PROVINCIA_EJECUTORA", "PROVINCIA_EJECUTORA_NOMBRE", "DISTRITO_EJECUTORA", "DISTRITO_EJECUTORA_NOMBRE", "SEC_FUNC"),
    *("PROGRAMA_PPTO", "PROGRAMA_PPTO_NOMBRE", "TIPO_ACT_PROY", "TIPO_ACT_PROY_NOMBRE", "PRODUCTO_PROYECTO"),
    *("PRODUCTO_PROYECTO_NOMBRE", "ACTIVIDAD_ACCION_OBRA", "ACTIVIDAD_ACCION_OBRA_NOMBRE", "FUNCION", "FUNCION_NOMBRE"),
    *("DIVISION_FUNCIONAL", "DIVISION_FUNCIONAL_NOMBRE", "GRUPO_FUNCIONAL", "GRUPO_FUNCIONAL_NOMBRE", "META", "FINALIDAD"),
    *("META_NOMBRE", "DEPARTAMENTO_META", "DEPARTAMENTO_META_NOMBRE", "FUENTE_FINANCIAMIENTO", "FUENTE_FINANCIAMIENTO_NOMBRE"),
    *("RUBRO", "RUBRO_NOMBRE", "TIPO_RECURSO", "TIPO_RECURSO_NOMBRE", "CATEGORIA_GASTO", "CATEGORIA_GASTO_NOMBRE"),
    *("TIPO_TRANSACCION", "GENERICA", "GENERICA_NOMBRE", "SUBGENERICA", "SUBGENERICA_NOMBRE", "SUBGENERICA_DET"),
    *("SUBGENERICA_DET_NOMBRE", "ESPECIFICA", "ESPECIFICA_NOMBRE", "ESPECIFICA_DET", "ESPECIFICA_DET_NOMBRE", "MONTO_PIA"),
    *("MONTO_PIM", "MONTO_CERTIFICADO", "MONTO_COMPROMETIDO_ANUAL", "MONTO_COMPROMETIDO", "MONTO_DEVENGADO", "MONTO_GIRADO"),
)
# The seven amounts in the order of the file; the first two are stocks (month 0), the others flows (months 1 to 12).
PHASES = ("pia", "pim", "certificado", "comprometido_anual", "comprometido", "devengado", "girado")
STOCKS, FLOWS = PHASES[:2], PHASES[2:]
PROGRAMME = "0072"
TRANSFER_GENERIC = "4"


@dataclass(frozen=True)
class Level:
    """A level of government. ``share``: hundredths of the file's lines; ``most_units``: units of a full-size file."""

    code: str
    name: str
    sector: tuple[str, str]
    share: int
    most_units: int


# In the physical order of the real file.
LEVELS = (
    Level("R", "GOBIERNOS REGIONALES", ("99", "GOBIERNOS REGIONALES"), 35, 1_000),
    Level("M", "GOBIERNOS LOCALES", ("98", "GOBIERNOS LOCALES"), 45, 1_875),
    Level("E", "GOBIERNO NACIONAL", ("90", "SECTOR DE DEMOSTRACIÓN"), 20, 900),
)

# Code and name in alphabetical order of the name, as the rows of the real file lie.
DEPARTMENTS = (
    ("01", "AMAZONAS"),
    ("02", "ANCASH"),
    ("03", "APURIMAC"),
    ("04", "AREQUIPA"),
    ("05", "AYACUCHO"),
    ("06", "CAJAMARCA"),
    ("08", "CUSCO"),
    ("09", "HUANCAVELICA"),
    ("10", "HUANUCO"),
    ("11", "ICA"),
    ("12", "JUNIN"),
    ("13", "LA LIBERTAD"),
    ("14", "LAMBAYEQUE"),
    ("15", "LIMA"),
    ("16", "LORETO"),
    ("17", "MADRE DE DIOS"),
    ("18", "MOQUEGUA"),
    ("19", "PASCO"),
    ("20", "PIURA"),
    ("07", "PROVINCIA CONSTITUCIONAL DEL CALLAO"),
    ("21", "PUNO"),
    ("22", "SAN MARTIN"),
    ("23", "TACNA"),
    ("24", "TUMBES"),
    ("25", "UCAYALI"),
)
ABROAD = ("98", "EXTERIOR")
LIMA = 13
# Where programme 0072 spends.
COCA_DEPARTMENTS = (0, 4, 5, 6, 8, 10, 14, 15, 17, 20, 21, 24)


@dataclass(frozen=True)
class Activity:
    """What a goal is spent on: programme, product or project, activity, and the functional chain."""

    programme: tuple[str, str]
    kind: tuple[str, str]
    product: tuple[str, str]
    activity: tuple[str, str]
    function: tuple[str, str]
    division: tuple[str, str]
    group: tuple[str, str]

    def cells(self) -> tuple[str, ...]:
        """Columns PROGRAMA_PPTO to GRUPO_FUNCIONAL_NOMBRE."""
        chain = (self.programme, self.kind, self.product, self.activity, self.function, self.division, self.group)
        return tuple(text for pair in chain for text in pair)


_PIRDAIS = (PROGRAMME, "DESARROLLO ALTERNATIVO INTEGRAL Y SOSTENIBLE - PIRDAIS")
_ACTIVITY, _PROJECT = ("3", "ACTIVIDAD"), ("2", "PROYECTO")
_COMMON = ("3000001", "ACCIONES COMUNES")
_FAMILIES = ("3000165", "FAMILIAS INCORPORADAS AL DESARROLLO ALTERNATIVO INTEGRAL Y SOSTENIBLE")
_AGRARIAN = (("10", "AGROPECUARIA"), ("023", "AGRARIO DE DEMOSTRACIÓN"), ("0046", "GRUPO AGRARIO DE DEMOSTRACIÓN"))
_ROADS = (("15", "TRANSPORTE"), ("033", "TRANSPORTE TERRESTRE DE DEMOSTRACIÓN"), ("0066", "VÍAS VECINALES DE DEMOSTRACIÓN"))


def _pirdais(product: tuple[str, str], code: str, name: str, chain: tuple[tuple[str, str], ...] = _AGRARIAN) -> Activity:
    return Activity(_PIRDAIS, _ACTIVITY, product, (code, name), *chain)


PIRDAIS_TRANSFERS = (
    _pirdais(_COMMON, "5999009", "TRANSFERENCIA DE RECURSOS PARA LA EJECUCION DE PROYECTOS DE INVERSION"),
    _pirdais(_COMMON, "5999010", "TRANSFERENCIA DE RECURSOS PARA LA EJECUCION DE ACTIVIDADES"),
)
PIRDAIS_ACTIVITIES = (
    _pirdais(_COMMON, "5000276", "GESTION DEL PROGRAMA"),
    _pirdais(_FAMILIES, "5999001", "CAPACITACION Y ASISTENCIA TECNICA EN BUENAS PRACTICAS DE PRODUCCION AGRARIA"),
    _pirdais(_FAMILIES, "5999002", "MANTENIMIENTO DE CAMINOS VECINALES", _ROADS),
    _pirdais(_FAMILIES, "5999003", "FORMALIZACION Y TITULACION DE PREDIOS RURALES"),
    _pirdais(_FAMILIES, "5999004", "ATENCION A LA POBLACION PRE Y POST ERRADICACION"),
    _pirdais(
        _FAMILIES,
        "5999005",
        "CAPACITACION Y SENSIBILIZACION PARA LA CONSERVACION Y APROVECHAMIENTO SOSTENIBLE DE LOS RECURSOS NATURALES",
    ),
    _pirdais(_FAMILIES, "5999006", "PROMOCION DE LA ASOCIATIVIDAD"),
)


def _other(number: int) -> Activity:
    """One of the invented programmes that fill the rest of the budget; its code has four digits and begins with 8."""
    project = number % 4 == 0
    return Activity(
        (f"8{number:03d}", f"PROGRAMA PRESUPUESTAL DE DEMOSTRACIÓN {number:03d}"),
        _PROJECT if project else _ACTIVITY,
        (f"2{number:06d}", f"PROYECTO DE DEMOSTRACIÓN {number:03d}")
        if project
        else (f"38{number:05d}", f"PRODUCTO DE DEMOSTRACIÓN {number:03d}"),
        (f"58{number:05d}", f"ACTIVIDAD {number:03d}: ATENCIÓN DE NIÑAS Y NIÑOS"),
        (f"{3 + number % 22:02d}", f"FUNCIÓN DE DEMOSTRACIÓN {3 + number % 22:02d}"),
        (f"{4 + number % 50:03d}", f"DIVISIÓN DE DEMOSTRACIÓN {4 + number % 50:03d}"),
        (f"{5 + number % 100:04d}", f"GRUPO DE DEMOSTRACIÓN {5 + number % 100:04d}"),
    )


OTHER_ACTIVITIES = tuple(_other(number) for number in range(1, 145))

# FUENTE, RUBRO and TIPO_RECURSO with their names.
FUNDS = (
    ("1", "RECURSOS ORDINARIOS", "00", "RECURSOS ORDINARIOS", "0", "NORMAL"),
    ("1", "RECURSOS ORDINARIOS", "00", "RECURSOS ORDINARIOS", "0", "NORMAL"),
    ("2", "RECURSOS DIRECTAMENTE RECAUDADOS", "09", "RECURSOS DIRECTAMENTE RECAUDADOS", "0", "NORMAL"),
    ("4", "DONACIONES Y TRANSFERENCIAS", "13", "DONACIONES Y TRANSFERENCIAS", "7", "SUB CUENTA DE DEMOSTRACIÓN"),
    ("5", "RECURSOS DETERMINADOS", "07", "FONDO DE COMPENSACION MUNICIPAL", "0", "NORMAL"),
)

_CURRENT, _CAPITAL = ("5", "GASTO CORRIENTE"), ("6", "GASTO DE CAPITAL")
_GOODS = ("3", "BIENES Y SERVICIOS")
_ASSETS = ("6", "ADQUISICION DE ACTIVOS NO FINANCIEROS")
_TRANSFERS = (TRANSFER_GENERIC, "DONACIONES Y TRANSFERENCIAS")


def _classifier(category: tuple[str, str], generic: tuple[str, str], codes: str, name: str) -> tuple[str, ...]:
    """Columns CATEGORIA_GASTO to ESPECIFICA_DET_NOMBRE; ``codes`` are the four levels below the generic, with points."""
    below = [text for code in codes.split(".") for text in (code, name)]
    return (*category, "2", *generic, *below)


# A goal has one line of each group, or, when it hands money to other governments, one line of each transfer: so a
# classifier line never repeats within a goal.
CLASSIFIER_GROUPS = (
    (
        _classifier(_CURRENT, ("1", "PERSONAL Y OBLIGACIONES SOCIALES"), "1.1.1.3", "PERSONAL CON CONTRATO"),
        _classifier(_CURRENT, ("1", "PERSONAL Y OBLIGACIONES SOCIALES"), "3.1.1.5", "CONTRIBUCIONES A LA SEGURIDAD SOCIAL"),
    ),
    (
        _classifier(_CURRENT, _GOODS, "1.1.1.1", "ALIMENTOS Y BEBIDAS PARA CONSUMO HUMANO"),
        _classifier(_CURRENT, _GOODS, "1.3.1.1", "COMBUSTIBLES Y CARBURANTES"),
        _classifier(_CURRENT, _GOODS, "1.10.1.4", "FERTILIZANTES, INSECTICIDAS, FUNGICIDAS Y SIMILARES"),
    ),
    (
        _classifier(_CURRENT, _GOODS, "2.1.2.1", "PASAJES Y GASTOS DE TRANSPORTE"),
        _classifier(_CURRENT, _GOODS, "2.7.11.99", "SERVICIOS DIVERSOS"),
        _classifier(_CURRENT, _GOODS, "2.8.1.1", "CONTRATO ADMINISTRATIVO DE SERVICIOS"),
    ),
    (
        _classifier(_CURRENT, ("2", "PENSIONES Y OTRAS PRESTACIONES SOCIALES"), "1.1.1.1", "REGIMEN DE PENSIONES"),
        _classifier(_CURRENT, ("2", "PENSIONES Y OTRAS PRESTACIONES SOCIALES"), "2.2.3.1", "GASTOS DE SEPELIO Y LUTO"),
    ),
    (
        _classifier(_CURRENT, ("5", "OTROS GASTOS"), "4.1.1.1", "IMPUESTOS"),
        _classifier(_CURRENT, ("5", "OTROS GASTOS"), "5.1.1.1", "SENTENCIAS, LAUDOS ARBITRALES Y SIMILARES"),
    ),
    (
        _classifier(_CAPITAL, _ASSETS, "2.3.2.3", "COSTO DE CONSTRUCCION POR CONTRATA DE CARRETERAS Y CAMINOS"),
        _classifier(_CAPITAL, _ASSETS, "3.2.1.1", "MAQUINAS Y EQUIPOS DE OFICINA"),
        _classifier(_CAPITAL, _ASSETS, "8.1.4.99", "OTROS GASTOS DIVERSOS DE ACTIVOS NO FINANCIEROS"),
    ),
)
TRANSFER_CLASSIFIERS = (
    _classifier(_CURRENT, _TRANSFERS, "1.3.1.1", "A OTRAS UNIDADES DEL GOBIERNO NACIONAL"),
    _classifier(_CURRENT, _TRANSFERS, "1.3.1.2", "A OTRAS UNIDADES DE LOS GOBIERNOS REGIONALES"),
    _classifier(_CURRENT, _TRANSFERS, "1.3.1.3", "A OTRAS UNIDADES DE LOS GOBIERNOS LOCALES"),
    _classifier(_CAPITAL, _TRANSFERS, "2.3.1.1", "A OTRAS UNIDADES DEL GOBIERNO NACIONAL"),
    _classifier(_CAPITAL, _TRANSFERS, "2.3.1.2", "A OTRAS UNIDADES DE LOS GOBIERNOS REGIONALES"),
    _classifier(_CAPITAL, _TRANSFERS, "2.3.1.3", "A OTRAS UNIDADES DE LOS GOBIERNOS LOCALES"),
)
LINES_PER_GOAL = len(CLASSIFIER_GROUPS)
