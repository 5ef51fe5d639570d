"""YAML that a person wrote beside a file or as a record: small, flat, without aliases and without repeated keys.

An alias repeats what it names, so ten lines can fill the memory; depth fills the stack. Both are looked for in the events of the
parser, before any value is made.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from sources.bounds import MAX_YAML_BYTES, MAX_YAML_DEPTH, refuse_too_large


class YamlFault(Exception):
    """The text is no YAML, or no YAML of this kind. Both sentences may quote the text."""

    def __init__(self, fault_es: str, fault_en: str) -> None:
        super().__init__(fault_en)
        self.fault_es = fault_es
        self.fault_en = fault_en


class _Loader(yaml.CSafeLoader):
    """Days stay as they are printed, so that whoever knows the field can say which day is impossible."""

    yaml_implicit_resolvers = {  # noqa: RUF012  # the name and the form are PyYAML's
        start: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for start, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


def read_mapping(path: Path) -> dict[Any, Any]:
    """The one mapping of a file, maybe empty. ``YamlFault`` if it is no such YAML, ``ContractBreach`` if it is too large."""
    with path.open("rb") as stream:
        content = stream.read(MAX_YAML_BYTES + 1)
    refuse_too_large(len(content), MAX_YAML_BYTES)
    try:
        text = content.decode("utf-8-sig")
        _refuse_costly(text)
        found = yaml.load(text, Loader=_Loader)  # noqa: S506  # a safe loader that makes even less
    except YamlFault:
        raise
    # PyYAML lets errors of Python through, such as a TypeError for a list as a key.
    except (yaml.YAMLError, ValueError, TypeError, OverflowError, AttributeError, LookupError) as error:
        said = " ".join(str(error).splitlines()[:4])
        raise YamlFault(said, said) from error
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise YamlFault("se esperan líneas «campo: valor»", "lines 'field: value' are expected")
    return found


def _refuse_costly(text: str) -> None:
    """Raise ``YamlFault`` for an alias, for depth, and for a key that stands twice in one mapping."""
    # One entry per open collection: the keys of a mapping (``None`` for a list), and whether the next node is a key.
    open_nodes: list[tuple[set[str] | None, bool]] = []

    def node(key: str | None) -> None:
        if not open_nodes:
            return
        keys, is_key = open_nodes[-1]
        if keys is None:
            return
        if is_key and key is not None:
            if key in keys:
                raise YamlFault(f"el campo «{key}» aparece dos veces", f"the field '{key}' stands twice")
            keys.add(key)
        open_nodes[-1] = (keys, not is_key)

    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise YamlFault(
                f"usa el alias «*{event.anchor}»; escriba el texto completo",
                f"it uses the alias '*{event.anchor}'; write the text itself",
            )
        if isinstance(event, yaml.CollectionStartEvent):
            node(None)
            open_nodes.append((set() if isinstance(event, yaml.MappingStartEvent) else None, True))
            if len(open_nodes) > MAX_YAML_DEPTH:
                raise YamlFault(
                    f"tiene más de {MAX_YAML_DEPTH} niveles, uno dentro de otro",
                    f"it has more than {MAX_YAML_DEPTH} nested levels",
                )
        elif isinstance(event, yaml.CollectionEndEvent):
            open_nodes.pop()
        elif isinstance(event, yaml.ScalarEvent):
            if any(char < " " and char not in "\n\t" for char in event.value):
                raise YamlFault("tiene caracteres que no se ven", "it has characters that cannot be seen")
            node(event.value)
