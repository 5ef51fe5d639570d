"""Engines: where the rows of a run live, and who shapes and checks them (docs/adr/0011).

``protocol`` says what a run asks of an engine; ``duckdb_engine`` is the embedded default, ``spark_engine`` the distributed one.
The build database stays the catalogue and the ledger of both. Importing this package costs nothing.
"""
