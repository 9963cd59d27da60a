"""A table of a TOML file that an author writes: what is amiss is told with the file and the key.

``graders/m4_threshold/lab.toml: predictions.alarm.right: ...``
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from labkit.errors import CourseError
from labkit.language import Text
from labkit.toml_text import parsed


@dataclass(frozen=True)
class Table:
    """A table of a TOML file that knows where it stands, so that every fault names file and key."""

    file: Path
    key: str
    values: Mapping[str, Any]

    def fault(self, key: str, what: str) -> CourseError:
        """The error for what stands under a key."""
        return CourseError(f"{self.file}: {self._path(key)}: {what}")

    def _path(self, key: str) -> str:
        return f"{self.key}.{key}" if self.key else key

    def known(self, *keys: str) -> None:
        """Refuse keys that nothing reads: most are misspelled, and the nearest that is known is named."""
        for key in self.values:
            if key not in keys:
                near = get_close_matches(key, keys, n=1, cutoff=0)
                meant = f"did you mean {near[0]!r}? " if near else ""
                raise self.fault(key, f"unknown; {meant}Known here: {', '.join(keys)}")

    def get(self, key: str, kind: type | tuple[type, ...], default: Any = None) -> Any:
        """The value of a key; without a default it must be there."""
        if key not in self.values:
            if default is None:
                raise self.fault(key, "missing")
            return default
        value = self.values[key]
        if not isinstance(value, kind) or isinstance(value, bool):
            names = kind if isinstance(kind, tuple) else (kind,)
            wanted = " or ".join(_WORDS.get(each, each.__name__) for each in names)
            raise self.fault(key, f"must be {wanted}, not {value!r}")
        return value

    def text(self, key: str) -> Text:
        """A text in both languages, ``{en = ..., fr = ...}``, and nothing else."""
        under = self.table(key)
        under.known("en", "fr")
        return under.own_text()

    def own_text(self) -> Text:
        """This table's own ``en`` and ``fr``."""
        return Text(self.get("en", str), self.get("fr", str))

    def table(self, key: str) -> "Table":
        """The table under a key; an empty one where there is none."""
        return Table(self.file, self._path(key), self.get(key, dict, {}))

    def tables(self, key: str) -> Iterator[tuple[str, "Table"]]:
        """Name and table of each table under a key."""
        return self.table(key).own_tables()

    def own_tables(self) -> Iterator[tuple[str, "Table"]]:
        """Name and table of each table of this one."""
        return ((name, self.table(name)) for name in self.values)

    def rows(self, key: str) -> Iterator["Table"]:
        """Each table of an array, written as ``[[key]]``."""
        for place, row in enumerate(self.get(key, list, [])):
            if not isinstance(row, dict):
                raise self.fault(key, f"write each part as [[{self._path(key)}]]")
            yield Table(self.file, f"{self._path(key)}[{place}]", row)

    def names(self, key: str) -> list[str]:
        """A list of words; empty where there is none."""
        found = self.get(key, list, [])
        if not all(isinstance(each, str) for each in found) or len(set(found)) != len(found):
            raise self.fault(key, "must be a list of words, each of them once")
        return found


_WORDS: dict[type, str] = {
    dict: "a table",
    list: "a list",
    str: "a text",
    int: "a whole number",
    float: "a number",
}


def read_table(file: Path) -> Table:
    """A TOML file; a `CourseError` that names the file where it is missing or does not read."""
    try:
        return Table(file, "", parsed(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise CourseError(f"{file} is missing: write it") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise CourseError(f"{file} does not read as TOML: {fault}") from fault
