"""Builder's task 3: names by the hospital's lists, and the words that must stay."""

from labkit.tasks import Text, case, function_task, laws
from labkit.text import fold

from .vocabulary import DEIDENTIFIERS, MEDICAL, NAMES, TITLES, as_typed, one_of

task = function_task(
    points=2,
    forbids=DEIDENTIFIERS,
    why=Text(
        "Right: HELENE BERUBE is covered as Hélène Bérubé is, and the letter keeps its Murphy's sign and its ST elevation. A name hidden in capitals is worth as much as a disease that is still named.",
        "Juste : HELENE BERUBE est masquée comme Hélène Bérubé, et la lettre garde son signe de Murphy et son sus-décalage ST. Masquer un nom en majuscules compte autant que garder le nom d'une maladie.",
    ),
    hints=[
        Text(
            'fold("BÉRUBÉ") and fold("Berube") both give "berube". Compare folded words with folded names: {fold(name) for name in names}.',
            'fold("BÉRUBÉ") et fold("Berube") donnent tous deux "berube". Comparez les mots réduits aux noms réduits : {fold(name) for name in names}.',
        ),
        Text(
            "For the word at place i, the two before are words[max(i - 2, 0):i] and the one after is words[i + 1:i + 2]. Is one of them, folded, in medical?",
            "Pour le mot à la place i, les deux précédents sont words[max(i - 2, 0):i] et le suivant words[i + 1:i + 2]. L'un d'eux, une fois réduit, est-il dans medical ?",
        ),
        Text(
            "A title just before outweighs that: Dr Murphy is a person. Careful at place 0, where words[i - 1] is the last word of the sentence.",
            "Un titre juste avant l'emporte : Dr Murphy est une personne. Attention à la place 0, où words[i - 1] est le dernier mot de la phrase.",
        ),
    ],
    laws=[
        laws.known(
            {"words": ["Mme", "BERUBE", "va", "bien"], "names": ["Bérubé"], "medical": [], "titles": ["mme"]},
            ["Mme", "[NAME]", "va", "bien"],
            Text(
                "« Mme BERUBE va bien »: in capitals and without its accents it is the same name.",
                "« Mme BERUBE va bien » : en majuscules et sans ses accents, c'est le même nom.",
            ),
        ),
        laws.known(
            {
                "words": ["Maladie", "de", "Basedow"],
                "names": ["Basedow"],
                "medical": ["maladie"],
                "titles": ["dr"],
            },
            ["Maladie", "de", "Basedow"],
            Text(
                "« Maladie de Basedow »: the disease keeps its name, though the hospital has a Mr. Basedow.",
                "« Maladie de Basedow » : la maladie garde son nom, bien que l'hôpital connaisse un M. Basedow.",
            ),
        ),
    ],
)


def _hidden(words, names, keep):
    known = {fold(name) for name in names}
    return [
        "[NAME]" if fold(word) in known and word[0].isupper() and not keep(i) else word
        for i, word in enumerate(words)
    ]


def _near(words, i):
    return [fold(word) for word in words[max(i - 2, 0) : i] + words[i + 1 : i + 2]]


def _after_title(words, i, titles):
    return i > 0 and fold(words[i - 1]) in titles


@task.reference
def word_by_word(words, names, medical, titles):
    known, hidden = {fold(name) for name in names}, []
    for i, word in enumerate(words):
        near = [fold(other) for other in words[max(i - 2, 0) : i] + words[i + 1 : i + 2]]
        stays = any(other in medical for other in near) and not (i > 0 and fold(words[i - 1]) in titles)
        name = fold(word) in known and word[0].isupper() and not stays
        hidden.append("[NAME]" if name else word)
    return hidden


@task.alternative
def with_padding(words, names, medical, titles):
    known, safe, folded = set(map(fold, names)), set(medical), ["", "", *map(fold, words), ""]
    hidden = list(words)
    for i, (second, first, this, after) in enumerate(
        zip(folded, folded[1:], folded[2:], folded[3:], strict=False)
    ):
        person = first in titles or not {second, first, after} & safe
        if this in known and person and words[i][0] != words[i][0].lower():
            hidden[i] = "[NAME]"
    return hidden


task.equivalent(
    "with_padding:word:'' -> *", "what stands before the first word and after the last is in no list"
)


@task.alternative
def names_first_then_given_back(words, names, medical, titles):
    known = [fold(name) for name in names]
    out = ["[NAME]" if known.count(fold(word)) and not word[:1].islower() else word for word in words]
    for i in range(len(words)):
        around = {fold(words[j]) for j in (i - 2, i - 1, i + 1) if 0 <= j < len(words)}
        if around.intersection(medical) and (i == 0 or fold(words[i - 1]) not in titles):
            out[i] = words[i]
    return tuple(out)


@task.mutant(
    Text(
        "You look for names as the hospital's list writes them. In capitals or without an accent (HELENE BERUBE), Mrs. Malenfant's daughter stays in clear. Fold both sides.",
        "Vous cherchez les noms tels que la liste de l'hôpital les écrit. En majuscules ou sans accent (HELENE BERUBE), la fille de Mme Malenfant reste en clair. Réduisez des deux côtés.",
    ),
)
def as_in_the_list(words, names, medical, titles):
    hidden = word_by_word(words, names, medical, titles)
    return [new if word in names else word for word, new in zip(words, hidden, strict=True)]


