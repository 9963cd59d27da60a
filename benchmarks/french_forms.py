"""Makes `src/labkit/text/counterfactual/fr_forms.tsv` from the French tables of spacy-lookups-data (MIT licence).

    pip download --no-deps spacy-lookups-data==1.0.5
    python benchmarks/french_forms.py spacy_lookups_data-1.0.5-py2.py3-none-any.whl

The tables give the lemma of a form by part of speech. A feminine form in -e whose lemma is its masculine makes a pair;
regular pairs (`content`, `contente`) are taken where the feminine form occurs in the tables. Participles in -é are left to a rule.
"""

import gzip
import json
import re
import sys
import zipfile
from pathlib import Path

OUT = Path(__file__).parents[1] / "src" / "labkit" / "text" / "counterfactual" / "fr_forms.tsv"
WORD = re.compile(r"[a-zà-öø-ÿœæ]+(?:-[a-zà-öø-ÿœæ]+)*$")
ONE_FORM = ("que", "able", "ible", "aire", "iste", "ide", "ile", "ose", "ogue", "âtre", "phone", "esthésie")
# Liaison forms and short verbs that are no adjectives.
DROPPED = {"vieil", "fol", "mol", "bel", "nouvel", "ai", "as", "es", "eu", "fut", "dû", "mû"}
# Nouns in -é whose verb the tables do not have, and which are said of persons: they agree.
OF_PERSONS = {
    "polytraumatisé", "immunosupprimé", "plurihandicapé", "malintentionné", "timoré", "vérolé", "variolé", "mal-aimé",
    "mal-logé", "ex-associé", "sous-délégué", "non-engagé",
}  # fmt: skip
EURE = ["supérieur", "inférieur", "antérieur", "postérieur", "extérieur", "intérieur", "ultérieur", "majeur", "mineur", "meilleur"]  # fmt: skip
TRADE = re.compile(r"(euse|trice|ière|ienne|ante|ente|ère|ate|ise|aise|oise|ale|elle)$")
PARTICIPLE = re.compile(r"(i|u|is|it|rt|nt|us|ut)e$")
REGULAR = re.compile(r"(d|t|[aoiu]s|al|il|ul|ain|ein|in|un|an|i|u|eur|ir|ct|at|ol|ûr|ur)$")
HEADER = (
    "# Masculine, feminine, kinds: a adjective, p past participle, n also a noun. "
    "One form: e adjective, t noun in -é that no verb makes.\n"
)


def table(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:

        def load(name: str) -> dict:
            return json.loads(
                gzip.decompress(archive.read(f"spacy_lookups_data/data/fr_lemma_{name}.json.gz"))
            )

        forms, lemmas, lookup = load("exc"), load("index"), load("lookup")
    nouns, adjectives, verbs = (set(lemmas[kind]) for kind in ("noun", "adj", "verb"))
    conjugated = forms["verb"]
    rows: dict[tuple[str, str], set[str]] = {}

    def add(masculine: str, feminine: str, kind: str) -> None:
        words = WORD.match(masculine) and WORD.match(feminine) and masculine != feminine
        if (
            words
            and not feminine.endswith("ée")
            and masculine[:2] == feminine[:2]
            and not masculine.endswith("e")
        ):
            rows.setdefault((masculine, feminine), set()).add(kind)

    for feminine, of in forms["adj"].items():
        for masculine in of if feminine.endswith("e") else ():
            add(masculine, feminine, "a")
    for feminine, of in conjugated.items():
        masculine = feminine[:-1]
        same_verb = masculine in conjugated and set(conjugated[masculine]) & set(of)
        if (
            feminine.endswith("e")
            and same_verb
            and PARTICIPLE.search(feminine)
            and not feminine.endswith("ante")
        ):
            add(masculine, feminine, "p")
    for feminine, of in forms["noun"].items():
        for masculine in of if TRADE.search(feminine) else ():
            add(masculine, feminine, "n")
    for (masculine, feminine), kinds in rows.items():
        if masculine in nouns or feminine in nouns:
            kinds.add("n")

    def written(masculine: str, feminine: str) -> str:
        """`revenir`, the lemma of `revenue`, is no masculine: `revenu` is."""
        infinitive = masculine[-2:] in ("er", "ir", "re") and feminine.endswith(
            ("ue", "ie", "ise", "ite", "ine")
        )
        # `étranger` is a verb, and the masculine of `étrangère` all the same.
        verb = masculine in verbs and not feminine.endswith("ère")
        return feminine[:-1] if verb or infinitive else masculine

    rows = {(written(masculine, feminine), feminine): kinds for (masculine, feminine), kinds in rows.items()}
    have = {word for pair in rows for word in pair}
    for masculine in adjectives:
        feminine = masculine + "e"
        regular = WORD.match(masculine) and REGULAR.search(masculine) and not masculine.endswith("ou")
        if masculine in have or not regular or feminine not in lookup:
            continue
        if masculine.endswith("eur") and masculine not in EURE:
            continue
        add(masculine, feminine, "a")
        also = {"n"} if masculine in nouns or feminine in nouns else set()
        rows.get((masculine, feminine), set()).update(
            {"a"} | also | ({"p"} if masculine in conjugated else set())
        )

    partners: dict[str, str] = {}
    taken: set[str] = set()
    for (masculine, feminine), kinds in sorted(rows.items(), key=lambda row: (row[0][1], row[0][0])):
        trade = masculine[-3:] in (
            "eur",
            "ier",
            "ien",
            "ant",
            "ent",
            "ger",
            "cat",
            "san",
            "lin",
        ) or feminine.endswith(("euse", "trice", "ère", "ienne"))
        if (
            masculine in DROPPED
            or (kinds == {"n"} and not trade)
            or masculine in partners
            or feminine in taken
        ):
            continue
        partners[masculine] = feminine
        taken.add(feminine)

    lines = [f"{m}\t{f}\t{''.join(sorted(rows[m, f]))}" for m, f in sorted(partners.items())]

    def from_verb(noun: str) -> bool:
        stem = noun.rstrip("e")[:-1] if noun.endswith("ée") else noun[:-1]
        return stem + "er" in verbs or noun in conjugated

    for noun in sorted(nouns):
        ends = noun.endswith(("é", "ée")) and not noun.endswith(("idé", "acée"))
        if (
            ends
            and noun not in OF_PERSONS
            and noun not in adjectives
            and not from_verb(noun)
            and WORD.match(noun)
        ):
            lines.append(f"{noun}\t\tt")
    for word in sorted(adjectives):
        if word.endswith("e") and not word.endswith(ONE_FORM) and word not in nouns and WORD.match(word):
            lines.append(f"{word}\t\te")
    return lines


if __name__ == "__main__":
    OUT.write_text(HEADER + "\n".join(table(Path(sys.argv[1]))) + "\n", encoding="utf-8")
