"""How files become rows of ``raw``: one transaction a delivery, and the build database. Parsing stands in ``sources``."""