@task.mutant(
    Text(
        "Capitals are seen, accents are not: BERUBE is not found under Bérubé. Fold both sides, not only their case.",
        "Vous voyez les majuscules, mais pas les accents : BERUBE n'est pas trouvé sous Bérubé. Réduisez des deux côtés, et pas seulement la casse.",
    ),
)
def accents_matter(words, names, medical, titles):
    hidden = word_by_word(words, names, medical, titles)
    known = {name.lower() for name in names}
    return [new if word.lower() in known else word for word, new in zip(words, hidden, strict=True)]


@task.mutant(
    Text(
        "You hide every word that is in the list. The maladie de Basedow and the ST elevation vanish from the letter: whoever reads it no longer knows what the patient has.",
        "Vous masquez tout mot de la liste. La maladie de Basedow et le sus-décalage ST disparaissent de la lettre : on ne sait plus ce qu'a la personne.",
    ),
)
def hides_them_all(words, names, medical, titles):
    return _hidden(words, names, lambda i: False)


@task.mutant(
    Text(
        "You keep a name near a medical word even after a title. « Le signe retrouvé par... » is one thing; « syndrome, Dr Murphy » names a person: the title decides.",
        "Vous gardez un nom proche d'un mot médical même après un titre. Dans « syndrome, Dr Murphy », c'est une personne : le titre décide.",
    ),
)
def titles_forgotten(words, names, medical, titles):
    return _hidden(words, names, lambda i: any(word in medical for word in _near(words, i)))


@task.mutant(
    Text(
        "You hide names after a title alone. Most names of a letter have none: « Hélène viendra ».",
        "Vous ne masquez que les noms précédés d'un titre. Dans une lettre, la plupart n'en ont pas : « Hélène viendra ».",
    ),
)
def after_a_title_alone(words, names, medical, titles):
    return _hidden(words, names, lambda i: not _after_title(words, i, titles))


@task.mutant(
    Text(
        "Words that begin with a small letter are hidden too: « une plaque rose » loses its colour. In this lab a name begins with a capital.",
        "Les mots qui commencent par une minuscule sont masqués aussi : « une plaque rose » perd sa couleur. Dans ce TP, un nom commence par une majuscule.",
    ),
)
def small_letters_too(words, names, medical, titles):
    known = {fold(name) for name in names}
    stays = [
        any(word in medical for word in _near(words, i)) and not _after_title(words, i, titles)
        for i in range(len(words))
    ]
    return [
        "[NAME]" if fold(word) in known and not stay else word
        for word, stay in zip(words, stays, strict=True)
    ]


@task.mutant(
    Text(
        "You look for a medical word on one side only. French puts it before the name (signe de Murphy), English after it (Murphy sign).",
        "Vous ne cherchez un mot médical que d'un côté. Le français le met avant le nom (signe de Murphy), l'anglais après (Murphy sign).",
    ),
)
def before_alone(words, names, medical, titles):
    return _hidden(
        words,
        names,
        lambda i: (
            any(fold(word) in medical for word in words[max(i - 2, 0) : i])
            and not _after_title(words, i, titles)
        ),
    )


@task.mutant(
    Text(
        "One medical word anywhere in the sentence, and every name of it stays in clear. Look at the two words before the name and at the one after it.",
        "Un mot médical n'importe où dans la phrase, et tous ses noms restent en clair. Regardez les deux mots avant le nom et le mot qui le suit.",
    ),
)
def anywhere_in_the_sentence(words, names, medical, titles):
    seen = any(fold(word) in medical for word in words)
    return _hidden(words, names, lambda i: seen and not _after_title(words, i, titles))


FRAMES = [
    "{} viendra demain",
    "Appeler {} ce soir",
    "Mme {} marche seule",
    "DR {} prévenu",
    "Maladie de {} traitée",
    "MALADIE de {}",
    "Signe de {} négatif chez {}",
    "Positive {} sign",
    "No {} elevation seen by Mrs {}",
    "Pas de décalage {} ce jour",
    "Syndrome vu par Dr {}",
    "Score fait par {}",
    "Score fait hier par {}",
    "{} sign",
    "{}",
    "Fille {} mari {}",
    "{} a une maladie rare",
    "Une plaque rose et une rose",
    "Le {} demande sign",
    "Disease {} and {} disease of {}",
    "{} Mme",
    "{} sign Mme",
    "Dr {} sign",
    "Syndrome DR {}",
    "La MME {} score",
    "Dr chez {} sign",
    "Marche {} sign",
    "Femme {} sign",
    "Signes {} connu",
    "Consigne {} connue",
    "Stent posé",
    "Gastrite et sT",
    "Dr",
]


@task.cases
def sentences(rng):
    for frame in [*FRAMES, *FRAMES]:
        text = frame
        while "{}" in text:
            text = text.replace("{}", as_typed(rng, one_of(rng, NAMES)), 1)
        names = [NAMES[place] for place in rng.permutation(len(NAMES))]
        yield case(words=text.split(), names=names, medical=MEDICAL, titles=TITLES)
    yield case(words=[], names=NAMES, medical=MEDICAL, titles=TITLES)
    # A first name that is a medical word as well; a list of names in which it is not the first.
    yield case(words=["Signe", "va", "bien"], names=["Hélène", "Signe"], medical=MEDICAL, titles=TITLES)
    yield case(words=["Hélène", "et", "Murphy", "sign"], names=["Tremblay"], medical=MEDICAL, titles=TITLES)
