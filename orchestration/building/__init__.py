"""How dbt builds: what changed since the last build, the build, its findings, the rules and what stands upstream of what."""
