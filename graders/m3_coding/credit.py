"""Builder's task 4: how near a wrong code is, by the classification's own order."""

from labkit.tasks import Text, case, function_task, laws

from .chapters import CHAPTERS

task = function_task(
    points=2,
    why=Text(
        "Right. Credit by hierarchy says how far off a proposal is, which helps whoever corrects it. It is no reason to send it: half a credit is a wrong code on a bill and in a register.",
        "Juste. Le crédit par hiérarchie dit de combien une proposition se trompe, ce qui aide à la corriger. Ce n'est pas une raison de l'envoyer : un demi-crédit est un code faux, dans une facture comme dans un registre.",
    ),
    hints=[
        Text(
            "From the strictest to the loosest: same code, then same category (code[:3], the three first characters), then same chapter.",
            "Du plus strict au plus large : même code, puis même catégorie (code[:3], les trois premiers caractères), puis même chapitre.",
        ),
        Text(
            "Strings compare as in a dictionary: first <= code[:3] <= last says whether a code is in the chapter. Both codes must be in the same one.",
            "Les chaînes se comparent comme dans un dictionnaire : first <= code[:3] <= last dit si un code est dans le chapitre. Les deux codes doivent être dans le même.",
        ),
    ],
    laws=[
        laws.known(
            {"gold": "D50.9", "proposed": "D12.6", "chapters": CHAPTERS},
            0.0,
            Text(
                "D50.9 is an anaemia (chapter III), D12.6 a colonic polyp (chapter II): one letter, two chapters.",
                "D50.9 est une anémie (chapitre III), D12.6 un polype du côlon (chapitre II) : une lettre, deux chapitres.",
            ),
        ),
        laws.known(
            {"gold": "A41.9", "proposed": "B02.9", "chapters": CHAPTERS},
            0.25,
            Text(
                "A41.9 (sepsis) and B02.9 (shingles): two letters, one chapter of infections.",
                "A41.9 (septicémie) et B02.9 (zona) : deux lettres, un seul chapitre, celui des infections.",
            ),
        ),
        laws.bounded(0, 1),
    ],
)


@task.reference
def strictest_first(gold, proposed, chapters):
    if gold == proposed:
        return 1.0
    if gold[:3] == proposed[:3]:
        return 0.5
    for first, last in chapters:
        if first <= gold[:3] <= last and first <= proposed[:3] <= last:
            return 0.25
    return 0.0


@task.alternative
def from_a_table(gold, proposed, chapters):
    def chapter(code):
        return next(
            (place for place, (first, last) in enumerate(chapters) if first <= code[:3] <= last), code
        )

    levels = [(gold, proposed), (gold[:3], proposed[:3]), (chapter(gold), chapter(proposed))]
    return next(
        (credit for credit, (one, other) in zip((1, 0.5, 0.25), levels, strict=True) if one == other), 0
    )


@task.alternative
def by_the_best(gold, proposed, chapters):
    one, other = sorted([gold[:3], proposed[:3]])
    together = any(first <= one and other <= last for first, last in chapters)
    return max(1.0 * (gold == proposed), 0.5 * (one == other), 0.25 * together)


task.equivalent("*:put_in:rounded*", "a credit has two decimals at most")
task.equivalent("from_a_table:ties:*", "chapters do not overlap")


def _by(same_chapter):
    def credit(gold, proposed, chapters):
        if gold == proposed:
            return 1.0
        if gold[:3] == proposed[:3]:
            return 0.5
        return 0.25 if same_chapter(gold, proposed, chapters) else 0.0

    return credit


@task.mutant(
    Text(
        "You take the letter for the chapter. D is two chapters (tumours to D48, blood from D50), H is two (eye, ear); and A with B, S with T are one.",
        "Vous prenez la lettre pour le chapitre. D en recouvre deux (tumeurs jusqu'à D48, sang depuis D50), H aussi (œil, oreille) ; et A avec B, S avec T n'en font qu'un.",
    ),
)
def letter_for_chapter(gold, proposed, chapters):
    return _by(lambda one, other, chapters: one[0] == other[0])(gold, proposed, chapters)


@task.mutant(
    Text(
        "The same category counts as right. I21.1 and I21.4 are two infarctions with two treatments and two prices.",
        "La même catégorie compte comme juste. I21.1 et I21.4 sont deux infarctus, deux traitements et deux tarifs.",
    ),
)
def category_is_enough(gold, proposed, chapters):
    credit = strictest_first(gold, proposed, chapters)
    return 1.0 if credit == 0.5 else credit


