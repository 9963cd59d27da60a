"""Builder's task 5: of several texts for a patient, the easiest among those that keep what must not be lost."""

import re

from labkit.tasks import Text, case, function_task, laws
from labkit.text.readability import readability

task = function_task(
    points=1,
    why=Text(
        "Right. Readability comes second: of two texts that say everything, the easier one; never the easiest of all. The measure counts lengths; only a patient can say whether it is understood.",
        "Juste. La lisibilité vient en second : de deux textes qui disent tout, le plus facile ; jamais le plus facile de tous. La mesure compte des longueurs ; seul un malade peut dire s'il comprend.",
    ),
    hints=[
        Text(
            "Each element of must_keep is a list of wordings of one thing: any of them will do, and no thing may be missing.",
            "Chaque élément de must_keep est une liste de formulations d'une même chose : l'une suffit, et aucune chose ne doit manquer.",
        ),
        Text(
            r'Whole, not inside a number or a word: re.search(r"(?<![\w.,])" + re.escape(wording) + r"(?!\w)", text, re.I).',
            r'Entier, hors d\'un nombre ou d\'un mot : re.search(r"(?<![\w.,])" + re.escape(wording) + r"(?!\w)", text, re.I).',
        ),
    ],
    laws=[
        laws.known(
            {
                "texts": ["Take 2.5 mg of apixaban.", "Take 25 mg of it."],
                "must_keep": [["5 mg"]],
                "language": "en",
            },
            -1,
            Text(
                "Neither text says 5 mg: it stands inside 2.5 mg and 25 mg. The result is -1.",
                "Aucun texte ne dit 5 mg : il est dans 2.5 mg et dans 25 mg. Le résultat est -1.",
            ),
        ),
        laws.known(
            {
                "texts": [
                    "Go home.",
                    "Intravenous immunoglobulin administration necessitates hospitalisation.",
                ],
                "must_keep": [["immunoglobulin"]],
                "language": "en",
            },
            1,
            Text(
                "The easy text says nothing of the treatment: it loses to the hard one.",
                "Le texte facile ne dit rien du traitement : il perd contre le difficile.",
            ),
        ),
    ],
)


def _says(text, wording):
    return re.search(r"(?<![\w.,])" + re.escape(wording) + r"(?!\w)", text, re.IGNORECASE)


def _keeps(must_keep, says=_says):
    return lambda text: all(any(says(text, wording) for wording in wordings) for wordings in must_keep)


def _choose(texts, language, keeps, ease=None):
    ease = ease or (lambda text: readability(text, language).ease)
    kept = [place for place, text in enumerate(texts) if keeps(text)]
    return max(kept, key=lambda place: ease(texts[place])) if kept else -1


@task.reference
def easiest_of_those_that_keep(texts, must_keep, language):
    def says(text, wording):
        return re.search(r"(?<![\w.,])" + re.escape(wording) + r"(?!\w)", text, re.I)

    kept = [
        place
        for place, text in enumerate(texts)
        if all(any(says(text, wording) for wording in wordings) for wordings in must_keep)
    ]
    return max(kept, key=lambda place: readability(texts[place], language).ease) if kept else -1


@task.alternative
def one_by_one(texts, must_keep, language):
    best, highest = -1, float("-inf")
    for place, text in enumerate(texts):
        patterns = ["|".join(map(re.escape, wordings)) for wordings in must_keep]
        said = [re.search(rf"(?:^|[^\w.,])(?:{one})(?!\w)", text, re.IGNORECASE) for one in patterns]
        ease = readability(text, language).ease
        if None not in said and ease > highest:
            best, highest = place, ease
    return best


@task.alternative
def sorted_first(texts, must_keep, language):
    def lacks(text, wordings):
        whole = (rf"(.*[^\w.,])?{re.escape(wording)}(\W.*)?" for wording in wordings)
        return not any(re.fullmatch(one, text, re.IGNORECASE | re.DOTALL) for one in whole)

    by_ease = sorted(range(len(texts)), key=lambda place: -readability(texts[place], language).ease)
    return next((p for p in by_ease if not any(lacks(texts[p], ws) for ws in must_keep)), -1)


@task.mutant(
    Text(
        "You choose the easiest, whatever it leaves out. The easiest text of all says nothing.",
        "Vous prenez le plus facile, quoi qu'il taise. Le texte le plus facile de tous ne dit rien.",
    ),
)
def easiest_of_all(texts, must_keep, language):
    return _choose(texts, language, lambda text: True)


