"""Builder's task 1: what is kept of an extraction: the schema's fields, in the schema's form, each with its quotation."""

import re

from labkit.tasks import Text, case, function_task, laws

SCHEMA = {"allergy": r"[a-z ]+", "dose": r"\d+(\.\d+)? (mg|g)"}
_LETTER = "Known allergy: latex (hives). Treatment: digoxin 0.125 mg once a day."

task = function_task(
    points=2,
    why=Text(
        "Right. What has no words of the letter behind it is not kept, however likely it sounds. What this cannot tell: whether the letter itself speaks the truth.",
        "Juste. Ce que les mots de la lettre n'appuient pas n'est pas gardé, si vraisemblable que ce soit. Ce contrôle ne dit pas si la lettre, elle, dit vrai.",
    ),
    hints=[
        Text(
            "Go through schema.items(): the fields come from the schema, never from the extraction. extraction.get(field, ...) gives something where the field is missing.",
            "Parcourez schema.items() : les champs viennent du schéma, jamais de l'extraction. extraction.get(field, ...) donne quelque chose là où le champ manque.",
        ),
        Text(
            "Three conditions: re.fullmatch(pattern, value), evidence in letter, value in evidence.",
            "Trois conditions : re.fullmatch(pattern, value), evidence in letter, value in evidence.",
        ),
    ],
    laws=[
        laws.known(
            {
                "extraction": {
                    "allergy": {"value": "penicillin", "evidence": "Known allergy: penicillin (hives)"},
                    "dose": {"value": "0.125 mg", "evidence": "digoxin 0.125 mg once a day"},
                },
                "letter": _LETTER,
                "schema": SCHEMA,
            },
            {"allergy": None, "dose": "0.125 mg"},
            Text(
                "The quotation *Known allergy: penicillin* is nowhere in the letter: the allergy is None, and the dose stays.",
                "La citation *Known allergy: penicillin* n'est nulle part dans la lettre : l'allergie vaut None, et la dose reste.",
            ),
        ),
        laws.known(
            {"extraction": {}, "letter": _LETTER, "schema": SCHEMA},
            {"allergy": None, "dose": None},
            Text(
                "An empty extraction: each field of the schema is there, and None.",
                "Une extraction vide : chaque champ du schéma est là, et vaut None.",
            ),
        ),
    ],
)


@task.reference
def field_by_field(extraction, letter, schema):
    kept = {}
    for field, pattern in schema.items():
        said = extraction.get(field, {"value": "", "evidence": ""})
        value, evidence = said["value"], said["evidence"]
        good = re.fullmatch(pattern, value) and evidence in letter and value in evidence
        kept[field] = value if good else None
    return kept


@task.alternative
def struck_out(extraction, letter, schema):
    kept = dict.fromkeys(schema)
    for field, said in extraction.items():
        if field not in schema or said["evidence"] not in letter:
            continue
        if said["value"] in said["evidence"] and re.match(rf"(?:{schema[field]})\Z", said["value"]):
            kept[field] = said["value"]
    return kept


@task.alternative
def with_places(extraction, letter, schema):
    def quoted(said, pattern):
        inside = said["evidence"].find(said["value"])
        found = letter.find(said["evidence"])
        return min(inside, found) >= 0 and re.compile(pattern).fullmatch(said["value"]) is not None

    return {
        field: extraction[field]["value"]
        if field in extraction and quoted(extraction[field], pattern)
        else None
        for field, pattern in schema.items()
    }


task.equivalent(
    "field_by_field:word:*", "What stands for a missing field is in no quotation, or has not the form."
)
task.equivalent("with_places:opposite:*", "Whether it is there is asked, not where.")


def _kept(extraction, schema, good):
    empty = {"value": "", "evidence": ""}
    said = {field: extraction.get(field, empty) for field in schema}
    return {
        field: said[field]["value"] if good(said[field]["value"], said[field]["evidence"], pattern) else None
        for field, pattern in schema.items()
    }


@task.mutant(
    Text(
        "You keep whatever has the right form. An invented allergy has the right form too: inventing well-formed answers is what these models do best.",
        "Vous gardez tout ce qui a la bonne forme. Une allergie inventée l'a aussi : inventer des réponses bien formées, c'est ce que ces modèles font le mieux.",
    ),
)
def form_is_enough(extraction, letter, schema):
    return _kept(extraction, schema, lambda v, e, p: re.fullmatch(p, v))


@task.mutant(
    Text(
        "You never look whether the quotation is in the letter. A model invents quotations as easily as values.",
        "Vous ne regardez jamais si la citation est dans la lettre. Un modèle invente des citations aussi facilement que des valeurs.",
    ),
)
def quotation_believed(extraction, letter, schema):
    return _kept(extraction, schema, lambda v, e, p: re.fullmatch(p, v) and v in e)


@task.mutant(
    Text(
        "The quotation is real, and does not hold the value. A true sentence about something else supports nothing.",
        "La citation est réelle, et ne contient pas la valeur. Une phrase vraie sur autre chose n'appuie rien.",
    ),
)
def any_true_sentence(extraction, letter, schema):
    return _kept(extraction, schema, lambda v, e, p: re.fullmatch(p, v) and e and e in letter)


