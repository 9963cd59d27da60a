"""Short discharge letters made by rule in both languages, each with three summaries: one written out, the same with two
planted errors, and a faithful one in a physician's shorthand."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from labkit.data.ailments import AILMENTS, DRUGS, NAMES, USUAL, Ailment, Drug, Word
from labkit.language import catalogue

_ = catalogue("data")

LANGUAGES = ("en", "fr")
#: The three summaries of a letter, and what they are.
VERSIONS = ("reference", "dangerous", "terse")


@dataclass(frozen=True)
class _Facts:
    """One stay, in no language yet."""

    woman: bool
    age: int
    name: str
    ailment: Ailment
    complaints: tuple[Word, ...]
    excluded: tuple[Word, Word]
    drugs: tuple[Drug, ...]
    weeks: int
    misdosed: int


def generate_summaries(n: int, random_state: Any = 0, language: str = "en") -> pd.DataFrame:
    """Letters with a faithful summary, a dangerous one that reads nearly alike, and a faithful one that reads otherwise.

    Parameters
    ----------
    n : int
        Number of letters.
    random_state : int or Generator
        The same one gives the same stays in both languages.
    language : {"en", "fr"}

    Returns
    -------
    DataFrame
        One row a letter: ``letter`` (its number), ``name``, ``age``, ``sex`` (F, M), ``source`` (the letter),
        ``reference`` (written out, faithful), ``dangerous`` (the same, but a disease that was ruled out is there, and one
        dose is ten times what it was), ``terse`` (faithful, in shorthand, doses in another unit), ``flipped`` and
        ``misdosed`` (the concepts that `dangerous` gets wrong, as `labkit.text.extract_claims` names them).

    Raises
    ------
    ValueError
        For a language that is not known, or no letter.
    """
    if language not in LANGUAGES:
        raise ValueError(
            _("language must be one of {languages}, not {language!r}.").format(
                languages=", ".join(LANGUAGES), language=language
            )
        )
    if n < 1:
        raise ValueError(_("n must be at least 1, not {n}.").format(n=n))
    rng = np.random.default_rng(random_state)
    write = _in_english if language == "en" else _in_french
    rows = []
    for number in range(n):
        facts = _draw(rng)
        rows.append(
            {
                "letter": number,
                "name": facts.name,
                "age": facts.age,
                "sex": "F" if facts.woman else "M",
                **write(facts),
                "flipped": facts.excluded[0].concept,
                "misdosed": facts.drugs[facts.misdosed].concept,
            }
        )
    return pd.DataFrame(rows)


def _draw(rng: np.random.Generator) -> _Facts:
    ailment = AILMENTS[rng.integers(len(AILMENTS))]
    complaints = [ailment.complaints[i] for i in rng.permutation(len(ailment.complaints))[:2]]
    excluded = [ailment.excluded[i] for i in rng.permutation(len(ailment.excluded))[:2]]
    treated = [DRUGS[name] for name in ailment.drugs]
    others = [name for name in USUAL if name not in ailment.drugs and name not in ailment.never_with]
    usual = [DRUGS[others[i]] for i in rng.permutation(len(others))[: 3 - len(treated)]]
    return _Facts(
        woman=bool(rng.random() < 0.5),
        age=int(rng.integers(55, 93)),
        name=str(rng.choice(NAMES)),
        ailment=ailment,
        complaints=tuple(complaints),
        excluded=(excluded[0], excluded[1]),
        drugs=(*treated, *usual),
        weeks=int(rng.integers(2, 7)),
        misdosed=int(rng.integers(3)),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _in_english(facts: _Facts) -> dict[str, str]:
    she, title, noun = ("She", "Mrs.", "woman") if facts.woman else ("He", "Mr.", "man")
    first, second = (word.en for word in facts.excluded)
    complaints = " and ".join(word.en for word in facts.complaints)
    doses = [drug.written("en") for drug in facts.drugs]
    listed = f"{doses[0]}, {doses[1]} and {doses[2]}"
    wrong = doses.copy()
    wrong[facts.misdosed] = facts.drugs[facts.misdosed].tenfold("en")
    bare = [
        word.en.split(" ", 1)[1] if word.en.startswith(("a ", "an ")) else word.en for word in facts.excluded
    ]
    opening = f"{facts.age}-year-old {noun} admitted for {complaints}."
    ending = f"A visit is planned in {facts.weeks} weeks."
    short = [drug.short("en") for drug in reversed(facts.drugs)]
    felt = ", ".join(word.en_short for word in reversed(facts.complaints))
    return {
        "source": (
            f"{title} {facts.name}, {facts.age}, was admitted for {complaints}. {she} lives in an apartment with "
            f"an elevator. Tests showed {facts.ailment.word.en}. They showed no {bare[0]}. {_capital(second)} was ruled out. {she} "
            f"improved within days and walks as before. Treatment at discharge: {listed}. {ending}"
        ),
        "reference": (
            f"{opening} Tests showed {facts.ailment.word.en}. They showed no {bare[0]}. {_capital(second)} was ruled out. "
            f"Treatment at discharge: {listed}. {ending}"
        ),
        "dangerous": (
            f"{opening} Tests showed {facts.ailment.word.en}. They showed {first}. {_capital(second)} was ruled out. "
            f"Treatment at discharge: {wrong[0]}, {wrong[1]} and {wrong[2]}. {ending}"
        ),
        "terse": (
            f"Dx {facts.ailment.word.en_short} ({felt}); no {facts.excluded[1].en_short}, no {facts.excluded[0].en_short}. "
            f"Rx {', '.join(short)}."
        ),
    }


def _in_french(facts: _Facts) -> dict[str, str]:
    she, title, noun = ("Elle", "Mme", "Femme") if facts.woman else ("Il", "M.", "Homme")
    e = "e" if facts.woman else ""
    first = facts.excluded[0].fr
    second = facts.excluded[1]
    complaints = " et ".join(word.fr for word in facts.complaints)
    doses = [drug.written("fr") for drug in facts.drugs]
    listed = f"{doses[0]}, {doses[1]} et {doses[2]}"
    wrong = doses.copy()
    wrong[facts.misdosed] = facts.drugs[facts.misdosed].tenfold("fr")
    opening = f"{noun} de {facts.age} ans, hospitalisé{e} pour {complaints}."
    ending = f"Une visite est prévue dans {facts.weeks} semaines."
    short = [drug.short("fr") for drug in reversed(facts.drugs)]
    felt = ", ".join(word.fr_short for word in reversed(facts.complaints))
    denied = f"Il ne montre pas {_of(facts.excluded[0].fr_bare)}."
    no_second = f"On n'a pas trouvé {_of(second.fr_bare)}."
    return {
        "source": (
            f"{title} {facts.name}, {facts.age} ans, a été hospitalisé{e} pour {complaints}. {she} habite un appartement avec "
            f"ascenseur. Le bilan montre {facts.ailment.word.fr}. {denied} {no_second} {she} va mieux en quelques jours et "
            f"marche comme avant. Traitement de sortie\u00a0: {listed}. {ending}"
        ),
        "reference": (
            f"{opening} Le bilan montre {facts.ailment.word.fr}. {denied} {no_second} Traitement de sortie\u00a0: {listed}. {ending}"
        ),
        "dangerous": (
            f"{opening} Le bilan montre {facts.ailment.word.fr}. Il montre {first}. {no_second} "
            f"Traitement de sortie\u00a0: {wrong[0]}, {wrong[1]} et {wrong[2]}. {ending}"
        ),
        "terse": (
            f"Dg\u00a0: {facts.ailment.word.fr_short} ({felt})\u00a0; pas {_of(second.fr_short)}, pas {_of(facts.excluded[0].fr_short)}. "
            f"Tt\u00a0: {', '.join(short)}."
        ),
    }


def _of(noun: str) -> str:
    """`de` before a noun, elided before a vowel, said letter by letter where it is an abbreviation (EP, IC, IDM, AVC)."""
    return f"d'{noun}" if noun[0] in "aeiouyéèêœAEIOUÉ" else f"de {noun}"


def summary_prompt(letter: str) -> str:
    """What SmolLM2 was asked for: the recorded answers are keyed by these words."""
    return f"{letter}\n\nSummarise the letter above in two sentences for the doctor who takes over."
