"""The words, read once from ``vocabulary/``: findings, conditions, drugs, sentences by language and region."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from labkit.data.notes.knowledge.spelling import vowel
from labkit.data.notes.knowledge.template import Template, compile_template, needs_of, region_of

FOLDER = Path(__file__).parents[1] / "vocabulary"
REGIONS = {"fr": ("FR", "QC"), "en": ("QC", "CA", "US", "FR")}
# A form marked @QC or @FR belongs to that region; English forms are shared.


class Form(NamedTuple):
    """One way to name a concept. ``gender`` is m or f (capital: plural), ``article`` the indefinite one.

    ``attack`` (written ``!``) names an episode: it is not said of a history or of a relative.
    ``exact`` (written ``^``) gives a side, a size or a grade: it is said of what was seen only.
    """

    text: str
    gender: str
    article: str
    abbreviation: bool
    attack: bool = False
    exact: bool = False

    @property
    def plural(self) -> bool:
        return self.gender in "MF"

    @property
    def feminine(self) -> bool:
        return self.gender in "fF"


@dataclass(frozen=True, eq=False)
class Concept:
    """A finding or a condition, with its forms by (language, region)."""

    id: str
    kind: str
    group: str
    categories: tuple[str, ...]
    forms: dict[tuple[str, str], tuple[Form, ...]]
    modifiable: bool = False


@dataclass(frozen=True, eq=False)
class Condition(Concept):
    """A diagnosis: ICD-10 code (WHO), code once it is past, whom it strikes, what it shows, what treats it."""

    code: str = ""
    history_code: str = ""
    specialty: str = ""
    sex: str = ""
    ages: tuple[int, int] = (18, 95)
    acute: bool = False
    chronic: bool = False
    findings: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Drug:
    """A drug: non-proprietary and brand names by (language, region), doses, routes, frequencies."""

    id: str
    names: dict[tuple[str, str], tuple[str, ...]]
    brands: dict[str, str]
    doses: tuple[str, ...]
    unit: str
    routes: tuple[str, ...]
    frequencies: tuple[str, ...]
    family: str

    @property
    def at_home(self) -> tuple[str, ...]:
        """Routes by which patients take it at home; none for a drug of the ward."""
        if self.id in named("ward_only"):
            return ()
        return tuple(r for r in self.routes if r in ("PO", "INH", "SC", "TOP", "OPH", "SL"))


def rows(name: str) -> list[dict[str, str]]:
    """A vocabulary table's rows."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:] if line]