@task.mutant(
    Text(
        "You take the first that keeps everything. There is an easier one further on.",
        "Vous prenez le premier qui garde tout. Il y en a un plus facile plus loin.",
    ),
)
def first_that_keeps(texts, must_keep, language):
    return _choose(texts, language, _keeps(must_keep), lambda text: 0)


@task.mutant(
    Text(
        "You find a dose inside a longer number: a wrong dose passes for the right one.",
        "Vous trouvez une dose dans un nombre plus long : une dose fausse passe pour la bonne.",
    ),
)
def inside_a_number(texts, must_keep, language):
    return _choose(
        texts, language, lambda text: all(any(w.lower() in text.lower() for w in ws) for ws in must_keep)
    )


@task.mutant(
    Text(
        "One thing kept is enough for you. All must be: the one that is missing is the one that brings the patient back.",
        "Une chose gardée vous suffit. Il les faut toutes : celle qui manque est celle qui ramène le malade.",
    ),
)
def one_thing_is_enough(texts, must_keep, language):
    return _choose(texts, language, lambda text: any(any(_says(text, w) for w in ws) for ws in must_keep))


@task.mutant(
    Text(
        "You ask for every wording of each thing. A text says it one way, and that will do.",
        "Vous exigez toutes les formulations de chaque chose. Un texte la dit d'une façon, et cela suffit.",
    ),
)
def every_wording(texts, must_keep, language):
    return _choose(texts, language, lambda text: all(all(_says(text, w) for w in ws) for ws in must_keep))


@task.mutant(
    Text(
        "You compare with capitals. At the head of a sentence a word has one, and says the same.",
        "Vous distinguez les majuscules. En tête de phrase, un mot en a une et dit la même chose.",
    ),
)
def capitals_matter(texts, must_keep, language):
    def says(text, wording):
        return re.search(r"(?<![\w.,])" + re.escape(wording) + r"(?!\w)", text)

    return _choose(texts, language, _keeps(must_keep, says))


@task.mutant(
    Text(
        "The highest ease is the easiest text; you take the lowest.",
        "L'indice le plus haut est celui du texte le plus facile ; vous prenez le plus bas.",
    ),
)
def hardest(texts, must_keep, language):
    return _choose(
        texts,
        language,
        _keeps(must_keep),
        lambda text: -readability(text, language).ease,
    )


@task.mutant(
    Text(
        "You measure every text on the English scale. French words have more syllables, and its formula is another: give `language` to readability.",
        "Vous mesurez tous les textes à l'échelle anglaise. Les mots français ont plus de syllabes, et leur formule est autre : donnez `language` à readability.",
    ),
)
def english_scale(texts, must_keep, language):
    return _choose(
        texts,
        language,
        _keeps(must_keep),
        lambda text: readability(text, "en").ease,
    )


@task.mutant(
    Text(
        "The wording is taken for a pattern: in *2.5 mg* the point stands for any sign, and *215 mg* passes for it. re.escape makes of it the text that it is.",
        "La formulation est prise pour un motif : dans *2.5 mg*, le point vaut n'importe quel signe, et *215 mg* passe pour elle. re.escape en fait le texte qu'elle est.",
    ),
)
def wording_as_a_pattern(texts, must_keep, language):
    def says(text, wording):
        return re.search(rf"(?<![\w.,]){wording}(?!\w)", text, re.IGNORECASE)

    return _choose(texts, language, _keeps(must_keep, says))


@task.mutant(
    Text(
        "Among equally easy texts you take the last. The task asks for the first.",
        "Entre textes aussi faciles, vous prenez le dernier. L'énoncé demande le premier.",
    ),
)
def last_of_the_equals(texts, must_keep, language):
    place = _choose(texts[::-1], language, _keeps(must_keep))
    return place if place < 0 else len(texts) - 1 - place


@task.mutant(
    Text(
        "You refuse a wording that a point or a comma follows. It may end a sentence: only what stands *before* a number can make another number of it.",
        "Vous refusez une formulation suivie d'un point ou d'une virgule. Elle peut finir une phrase : seul ce qui est *avant* un nombre peut en faire un autre.",
    ),
)
def no_point_after(texts, must_keep, language):
    def says(text, wording):
        return re.search(r"(?<![\w.,])" + re.escape(wording) + r"(?![\w.,])", text, re.IGNORECASE)

    return _choose(texts, language, _keeps(must_keep, says))


