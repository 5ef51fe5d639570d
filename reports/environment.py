"""The template environment of one language: what every template may call.

Belongs here: the Jinja environment and its globals. Does not belong here: pages, sentences and formats.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from reports import view
from reports.display import Display
from reports.naming import local_link
from reports.speech import short_release
from reports.wording import NOT_RULES, SHORT, Wording

TEMPLATES = Path(__file__).parent / "templates"


class _CompiledOnce(BytecodeCache):
    """Templates are compiled once a process, not once a language and page set: that was 85 % of writing a site."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _CompiledOnce()


def build_environment(display: Display, say: Wording) -> Environment:
    """Return an environment whose globals speak one language; everything printed is escaped."""
    catalogue = display.catalogue
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_COMPILED,
    )
    environment.globals.update(
        say=say,
        short=SHORT,
        t=catalogue.text,
        word=catalogue.word,
        tn=display.count,
        tr=say.of,
        tone=lambda family, value: view.TONES[family][value],
        missing=display.missing,
        number=display.number,
        quantity=display.quantity,
        share=display.share,
        difference=display.difference,
        territory=display.territory,
        edition=display.edition,
        unit_name=catalogue.unit_name,
        short_release=short_release,
        blocking=view.BLOCKING,
        not_rules=NOT_RULES,
        language=catalogue.language,
        signed=display.signed,
        verdict_count=display.verdict_count,
        date=display.date,
        lima_time=display.lima_time,
        cell=display.cell,
        sentence=display.sentence,
        citation=display.citation,
        place=display.place,
        spot=display.spot,
        progress_share=view.progress_share,
        local_link=local_link,
        sorted_reasons=view.sorted_reasons,
        newest_first=view.newest_first,
    )
    return environment