@task.mutant(
    Text(
        "The first and the last category of a chapter are part of it: <=, not <.",
        "La première et la dernière catégorie d'un chapitre en font partie : <=, et non <.",
    ),
)
def ends_left_out(gold, proposed, chapters):
    return _by(
        lambda one, other, chapters: any(
            first < one[:3] < last and first < other[:3] < last for first, last in chapters
        )
    )(gold, proposed, chapters)


@task.mutant(
    Text(
        "You ask whether each code is in some chapter. Every code is: they must be in the same one.",
        "Vous demandez si chaque code est dans un chapitre. Ils y sont tous : il faut que ce soit le même.",
    ),
)
def each_in_some_chapter(gold, proposed, chapters):
    return _by(
        lambda one, other, chapters: all(
            any(first <= code[:3] <= last for first, last in chapters) for code in (one, other)
        )
    )(gold, proposed, chapters)


@task.mutant(
    Text(
        "You stop at right and wrong. The task asks for the steps between: same category, same chapter.",
        "Vous en restez à juste et faux. On demande les degrés entre les deux : même catégorie, même chapitre.",
    ),
)
def all_or_nothing(gold, proposed, chapters):
    return float(gold == proposed)


@task.mutant(
    Text(
        "A category has three characters: a letter and two figures. With two, K35 (appendicitis) and K31 (stomach) would be one disease.",
        "Une catégorie a trois caractères : une lettre et deux chiffres. Avec deux, K35 (appendicite) et K31 (estomac) seraient une même maladie.",
    ),
)
def two_characters(gold, proposed, chapters):
    credit = strictest_first(gold, proposed, chapters)
    return 0.5 if credit < 0.5 and gold[:2] == proposed[:2] else credit


# Categories at both ends of chapters, and letters that hold two chapters or share one.
_APART = [
    "D12 D50",
    "D48 D50",
    "H59 H60",
    "H25 H81",
    "I50 S72",
    "U07 J18",
    "J18 U07",
    "U07 U10",
    "U04 U12",
    "Z86 R07",
    "D49 C18",
    "C97 D50",
]
_TOGETHER = [
    "A00 B99",
    "A41 B02",
    "A00 A41",
    "D60 D50",
    "C00 D48",
    "D50 D89",
    "H60 H95",
    "S00 T98",
    "S72 T78",
    "Z00 Z99",
    "I21 I50",
    "I12 I21",
    "K31 K35",
    "C18 D12",
    "C80 D12",
    "R00 R99",
]
_FAMILIES = ["I21", "I50", "S72", "U07", "A00", "D48", "Z99"]


@task.mutant(
    Text(
        "You compare whole codes with the ends of a chapter: *I99.8* comes after *I99* in a dictionary, and falls out of its chapter. Compare the category, code[:3].",
        "Vous comparez des codes entiers aux bouts d'un chapitre : dans un dictionnaire, *I99.8* vient après *I99*, et tombe hors de son chapitre. Comparez la catégorie, code[:3].",
    ),
)
def whole_codes_compared(gold, proposed, chapters):
    return _by(
        lambda one, other, chapters: any(
            first <= one <= last and first <= other <= last for first, last in chapters
        )
    )(gold, proposed, chapters)


@task.mutant(
    Text(
        "Two codes outside all the chapters count as being in one: None equals None. Outside is no place: they share nothing.",
        "Deux codes hors de tout chapitre comptent comme étant dans le même : None égale None. Dehors n'est pas un lieu : ils ne partagent rien.",
    ),
)
def outside_is_a_chapter(gold, proposed, chapters):
    def chapter(code):
        return next(
            (place for place, (first, last) in enumerate(chapters) if first <= code[:3] <= last), None
        )

    return _by(lambda one, other, chapters: chapter(one) == chapter(other))(gold, proposed, chapters)


@task.mutant(
    Text(
        "You give nothing for the same category where no chapter holds it. U07.1 and U07.2 share a category wherever it stands: ask for that before the chapter.",
        "Vous ne donnez rien pour la même catégorie quand aucun chapitre ne la contient. U07.1 et U07.2 partagent une catégorie, où qu'elle soit : posez cette question avant celle du chapitre.",
    ),
)
def category_needs_a_chapter(gold, proposed, chapters):
    if gold == proposed:
        return 1.0
    one, other = gold[:3], proposed[:3]
    if not any(first <= one <= last and first <= other <= last for first, last in chapters):
        return 0.0
    return 0.5 if one == other else 0.25


