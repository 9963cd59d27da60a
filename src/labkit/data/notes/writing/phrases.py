"""Noun phrases: findings named one after the other, with their articles, elisions, agreement and gold spans."""

from labkit.data.notes.knowledge.spelling import vowel
from labkit.data.notes.knowledge.vocabulary import Concept, Form
from labkit.data.notes.plan.items import Statement
from labkit.data.notes.writing.writer import Span, Writer

# In the same order in both languages: parallel notes say the same.
_MODIFIERS = (
    ("modéré", "modérée", "modérés", "modérées"),
    ("important", "importante", "importants", "importantes"),
    ("discret", "discrète", "discrets", "discrètes"),
    ("persistant", "persistante", "persistants", "persistantes"),
    ("récent", "récente", "récents", "récentes"),
    ("marqué", "marquée", "marqués", "marquées"),
)
_MODIFIERS_EN = ("moderate", "severe", "mild", "persistent", "new", "marked")
_SEEN = ("cxr_", "ct_", "us_", "mri_", "endo_", "echo_", "ecg_", "path_")


def _article(form: Form, kind: str) -> str:
    """What precedes a French noun: ``de``, ``le``, ``du``, ``à``, ``un``, or *de* with *un*."""
    elided, plural = vowel(form.text), form.plural
    if kind in ("de", "de1", "det"):
        return "d'" if elided else "de "
    if kind == "dindef":
        if plural or form.article[:2] == "de" or form.article == "du ":
            return "d'" if elided else "de "
        return "d'" + form.article
    if kind in ("def", "cap"):
        if plural:
            return "les "
        return "l'" if elided else ("la " if form.feminine else "le ")
    if kind == "du":
        if plural:
            return "des "
        return "de l'" if elided else ("de la " if form.feminine else "du ")
    if kind.startswith("indef"):
        return form.article
    return ""


def choose(writer: Writer, said: Statement, concept: Concept, language: str, region: str) -> Form:
    """The form an author uses: abbreviations by habit, else one of the full names."""
    forms = concept.forms[language, region]
    if said.temporality == "history" or said.experiencer == "family":
        forms = tuple(f for f in forms if not f.attack)
    seen = said.status == "present"  # a side or a size is told of what is there
    forms = tuple(f for f in forms if f.exact == seen) or forms
    if len(forms) == 1:
        return forms[0]
    if concept.id.startswith(_SEEN):  # a report names a lesion in one way
        return writer.named.setdefault(concept.id, forms[int(writer.r() * len(forms))])
    short = [f for f in forms if f.abbreviation]
    if short and writer.r() < writer.habits.abbreviate:
        return short[int(writer.r() * len(short))]
    full = [f for f in forms if not f.abbreviation] or list(forms)
    return full[int(writer.r() * len(full))]


def name(writer: Writer, said: Statement, concept: Concept, form: Form) -> None:
    """Write a concept's name as a gold span."""
    start = writer.position
    writer.text(form.text)
    writer.spans.append(
        Span(
            start,
            writer.position,
            "FINDING",
            said.status,
            said.experiencer,
            said.temporality,
            concept.id,
            concept.kind,
            said.relation,
        )
    )


def agree(writer: Writer, forms: list[Form]) -> None:
    """Set the number and the ending that follow from the findings just named."""
    feminine = all(f.feminine for f in forms)
    writer.number = int(len(forms) > 1 or forms[0].plural)
    writer.ending = 2 * writer.number + int(feminine)


def prepare(writer: Writer, said: Statement, language: str, region: str) -> list[Form]:
    """Choose a statement's forms, so that words before them can agree too."""
    if writer.prepared is None or writer.prepared[0] is not said:
        writer.prepared = (said, [choose(writer, said, c, language, region) for c in said.concepts])
    forms: list[Form] = writer.prepared[1]
    agree(writer, forms)
    if (
        language == "en"
    ):  # "there is a rash and crackles", "there is no rash or wheeze": the first one decides
        writer.number = int(forms[0].plural)
    return forms


