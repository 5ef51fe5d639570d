"""The Dagster graph: a thin shell over ``orchestration.stages.run``, and the only place that imports dagster.

An asset gets the run's resource, calls one stage and says what it did. How a stage works does not live here: the command
``csad run`` goes through the same functions (docs/adr/0009). Start at ``graph``; importing this package costs nothing.
"""
