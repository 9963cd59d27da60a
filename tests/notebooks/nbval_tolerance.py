"""A pytest plug-in beside nbval: what a training or a long sum printed is compared with the tolerance its cell declares.

nbval compares outputs letter for letter, and processors do not sum alike: after a training the same cell prints 0.697
on one and 0.696 on another. A cell whose numbers rest on such a computation declares ``metadata.labkit.tolerance``
(`labkit lint` asks for it), and `labkit release --solved` carries it into the copy that is run. In that cell's outputs
a number that agrees within the tolerance is taken for the committed one; then nbval compares as it always does: words,
order, number of rows, and every cell without a tolerance, to the letter.
"""

import math
import re

from nbval.plugin import IPyNbCell

# A number of its own: not the 2 of `m2_finetune` or a digit of an address in memory.
_NUMBER = (
    r"(?<![\w.#&])[-+−]?(?:\d{{1,3}}(?:{group}\d{{3}})+|\d+)(?:{point}\d+)?(?:[eE][-+]?\d+)?(?!\w)(?:\s?%)?"
)
NUMBER = {
    "en": re.compile(_NUMBER.format(group=",", point=r"\.")),
    "fr": re.compile(_NUMBER.format(group="[\u00a0\u202f]", point="[.,]")),
}


# A picture's bytes hold what looks like numbers, as many as chance has it: tests/notebooks/nbval.cfg takes them for one word as well.
_PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+")


def value_of(text: str, language: str) -> tuple[float, float]:
    """A printed number and one in its last place: ``0.697`` is (0.697, 0.001), ``45%`` is (0.45, 0.01), ``12`` is (12, 0).

    A whole number (a count, an epoch) was not rounded.
    """
    share = text.endswith("%")
    text = text.rstrip("%").strip().replace("−", "-").replace("\u00a0", "").replace("\u202f", "")
    text = text.replace(",", "." if language == "fr" else "")
    mantissa, _, exponent = text.lower().partition("e")
    places = len(mantissa.partition(".")[2])
    rounded = places or exponent or share
    unit = 10.0 ** (int(exponent or 0) - places) if rounded else 0.0
    return (float(text) / 100, unit / 100) if share else (float(text), unit)


def agrees(new: str, committed: str, tolerance: float, language: str = "en") -> bool:
    """Whether two printed numbers are one: within `tolerance` (absolute up to 1, relative above), beside their rounding.

    A count moves by whole people: by one at least, unless it is 0 or the tolerance is.
    """
    (a, unit), (b, other) = value_of(new, language), value_of(committed, language)
    if unit == other == 0:
        return abs(a - b) <= math.ceil(tolerance * abs(b))
    return abs(a - b) <= tolerance * max(1.0, abs(b)) + max(unit, other) * (1 + 1e-9)


def settled(new: str, committed: str, tolerance: float, language: str = "en") -> str:
    """`new`, each number that agrees with the committed one replaced by it; unchanged where the two do not align."""
    found, wanted = (list(NUMBER[language].finditer(text)) for text in (new, committed))
    if len(found) != len(wanted):
        return new
    parts, at = [], 0
    for one, other in zip(found, wanted, strict=True):
        same = agrees(one[0], other[0], tolerance, language)
        parts += [new[at : one.start()], other[0] if same else one[0]]
        at = one.end()
    return "".join([*parts, new[at:]])


def settle(outputs: list, committed: list, tolerance: float, language: str = "en") -> None:
    """Settle each text of each output, in place, against the committed output at the same place."""
    for one, other in zip(outputs, committed, strict=False):
        if "text" in one and "text" in other:
            one["text"] = settled(one["text"], other["text"], tolerance, language)
        data, wanted = one.get("data", {}), other.get("data", {})
        for kind in data.keys() & wanted.keys():
            if kind.startswith("text/"):
                new, old = (_PICTURE.sub("PICTURE", text) for text in (data[kind], wanted[kind]))
                text = settled(new, old, tolerance, language)
                # pandas pads a plain table to its widest number: its spaces are no result.
                padded = kind == "text/plain" and text.split() == wanted[kind].split()
                data[kind] = wanted[kind] if padded else text


def pytest_itemcollected(item) -> None:
    """Give a cell that declares a tolerance a comparison that settles its numbers first."""
    if not isinstance(item, IPyNbCell):
        return
    tolerance = item.cell.metadata.get("labkit", {}).get("tolerance")
    if tolerance is None:
        return
    language = item.parent.nb.metadata.get("labkit", {}).get("language", "en")
    to_the_letter = item.compare_outputs

    def compare_outputs(test, ref, skip_compare=None):
        settle(test, ref, tolerance, language)
        return to_the_letter(test, ref, skip_compare)

    item.compare_outputs = compare_outputs
