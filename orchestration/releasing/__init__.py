"""What a release holds and how it is published: the DuckDB file, the exports, the metadata, the swap of ``current``."""
