"""``csad spark …``: the Spark cluster of a home, on this machine only."""

from __future__ import annotations

from typing import Annotated

import typer

from orchestration.commands.command_options import Home, settings_of

spark = typer.Typer(no_args_is_help=True, help="A Spark cluster on this machine, for runs with --engine spark.")


@spark.command()
def up(home: Home = None, workers: Annotated[int, typer.Option(min=1, help="Workers of one core and 1 GB each.")] = 2) -> None:
    """Start a master, workers and a Thrift server; runs in this home use them until `csad spark down`."""
    from orchestration.engine.spark_cluster import running, start

    settings = settings_of(home=home)
    cluster = running(settings.spark_home)
    if cluster is None:
        cluster = start(settings.spark_home, workers)
    typer.echo(f"Spark runs: Thrift server on 127.0.0.1:{cluster.thrift_port}, {len(cluster.pids('worker'))} workers")


@spark.command()
def down(home: Home = None) -> None:
    """Stop every process of the cluster of this home."""
    from orchestration.engine.spark_cluster import stop

    stopped = stop(settings_of(home=home).spark_home)
    typer.echo("Spark has stopped." if stopped else "No Spark cluster was running in this home.")


@spark.command()
def status(home: Home = None) -> None:
    """Whether the cluster of this home runs, and with how many living workers. Exit code 1: it does not run."""
    from orchestration.engine.spark_cluster import running, workers_alive

    cluster = running(settings_of(home=home).spark_home)
    if cluster is None:
        typer.echo("No Spark cluster runs in this home.")
        raise typer.Exit(1)
    typer.echo(f"Spark runs: Thrift server on 127.0.0.1:{cluster.thrift_port}, {workers_alive(cluster)} workers alive")
