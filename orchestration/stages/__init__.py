"""The stages of a run, one after the other, and what a run remembers. Dagster and ``csad`` both go through ``stages.run``."""
