"""Which code of SDMX's list CL_OBS_STATUS (2.2) says what the warehouse knows of a value."""

from __future__ import annotations

# Without a value. M («missing») is not used: it means that data cannot exist, and these data could.
SUPPRESSED = "Q"  # missing value; suppressed: there is a figure and the verdict withholds it
NOT_COLLECTED = "L"  # missing value; data exist but were not collected: the zone was not monitored (our own M)
MISSING = "O"  # missing value: nobody has given a sourced figure

# With a value. The first code that applies is the worst thing known of the figure, which its reader must know.
EXPERIMENTAL = "G"  # the list has no code for an invented figure; this is the one no consumer takes for official
LOW_RELIABILITY = "U"  # in circulation without a source at hand. Not V: such a figure has been checked, and was not found
PROVISIONAL = "P"  # its publisher says so
ESTIMATED = "E"  # derived from other published figures, or estimated by its publisher
NORMAL = "A"  # cited as its publisher printed it, or computed by the formula of the registry from figures that were

_BY_EVIDENCE = {"synthetic": EXPERIMENTAL, "unverified": LOW_RELIABILITY}


def status_without_value(*, is_withheld: bool, is_unsourced: bool, status_in_mart: str | None) -> str:
    """The code of an empty value.

    ``is_withheld``: its verdict is NO PUBLICABLE. ``is_unsourced``: its period has no sourced figure at all (reason SIN-DATO),
    so that there was nothing to withhold. ``status_in_mart``: A, P, E or M (not monitored) where a mart knows it.
    """
    if status_in_mart == "M":
        return NOT_COLLECTED
    return SUPPRESSED if is_withheld and not is_unsourced else MISSING


def status_of_value(*, evidence: str, status_in_mart: str | None) -> str:
    """The code of a value that is there. ``evidence``: cited, derived, unverified or synthetic; ``status_in_mart`` as above."""
    if evidence in _BY_EVIDENCE:
        return _BY_EVIDENCE[evidence]
    if status_in_mart == "P":
        return PROVISIONAL
    if evidence == "derived" or status_in_mart == "E":
        return ESTIMATED
    return NORMAL
