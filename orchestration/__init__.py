"""How it runs: settings, the warehouse writer, the run, the gate, publication and the ``csad`` command.

No SQL that shapes data and no parsing of files. Only ``orchestration.defs`` imports Dagster.
"""