@task.mutant(
    Text(
        "You look for the value in the letter and forget the quotation. *5 mg* stands in many letters, for another drug.",
        "Vous cherchez la valeur dans la lettre et oubliez la citation. *5 mg* est dans bien des lettres, pour un autre médicament.",
    ),
)
def value_somewhere(extraction, letter, schema):
    return _kept(extraction, schema, lambda v, e, p: re.fullmatch(p, v) and v in letter)


@task.mutant(
    Text(
        "The form is only tested at the beginning: *0.125 mg or 1.25 mg* passes. re.fullmatch asks for the whole value.",
        "La forme n'est vérifiée qu'au début : *0.125 mg or 1.25 mg* passe. re.fullmatch l'exige de toute la valeur.",
    ),
)
def begins_well(extraction, letter, schema):
    return _kept(extraction, schema, lambda v, e, p: re.match(p, v) and e in letter and v in e)


@task.mutant(
    Text(
        "A refused field disappears from your result. Whoever reads it cannot tell *refused* from *never asked*: return None.",
        "Un champ refusé disparaît du résultat. On ne distingue plus *refusé* de *jamais demandé* : renvoyez None.",
    ),
)
def refused_is_dropped(extraction, letter, schema):
    return {
        field: value
        for field, value in field_by_field(extraction, letter, schema).items()
        if value is not None
    }


@task.mutant(
    Text(
        "One refused field makes you refuse all. The others have their evidence: keep them.",
        "Un champ refusé vous fait tout refuser. Les autres ont leur preuve : gardez-les.",
    ),
)
def all_or_nothing(extraction, letter, schema):
    kept = field_by_field(extraction, letter, schema)
    return dict.fromkeys(schema) if None in kept.values() else kept


@task.mutant(
    Text(
        "Fields that nobody asked for get in. The schema decides what comes out, not the model.",
        "Des champs que personne n'a demandés passent. C'est le schéma qui décide de ce qui sort, non le modèle.",
    ),
)
def fields_of_the_model(extraction, letter, schema):
    given = {field: schema.get(field, r".*") for field in {**schema, **extraction}}
    return field_by_field(extraction, letter, given)


@task.mutant(
    Text(
        "Capitals are all one to you. *Word for word* is meant: a program that may rewrite its quotation may also rewrite what it says. (MG is not mg.)",
        "Vous confondez majuscules et minuscules. « Mot pour mot » est à prendre à la lettre : un programme qui peut réécrire sa citation peut aussi réécrire ce qu'elle dit.",
    ),
)
def capitals_alike(extraction, letter, schema):
    return _kept(
        extraction,
        schema,
        lambda v, e, p: re.fullmatch(p, v) and e.lower() in letter.lower() and v.lower() in e.lower(),
    )


@task.mutant(
    Text(
        "You let the form be met in small or in large letters. The schema says which: what does not match it as it stands is refused.",
        "Vous acceptez la forme en majuscules comme en minuscules. C'est le schéma qui le dit : ce qui n'y répond pas tel quel est refusé.",
    ),
)
def form_in_any_letters(extraction, letter, schema):
    return _kept(
        extraction, schema, lambda v, e, p: re.fullmatch(p, v, re.IGNORECASE) and e in letter and v in e
    )


@task.mutant(
    Text(
        "You tidy the value before you test it, and return it untidied. What comes out then does not have the form that the next program counts on: test what you return.",
        "Vous nettoyez la valeur avant de la vérifier, et vous la renvoyez telle quelle. Ce qui sort n'a donc pas la forme sur laquelle compte le programme suivant : vérifiez ce que vous renvoyez.",
    ),
)
def tidied_before_the_test(extraction, letter, schema):
    return _kept(extraction, schema, lambda v, e, p: re.fullmatch(p, v.strip()) and e in letter and v in e)


@task.mutant(
    Text(
        "You put ^ and $ around the form. Where it is a choice, *a|b*, they then belong to one side each, and $ lets a last line break pass: re.fullmatch has neither fault.",
        "Vous entourez la forme de ^ et de $. Si c'est un choix, *a|b*, chacun ne tient plus qu'à un côté, et $ laisse passer un dernier saut de ligne : re.fullmatch n'a aucun de ces défauts.",
    ),
)
def closed_by_hand(extraction, letter, schema):
    return _kept(extraction, schema, lambda v, e, p: re.match(f"^{p}$", v) and e in letter and v in e)


@task.mutant(
    Text(
        "The form is looked for anywhere in the value: *perhaps 5 mg or so* holds a dose, and passes. re.fullmatch asks for the whole value.",
        "Vous cherchez la forme n'importe où dans la valeur : *perhaps 5 mg or so* contient une dose, et passe. re.fullmatch l'exige de toute la valeur.",
    ),
)
def form_somewhere(extraction, letter, schema):
    return _kept(extraction, schema, lambda v, e, p: re.search(p, v) and e in letter and v in e)


