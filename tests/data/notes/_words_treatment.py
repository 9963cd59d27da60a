"""What is said of the usual treatment: nothing is continued that is not named."""

import re
from collections.abc import Callable, Iterator

from tests.data.notes._care_note import Note

USUAL = (
    r"(?i)usual (?:treatment|meds) (?:continued|adjusted|reviewed)[^.\n;]*|traitement (?:de fond|habituel) (?:poursuivi|ajusté)[^.\n;]*"
    r"|\bttt (?:de fond ajusté|poursuivi)[^.\n;]*|dose to be increased|doses adjusted|dose à augmenter|doses ajustées"
)


def _named(n: Note) -> Iterator[str]:
    """No treatment is continued, adjusted or reviewed that is not named."""
    for found in re.finditer(USUAL, n.flat):
        if not any(found.start() <= d.start < found.end() for d in n.drugs):
            yield found[0]


RULES: dict[str, Callable[[Note], Iterator[str]]] = {
    "a treatment with a name": _named,
}