@task.mutant(
    Text(
        "You add the credits up. A code that is right has 1, not 1.75: give the highest of the steps alone.",
        "Vous additionnez les crédits. Un code juste a 1, et non 1,75 : donnez seulement le plus haut degré.",
    ),
)
def added_up(gold, proposed, chapters):
    one, other = gold[:3], proposed[:3]
    together = any(first <= one <= last and first <= other <= last for first, last in chapters)
    return (gold == proposed) + 0.5 * (one == other) + 0.25 * together


@task.mutant(
    Text(
        "The category counts only where one code begins with the other: I21.1 and I21.4 then share nothing. Compare the first three characters of both.",
        "La catégorie ne compte que si un code commence par l'autre : I21.1 et I21.4 ne partagent alors rien. Comparez les trois premiers caractères des deux.",
    ),
)
def one_begins_the_other(gold, proposed, chapters):
    if gold == proposed:
        return 1.0
    if gold.startswith(proposed) or proposed.startswith(gold):
        return 0.5
    return (
        0.25 if strictest_first(gold, proposed, chapters) > 0 and _in_one(gold, proposed, chapters) else 0.0
    )


def _in_one(gold, proposed, chapters):
    return any(first <= gold[:3] <= last and first <= proposed[:3] <= last for first, last in chapters)


@task.mutant(
    Text(
        "You compare letter and number apart. From C00 to D48, C80 would then be outside, since 80 is more than 48. Compare the category as one text.",
        "Vous comparez à part la lettre et le nombre. De C00 à D48, C80 serait alors dehors, puisque 80 dépasse 48. Comparez la catégorie comme un seul texte.",
    ),
)
def letter_and_number_apart(gold, proposed, chapters):
    def within(code, first, last):
        return first[0] <= code[0] <= last[0] and int(first[1:]) <= int(code[1:3]) <= int(last[1:])

    return _by(
        lambda one, other, chapters: any(within(one, *ends) and within(other, *ends) for ends in chapters)
    )(gold, proposed, chapters)


@task.mutant(
    Text(
        "You look up one of the two codes only: whatever lies in some chapter then shares it. Both must lie between the same two ends.",
        "Vous ne cherchez que l'un des deux codes : il suffit alors qu'il soit dans un chapitre. Les deux doivent se trouver entre les deux mêmes bouts.",
    ),
)
def the_truth_alone_looked_up(gold, proposed, chapters):
    return _by(lambda one, other, chapters: any(first <= one[:3] <= last for first, last in chapters))(
        gold, proposed, chapters
    )


@task.mutant(
    Text(
        "You compare whole codes at every step. I21.1 and I21.4 are then no category at all, and what begins like the last category of a chapter falls out of it. Take code[:3] of both first.",
        "Vous comparez des codes entiers à chaque degré. I21.1 et I21.4 n'ont alors plus de catégorie commune, et ce qui commence comme la dernière catégorie d'un chapitre en tombe. Prenez d'abord code[:3] des deux.",
    ),
)
def never_shortened(gold, proposed, chapters):
    if gold == proposed:
        return 1.0
    return 0.25 * any(first <= gold <= last and first <= proposed <= last for first, last in chapters)


@task.mutant(
    Text(
        "You compare four characters, and the fourth is the point: I21 and I21.4 are then two categories. A category has three.",
        "Vous comparez quatre caractères, et le quatrième est le point : I21 et I21.4 sont alors deux catégories. Une catégorie en a trois.",
    ),
)
def four_characters(gold, proposed, chapters):
    if gold == proposed:
        return 1.0
    if gold[:4] == proposed[:4]:
        return 0.5
    one, other = gold[:4], proposed[:4]
    return 0.25 * any(first <= one <= last and first <= other <= last for first, last in chapters)


@task.cases
def pairs_of_codes(rng):
    def code(category):
        return f"{category}.{rng.integers(10)}"

    pairs = [tuple(code(one) for one in pair.split()) for pair in _APART + _TOGETHER]
    for family in _FAMILIES:
        first, second = rng.permutation(10)[:2]
        pairs += [(f"{family}.{first}", f"{family}.{second}"), (f"{family}.{first}", family)]
    pairs += [(one, one) for one in (code("I50"), code("U07"), "I10")]
    for place in rng.permutation(len(pairs)):
        one, other = pairs[place] if rng.random() < 0.5 else pairs[place][::-1]
        yield case(gold=one, proposed=other, chapters=CHAPTERS)