def french(writer: Writer, said: Statement, kind: str, region: str) -> None:
    """Name a statement's findings in French, in the case that the sentence asks for."""
    forms = prepare(writer, said, "fr", region)
    writer.prepared = None
    if kind in ("none", "nini"):
        _denied(writer, said, forms, kind)
        return
    last = len(forms) - 1
    terse = kind in ("slash", "slash2", "de1")
    joiners = {
        "ni": " ni ",
        "de": " ni ",
        "indef2": " mais aussi ",
        "indef3": " mais aussi ",
        "slash2": " mais aussi ",
    }
    either = " ou " if said.temporality == "hypothetical" else " et "  # one of them is enough to come back
    joiner = joiners.get(kind, ", " if terse else either)
    for i, (concept, form) in enumerate(zip(said.concepts, forms, strict=True)):
        if i:
            writer.text(joiner if i == last else ", ")
        if kind != "de1" or i == 0:
            article = _article(form, kind)
            if article:
                writer.text(article)
        name(writer, said, concept, form)
        if (
            concept.modifiable
            and last == 0
            and said.status == "present"
            and kind in ("indef", "slash", "bare", "dindef")
            and not form.abbreviation
            and said.modifier >= 0
        ):
            m = _MODIFIERS[said.modifier % len(_MODIFIERS)]
            writer.text(" " + m[2 * form.plural + form.feminine])


def _denied(writer: Writer, said: Statement, forms: list[Form], kind: str) -> None:
    """*aucune toux ni fièvre*; *ni toux ni fièvre*; and *pas de toux* where there is only one."""

    def cue(text: str) -> None:
        start = writer.position
        writer.text(text)
        writer.spans.append(Span(start, writer.position, "CUE", attribute=said.cue, relation=said.relation))

    single = len(forms) == 1
    for i, (concept, form) in enumerate(zip(said.concepts, forms, strict=True)):
        if kind == "nini" and single:
            cue("pas")
            writer.text(" " + _article(form, "de"))
        elif kind == "nini" or i:
            if i:
                writer.text(" ")
            cue("ni")
            writer.text(" " + (_article(form, "de") if forms[0].plural and kind == "none" else ""))
        elif form.plural:
            cue("aucun signe")
            writer.text(" " + _article(form, "de"))
        else:
            cue("aucune" if form.feminine else "aucun")
            writer.text(" ")
        name(writer, said, concept, form)
    if kind == "none":
        first = forms[0]
        feminine = all(f.feminine for f in forms) and not first.plural
        writer.number, writer.ending = 0, int(feminine)


def english(writer: Writer, said: Statement, kind: str, region: str) -> None:
    """Name a statement's findings in English."""
    forms = prepare(writer, said, "en", region)
    writer.prepared = None
    if kind == "cap":
        agree(writer, forms)
    last = len(forms) - 1
    joiner = {"or": " or ", "slash": ", ", "a2": " but also ", "slash2": " but also "}.get(kind, " and ")
    for i, (concept, form) in enumerate(zip(said.concepts, forms, strict=True)):
        if i:
            writer.text(joiner if i == last else ", ")
        article = form.article if kind in ("a", "a2", "cap") else ""
        if (
            concept.modifiable
            and last == 0
            and said.status == "present"
            and kind in ("a", "slash", "bare")
            and not form.abbreviation
            and said.modifier >= 0
        ):
            word = _MODIFIERS_EN[said.modifier % len(_MODIFIERS_EN)]
            article = ("an " if word[0] in "aeiou" else "a ") if article else ""
            writer.text(article + word + " ")
        elif article:
            writer.text("the " if kind == "cap" and said.status == "present" else article)
        name(writer, said, concept, form)
    agree(writer, forms)
    if kind == "or":  # "no rash or palpitations were found": the last one decides
        writer.number = int(forms[-1].plural)


def write(writer: Writer, said: Statement, kind: str, language: str, region: str) -> None:
    """Name a statement's findings."""
    if language == "fr":
        french(writer, said, kind or "bare", region)
    else:
        english(writer, said, kind or "bare", region)