@cache
def table(name: str) -> dict[str, Any]:
    """A vocabulary file in TOML."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def named(key: str) -> frozenset[str]:
    """A set of identifiers of ``clinical.toml``."""
    return frozenset(table("clinical")[key].split())


def _french(text: str) -> Form:
    text = text.strip()
    attack, exact, text = text.startswith("!"), text.startswith("^"), text.lstrip("!^")
    gender, _, name = text.partition(" ")
    mass, gender = len(gender) == 2, gender[0]
    if gender in "MF":
        article = "des "
    elif mass:
        article = "de l'" if vowel(name) else ("du " if gender == "m" else "de la ")
    else:
        article = "un " if gender == "m" else "une "
    return Form(name, gender, article, name.replace(" ", "").replace("+", "").isupper(), attack, exact)


_SINGULAR_S = ("ss", "is", "us", "diabetes", "ascites", "shingles", "nystagmus", "pelas")


def _english(text: str) -> Form:
    text = text.strip()
    attack, exact, text = text.startswith("!"), text.startswith("^"), text.lstrip("!^")
    article, _, name = text.partition(" ")
    if article not in ("a", "an"):
        article, name = "", text
    plural = (
        not article
        and name.split(" in ")[0].split(" of ")[0].endswith("s")
        and not name.endswith(_SINGULAR_S)
    )
    return Form(name, "M" if plural else "m", article and article + " ", name.isupper(), attack, exact)


def usage(text: str, region: str) -> str:
    """A shared text in the words of a country."""
    for shared, own in table("usage")[region]:
        text = text.replace(shared, own)
    return text


def in_use(text: str, language: str, region: str) -> str:
    """A text as the country writes it: Québec in French, the United States in English."""
    own = (language, region) in (("fr", "QC"), ("en", "US"))
    return usage(text, region) if own else text


def _forms(row: dict[str, str]) -> dict[tuple[str, str], tuple[Form, ...]]:
    forms: dict[tuple[str, str], tuple[Form, ...]] = {}
    for region in REGIONS["fr"]:
        kept = []
        for form in row["fr"].split(";"):
            text, _, only = form.strip().partition("@")
            if only in ("", region):
                kept.append(_french(text))
        forms["fr", region] = tuple(kept)
    for region in REGIONS["en"]:
        names = in_use(row["en"], "en", region)
        forms["en", region] = tuple(_english(form) for form in names.split(";"))
    return forms


@cache
def findings() -> dict[str, Concept]:
    """Symptoms, signs and results by id."""
    found = {}
    for row in rows("findings"):
        name = row["id"].rstrip("+")
        found[name] = Concept(
            name,
            "finding",
            row["group"],
            tuple(row["categories"].split()),
            _forms(row),
            row["id"].endswith("+"),
        )
    return found


@cache
def conditions() -> dict[str, Condition]:
    """Diagnoses by id."""
    found = {}
    for row in rows("conditions"):
        low, high = row["ages"].split("-")
        found[row["id"]] = Condition(
            row["id"],
            "condition",
            row["id"],
            ("condition",),
            _forms(row),
            code=row["code"],
            history_code=row["history_code"],
            specialty=row["specialty"],
            sex=row["sex"],
            ages=(int(low), int(high)),
            acute="a" in row["type"],
            chronic="c" in row["type"],
            findings=tuple(row["findings"].split()),
            drugs=tuple(row["drugs"].split()),
        )
    return found


@cache
def drugs() -> dict[str, Drug]:
    """Drugs by id. Two drugs of one ``family`` are never given together."""
    found = {}
    family = {name: group.split()[0] for group in table("clinical")["classes"] for name in group.split()}
    for row in rows("drugs"):
        names: dict[tuple[str, str], tuple[str, ...]] = {}
        for region in REGIONS["fr"]:
            kept = [f.partition("@") for f in row["fr"].split(";")]
            names["fr", region] = tuple(text for text, _, only in kept if only in ("", region))
        english = [f.partition("@") for f in row["en"].split(";")]
        for region in REGIONS["en"]:
            known = "US" if region == "US" else "CA"
            names["en", region] = tuple(text for text, _, only in english if only in ("", known))
        brands = {"FR": row["brand_fr"]} | dict.fromkeys(("QC", "CA", "US"), row["brand_ca"])
        brands["US"] = table("compatibility")["country"]["US"]["brands"].get(row["id"], row["brand_ca"])
        found[row["id"]] = Drug(
            row["id"],
            names,
            brands,
            tuple(row["doses"].split(",")),
            row["unit"],
            tuple(row["routes"].split(",")),
            tuple(row["frequencies"].split(",")),
            family.get(row["id"], row["id"]),
        )
    return found


@cache
def _sentences(language: str) -> dict[str, list[tuple[int, str]]]:
    """Every pool of sentence sources of a language, ``{"absent.symptom.t": [(key, source), ...]}``."""
    pools: dict[str, list[tuple[int, str]]] = {}
    key = 0

    def walk(prefix: str, node: Any) -> None:
        nonlocal key
        if isinstance(node, dict):
            for name, child in node.items():
                walk(f"{prefix}.{name}" if prefix else name, child)
            return
        numbered = []
        for source in node:
            numbered.append((key, source))
            key += 1
        pools[prefix] = numbered

    for file in ("statements", "frames", "care", "sections", "headers", "acts", "answers"):
        walk("", table(f"{file}.{language}"))
    return pools


@cache
def pool(language: str, region: str, name: str) -> tuple[Template, ...]:
    """Compiled templates of a pool in a region; a terse pool (``.t``) and ``.any`` fall back on wider ones."""
    pools = _sentences(language)
    found = pools.get(name)
    if found is None and name.endswith(".t"):
        return pool(language, region, name[:-1] + "v")
    if found is None:
        head, category, style = name.rsplit(".", 2)
        wider = next((w for w in ("any", "symptom") if f"{head}.{w}.{style}" in pools), None)
        if wider is None:
            raise KeyError(f"no sentences named {name!r} in {language}")
        return pool(language, region, f"{head}.{wider}.{style}")
    templates: list[Template] = []
    for key, source in found:
        only, text = region_of(source)
        if only in (None, region):
            asked, text = needs_of(text)
            text = asked + in_use(text, language, region)
            if language == "fr" and region == "QC":  # which writes Dre for a woman
                text = text.replace("{%Dr|Dre} <dr:author>", "Dr <dr:author>")
                text = text.replace("le Dr <dr:author>", "{%le Dr|la Dre} <dr:author>")
                text = text.replace("Dr <dr:author>", "{%Dr|Dre} <dr:author>")
            templates.extend(compile_template(text, key))
    return tuple(templates)
