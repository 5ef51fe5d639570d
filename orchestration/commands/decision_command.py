"""``csad sign``, ``waive`` and ``withdraw``: what a person decides, on record with name and day; ``csad restore-decisions``."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from orchestration.commands.command_options import Home, settings_of

_NEXT_RUN = "Se verá en el informe de la próxima corrida / it takes effect with the next run: csad run"

Who = Annotated[str, typer.Option("--as", help="Name and post of the person who decides; the report shows it.")]


def sign(
    indicator: Annotated[str, typer.Argument(help="Code of the indicator, such as COCA-AREA.")],
    period: Annotated[str, typer.Option(help="Year or reading (ER-2011), as the report shows it.")],
    who: Who,
    refuse: Annotated[
        bool, typer.Option("--no-publicar", help="Decide that it is not published; always wins. Needs --reason.")
    ] = False,
    reason: Annotated[str, typer.Option(help="What to put on record beside the decision.")] = "",
    home: Home = None,
) -> None:
    """Sign the figures of an indicator and period as the current release shows them, or decide not to publish them."""
    from orchestration.decisions.decide import sign as record

    settings = settings_of(home=home)
    try:
        signed = record(settings, indicator, period, who, publish=not refuse, reason=reason)
    except (LookupError, ValueError) as error:
        raise typer.BadParameter(str(error.args[0])) from error
    word = "no publicar" if refuse else "publicar"
    typer.echo(f"{indicator} {period}: «{word}» de {who} para {signed.values} valor(es) de la publicación {signed.release_id}")
    if signed.withheld:
        typer.echo(f"{signed.withheld} valor(es) quedan fuera: son NO PUBLICABLE, y una firma no cambia eso.")
    typer.echo(_NEXT_RUN)


def waive(
    rule: Annotated[str, typer.Argument(help="Id of a blocking rule, such as R5.8; the report lists them.")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Last day on which the exception holds.")],
    who: Who,
    reason: Annotated[str, typer.Option(help="Why; it is printed with every figure that it lets out.")],
    indicator: Annotated[str | None, typer.Option(help="Of this indicator only; else of all that the rule reaches.")] = None,
    home: Home = None,
) -> None:
    """Let what a blocking rule finds out with a note until a day, in a person's name."""
    from orchestration.decisions.decide import waive as record

    settings = settings_of(home=home)
    try:
        record(settings, rule, until.date(), who, reason, indicator_code=indicator)
    except (LookupError, ValueError) as error:
        raise typer.BadParameter(str(error.args[0])) from error
    reach = f"solo {indicator}" if indicator else "todos los indicadores de la regla"
    typer.echo(f"{rule} ({reach}): excepción hasta el {until:%Y-%m-%d}, autorizada por {who}")
    typer.echo(_NEXT_RUN)


def withdraw(
    delivery: Annotated[str, typer.Argument(help="Id of the delivery, or its file as a path below the landing folder.")],
    who: Who,
    reason: Annotated[str, typer.Option(help="Why; the page of the deliveries prints it.")],
    home: Home = None,
) -> None:
    """Take a delivery back: its rows count no more, until its file is sent again on purpose."""
    from orchestration.decisions.decide import withdraw as record

    settings = settings_of(home=home)
    try:
        delivery_id, file_name = record(settings, delivery, who, reason)
    except (LookupError, ValueError) as error:
        raise typer.BadParameter(str(error.args[0])) from error
    typer.echo(f"{file_name} ({delivery_id}): retirada por {who}. Sus filas dejan de contar.")
    typer.echo("Para reponerla, copie el archivo otra vez en la carpeta de entrega / to undo it, send the file again.")
    typer.echo(_NEXT_RUN)


def restore_decisions(
    release_id: Annotated[str, typer.Argument(help="The release that knows the decisions, as the refused run names it.")],
    home: Home = None,
) -> None:
    """Make a lost or damaged file of decisions again from a release."""
    from orchestration.decisions.restore import restore

    settings = settings_of(home=home)
    try:
        restored = restore(settings, release_id)
    except LookupError as error:
        raise typer.BadParameter(str(error.args[0])) from error
    typer.echo(
        f"{restored.decisions} decisiones vigentes en {release_id} están otra vez en {settings.decisions.name}; "
        "las que ya habían sido reemplazadas no se pueden rehacer."
    )
    if restored.put_aside:
        typer.echo(f"El archivo dañado quedó como {restored.put_aside.name}")
    typer.echo(_NEXT_RUN)
