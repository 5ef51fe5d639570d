"""How Spark is configured for this project: the same answers as DuckDB, on 127.0.0.1 only, without usage statistics."""

from __future__ import annotations

from pathlib import Path

# What Spark's own launcher opens of Java 17 (org.apache.spark.launcher.JavaModuleOptions, 3.5); we start Java ourselves.
_OPENED = (
    "java.lang", "java.lang.invoke", "java.lang.reflect", "java.io", "java.net", "java.nio", "java.util",
    "java.util.concurrent", "java.util.concurrent.atomic", "jdk.internal.ref", "sun.nio.ch", "sun.nio.cs", "sun.security.action",
    "sun.util.calendar",
)  # fmt: skip
JAVA_17_MODULES = (
    "-XX:+IgnoreUnrecognizedVMOptions",
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
    "--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
    "-Djdk.reflect.useDirectMethodHandle=false",
)

_SETTINGS = {
    # The same answers as DuckDB.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.storeAssignmentPolicy": "ANSI",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.legacy.createHiveTableByDefault": "false",
    "spark.sql.sources.default": "parquet",
    "spark.sql.sources.partitionOverwriteMode": "dynamic",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    # Small tables, two cores: every partition more is a task more.
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "true",
    "spark.default.parallelism": "2",
    "spark.executor.memory": "1g",
    "spark.executor.cores": "1",
    "spark.locality.wait": "0s",
    "spark.scheduler.mode": "FAIR",
    # A worker that dies is survived: its tasks go to the other one at once.
    "spark.task.maxFailures": "8",
    "spark.stage.maxConsecutiveAttempts": "8",
    "spark.excludeOnFailure.enabled": "false",
    "spark.worker.timeout": "10",
    "spark.network.timeout": "60s",
    "spark.executor.heartbeatInterval": "5s",
    # On this machine only.
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.killEnabled": "false",
    "spark.eventLog.enabled": "false",
    "spark.hadoop.datanucleus.schema.autoCreateAll": "true",
    "spark.hadoop.hive.metastore.schema.verification": "false",
}

_LOGGING = """\
rootLogger.level = warn
rootLogger.appenderRef.stderr.ref = stderr
# Ten lines a session about settings that this Hive does not know.
logger.hive.name = org.apache.hadoop.hive.conf.HiveConf
logger.hive.level = error
# A session that closes is no error.
logger.thrift.name = org.apache.thrift.server
logger.thrift.level = off
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %d{yyyy-MM-dd HH:mm:ss} %p %c{1}: %m%n%ex{short}
"""


def write_configuration(folder: Path) -> Path:
    """Write ``conf/`` of the cluster in ``folder``; returns the folder of Spark's jars."""
    import pyspark

    conf = folder / "conf"
    conf.mkdir(exist_ok=True)
    # Made here, because two sessions that open at once would both try to make the folder, and one would fail.
    (folder / "scratch" / "hive-local").mkdir(parents=True, exist_ok=True)
    places = {
        "spark.sql.warehouse.dir": folder / "warehouse",
        "spark.local.dir": folder / "scratch",
        "spark.hadoop.hive.exec.scratchdir": folder / "scratch" / "hive",
        "spark.hadoop.hive.exec.local.scratchdir": folder / "scratch" / "hive-local",
        # One folder per session, because a session that closes removes its folder while another session may be opening.
        "spark.hadoop.hive.downloaded.resources.dir": folder / "scratch" / "resources-${hive.session.id}",
        "spark.hadoop.javax.jdo.option.ConnectionURL": f"jdbc:derby:;databaseName={folder / 'metastore'};create=true",
        # Executors carry the folder of the cluster on their command line, like their worker, so that ``stop`` finds them.
        "spark.executor.extraJavaOptions": f"-Dcsad.cluster={folder} -XX:+UseSerialGC",
    }
    lines = [f"{name} {value}" for name, value in {**_SETTINGS, **places}.items()]
    (conf / "spark-defaults.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (conf / "log4j2.properties").write_text(_LOGGING, encoding="utf-8")
    return Path(pyspark.__file__).parent / "jars"