@task.mutant(
    Text(
        "\\b sees an edge between the point and the figure: *5 mg* is still found in *2.5 mg*. Ask what stands before: no letter, digit, point or comma.",
        "\\b voit une limite entre le point et le chiffre : *5 mg* se trouve encore dans *2.5 mg*. Demandez ce qui précède : ni lettre, ni chiffre, ni point, ni virgule.",
    ),
)
def edge_of_a_word(texts, must_keep, language):
    def says(text, wording):
        return re.search(rf"\b{re.escape(wording)}\b", text, re.IGNORECASE)

    return _choose(texts, language, _keeps(must_keep, says))


@task.mutant(
    Text(
        "You look only at the easiest text, and give up where it lacks something. The easiest *of those that keep everything* is asked for: choose among these.",
        "Vous ne regardez que le texte le plus facile, et renoncez s'il lui manque quelque chose. On demande le plus facile *de ceux qui gardent tout* : choisissez parmi eux.",
    ),
)
def gives_up_at_the_easiest(texts, must_keep, language):
    place = _choose(texts, language, lambda text: True)
    kept = all(any(_says(texts[place], w) for w in ws) for ws in must_keep)
    return place if kept else -1


@task.mutant(
    Text(
        "You take the shortest. A short text may be made of long words: ease is what readability measures.",
        "Vous prenez le plus court. Un texte court peut être fait de mots longs : la facilité est ce que mesure readability.",
    ),
)
def shortest(texts, must_keep, language):
    return _choose(
        texts,
        language,
        _keeps(must_keep),
        lambda text: -len(text),
    )


@task.cases
def choices(rng):
    for language in ("en", "fr", "en"):
        french = language == "fr"
        dose = str(rng.choice(["5 mg", "4 mg"]))
        near = str(rng.choice([f"2.{dose}", f"1{dose}", f"2,{dose}"]))
        drug = "apixaban" if rng.random() < 0.5 else "digoxine" if french else "digoxin"
        wordings = ["une fois par jour", "le matin"] if french else ["once a day", "every morning"]
        long = (
            "Administration anticoagulante quotidienne recommandée, conformément aux préconisations cardiologiques"
            if french
            else "Continuation of anticoagulation recommended, notwithstanding gastrointestinal considerations"
        )
        take, each = ("Prenez", wordings[1]) if french else ("Take", wordings[1])
        texts = [
            f"{long} : {drug} {dose} {wordings[0]}.",
            f"{drug.capitalize()} {dose}, {long.lower()}. {take} {each}.",
            f"{take} {drug} {dose} {each}.",
            f"{take} {drug} {near} {each}.",
            f"{take} {drug}.",
            "Go home." if not french else "Bon.",
        ]
        keep = [[drug], [dose], wordings]
        order = [int(p) for p in rng.permutation(len(texts))]
        yield case(texts=[texts[p] for p in order], must_keep=keep, language=language)
        # Only hard ones keep everything, and one begins with the drug.
        few = [texts[1], texts[0], texts[4], texts[5], texts[3]]
        yield case(texts=few, must_keep=keep, language=language)
        yield case(texts=[texts[3], texts[4], f"x{dose} {drug}s {each}"], must_keep=keep, language=language)
        yield case(texts=[texts[3], texts[0]], must_keep=[[dose, near]], language=language)
        yield case(texts=[texts[0], texts[2], texts[2]], must_keep=keep, language=language)
        yield case(
            texts=[f"{dose} {drug}", f"{dose}s {drug}", f"{drug}\n{dose}."],
            must_keep=[[dose], [drug]],
            language=language,
        )
        # The easy one begins with the drug, in capitals.
        yield case(texts=[texts[0], f"{drug.upper()} {dose} {each}."], must_keep=keep, language=language)
        # A text of two lines.
        yield case(texts=[texts[1], f"{take}\n{drug} {dose}\n{each}."], must_keep=keep, language=language)
        yield case(texts=texts[4:], must_keep=[["sepsis"]], language=language)
        # An easy text that says one thing of three.
        yield case(
            texts=[f"Bon, {each}." if french else f"Go, {each}.", texts[0]], must_keep=keep, language=language
        )
        # In a pattern, the point of 2.5 would stand for any sign.
        wrong, right = (
            f"{take} {drug} 2{int(rng.integers(1, 10))}5 mg.",
            f"{take} {drug} 2.5 mg, {long.lower()}.",
        )
        yield case(texts=[wrong, right], must_keep=[["2.5 mg"]], language=language)
        if french:  # two texts that the English scale ranks the other way round
            both = [
                f"Il est bien entendu recommandé de prendre digoxine {dose} le matin.",
                f"Prenez digoxine {dose} le matin.",
            ]
            yield case(texts=both, must_keep=[["digoxine"], [dose]], language="fr")