@task.mutant(
    Text(
        "You never ask whether the value stands in its quotation, and an empty quotation stands in every letter: with `'' in letter`, anything is proved.",
        "Vous ne demandez jamais si la valeur est dans sa citation, et une citation vide est dans toute lettre : avec `'' in letter`, tout est prouvé.",
    ),
)
def empty_quotation_proves(extraction, letter, schema):
    return _kept(extraction, schema, lambda v, e, p: re.fullmatch(p, v) and e in letter)


@task.mutant(
    Text(
        "A word in common is enough for you: *75 mg* and *furosemide 40 mg* share *mg*, and are two doses. The whole value must stand in the quotation, in one piece.",
        "Un mot en commun vous suffit : *75 mg* et *furosemide 40 mg* partagent *mg*, et ce sont deux doses. La valeur entière doit être dans la citation, d'un seul tenant.",
    ),
)
def words_in_common(extraction, letter, schema):
    return _kept(
        extraction,
        schema,
        lambda v, e, p: re.fullmatch(p, v) and e in letter and set(v.split()) & set(e.split()),
    )


@task.cases
def extractions(rng):
    allergens = ["latex", "codeine", "penicillin", "ibuprofen", "peanuts"]
    drugs = ["digoxin", "apixaban", "furosemide", "metformin"]
    doses = ["0.125 mg", "2.5 mg", "40 mg", "1 g", "500 mg"]
    for _ in range(3):
        one, other, invented = (str(a) for a in rng.permutation(allergens)[:3])
        first, second = (str(d) for d in rng.permutation(drugs)[:2])
        dose, wrong, third = (str(d) for d in rng.permutation(doses)[:3])
        letter = (
            f"Known allergy: {one} (hives). Her sister is allergic to {other}. Treatment: {first} {dose} "
            f"once a day and {second} {third} twice a day. Note: {dose} or {wrong}."
        )
        allergy = {"value": one, "evidence": f"Known allergy: {one}"}
        taken = {"value": dose, "evidence": f"{first} {dose}"}
        asked = {"letter": letter, "schema": dict(reversed(SCHEMA.items()) if rng.random() < 0.5 else SCHEMA)}
        made_up = {"value": invented, "evidence": f"Known allergy: {invented}"}
        yield case(extraction={"allergy": allergy, "dose": taken}, **asked)
        yield case(
            extraction={"dose": taken, "allergy": made_up, "sex": {"value": "F", "evidence": "Her"}}, **asked
        )
        yield case(extraction={"allergy": {"value": one, "evidence": ""}, "dose": taken}, **asked)
        yield case(extraction={"allergy": {"value": invented, "evidence": f"Known allergy: {one}"}}, **asked)
        yield case(
            extraction={"allergy": allergy, "dose": {"value": third, "evidence": f"{first} {third}"}}, **asked
        )
        others = {
            "dose_unit": {"value": dose, "evidence": dose},
            "dos": {"value": one, "evidence": one},
            "all": {"value": dose, "evidence": "Note"},
            "sister": {"value": other, "evidence": f"allergic to {other}"},
        }
        yield case(extraction={**others, "allergy": allergy}, **asked)
        yield case(extraction={"dose": taken, **others}, **asked)
        both = f"{dose} or {wrong}"
        yield case(extraction={"dose": {"value": both, "evidence": f"Note: {both}"}}, **asked)
        yield case(
            extraction={
                "dose": {"value": f"{first} {dose}", "evidence": f"{first} {dose}"},
                "allergy": allergy,
            },
            **asked,
        )
        yield case(extraction={"dose": {"value": third, "evidence": third}, "allergy": made_up}, **asked)
        # The unit of a true quotation with another number, and its number with another unit.
        number, unit = dose.split()
        for said in (f"75 {unit}", f"{number} {'g' if unit == 'mg' else 'mg'}"):
            changed = {"value": said, "evidence": f"{first} {dose}"}
            yield case(extraction={"dose": changed, "allergy": allergy}, **asked)
        # Capitals that the letter does not have, in the quotation and in the value; white space around the value.
        loud = {"value": one, "evidence": f"KNOWN ALLERGY: {one}"}
        yield case(extraction={"allergy": loud, "dose": taken}, **asked)
        heard = {"value": "Her", "evidence": "Her sister"}
        wide = {"value": f" {dose}", "evidence": f"{first} {dose}"}
        yield case(extraction={"allergy": heard, "dose": wide}, **asked)
        # A form with a choice, where more follows.
        choice = {"dose": rf"{re.escape(dose)}|none"}
        more = f"{dose} once"
        yield case(
            extraction={"dose": {"value": more, "evidence": f"{first} {more}"}}, letter=letter, schema=choice
        )
        # A field of the schema that no one filled, and one whose form alone is wrong.
        yield case(
            extraction={"allergy": {"value": f"{one} (hives)", "evidence": f"{one} (hives)"}, "dose": taken},
            **asked,
        )
