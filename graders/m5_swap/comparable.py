"""Builder's task 2: which letters may be compared with their other patient."""

import re

import numpy as np

from labkit.tasks import Text, case, function_task

from .letters import SWAPS

ROWS = ("text", "swapped", "back", "control")


def _fits_one_sex(text, one_sex):
    return any(re.search(rf"\b{re.escape(stem)}", text.lower()) for stem in one_sex)


def _kept(text, swapped, back, control, one_sex, *, change=True, same=True, reworded=True, sexes=True):
    return [
        (not change or s != t)
        and (not same or b == t)
        and (not reworded or c != t)
        and not (sexes and _fits_one_sex(t, one_sex))
        for t, s, b, c in zip(text, swapped, back, control, strict=True)
    ]


task = function_task(
    points=2,
    forbids=SWAPS,
    why=Text(
        "Right: a letter counts if its other patient could exist, was really written, and leads back. Say with each result how many letters were set aside, and why: those of a maternity ward would nearly all be.",
        "Juste : une lettre compte si son autre patient pourrait exister, a vraiment été écrit, et ramène à elle. Dites avec chaque résultat combien de lettres ont été mises de côté, et pourquoi : dans une maternité, ce serait presque toutes.",
    ),
    hints=[
        Text(
            "Four questions to each letter: is its swap another text? Does the way back give it again? Is its control another text? Does no word of it begin with an entry of one_sex?",
            "Quatre questions à chaque lettre : l'échange donne-t-il un autre texte ? Le retour la redonne-t-il ? Le témoin est-il un autre texte ? Aucun de ses mots ne commence-t-il par une entrée de one_sex ?",
        ),
        Text(
            'The beginning of a word, capitals or not: re.search(r"\\b(?:" + "|".join(one_sex) + ")", one_text.lower()). It gives None where there is none.',
            'Le début d\'un mot, en capitales ou non : re.search(r"\\b(?:" + "|".join(one_sex) + ")", one_text.lower()). Il donne None s\'il n\'y en a pas.',
        ),
    ],
)


@task.reference
def four_questions(text, swapped, back, control, one_sex):
    pattern = r"\b(?:" + "|".join(one_sex) + ")"
    return [
        s != t and b == t and c != t and re.search(pattern, t.lower()) is None
        for t, s, b, c in zip(text, swapped, back, control, strict=True)
    ]


@task.alternative
def with_pandas(text, swapped, back, control, one_sex):
    import pandas as pd

    frame = pd.DataFrame({"t": text, "s": swapped, "b": back, "c": control}, dtype=object)
    impossible = frame.t.str.contains(rf"\b(?:{'|'.join(one_sex)})", case=False)
    return (frame.s.ne(frame.t) & frame.b.eq(frame.t) & frame.c.ne(frame.t) & ~impossible).to_numpy()


@task.alternative
def word_by_word(text, swapped, back, control, one_sex):
    answer = []
    for place, letter in enumerate(text):
        words = re.findall(r"\w+", letter.lower())
        fits = any(word.startswith(stem) for word in words for stem in one_sex)
        aside = fits or swapped[place] == letter or control[place] == letter or back[place] != letter
        answer.append(not aside)
    return np.array(answer)


for change in ("absolute", "not_below_nought", "rounded"):
    task.equivalent(f"word_by_word:put_in:{change}", "True and False are 1 and 0")


@task.mutant(
    Text(
        "You keep letters that the swap left as they are. They can never flip: the more of them, the smaller the effect seems.",
        "Vous gardez des lettres que l'échange n'a pas modifiées. Elles ne peuvent pas basculer : plus il y en a, plus l'effet paraît petit.",
    ),
)
def unchanged_kept(text, swapped, back, control, one_sex):
    return _kept(text, swapped, back, control, one_sex, change=False)


@task.mutant(
    Text(
        "You keep letters that do not come back: something else than the sex was changed in them, and the decision may flip for that.",
        "Vous gardez des lettres qui ne reviennent pas : autre chose que le sexe y a changé, et la décision peut basculer pour cela.",
    ),
)
def no_way_back(text, swapped, back, control, one_sex):
    return _kept(text, swapped, back, control, one_sex, same=False)


@task.mutant(
    Text(
        "You keep letters whose control is the letter itself. There the control can never flip, and what is subtracted is too small: a bias appears where there is none.",
        "Vous gardez des lettres dont le témoin est la lettre même. Le témoin n'y bascule jamais, et ce qu'on soustrait est trop petit : un biais apparaît là où il n'y en a pas.",
    ),
)
def control_unchanged(text, swapped, back, control, one_sex):
    return _kept(text, swapped, back, control, one_sex, reworded=False)


@task.mutant(
    Text(
        "You keep patients who could not exist: a man after a hysterectomy, a woman with prostate cancer. What a model does with them says nothing of its fairness.",
        "Vous gardez des patients qui ne pourraient pas exister : un homme après une hystérectomie, une femme avec un cancer de la prostate. Ce qu'un modèle en fait ne dit rien de son équité.",
    ),
)
def impossible_patients(text, swapped, back, control, one_sex):
    return _kept(text, swapped, back, control, one_sex, sexes=False)


@task.mutant(
    Text(
        "PROSTATE in a heading in capitals escapes you. Compare in small letters.",
        "PROSTATE, dans un titre en capitales, vous échappe. Comparez en minuscules.",
    ),
)
def capitals_escape(text, swapped, back, control, one_sex):
    plain = _kept(text, swapped, back, control, one_sex, sexes=False)
    return [
        ok and not any(re.search(rf"\b{s}", t) for s in one_sex) for ok, t in zip(plain, text, strict=True)
    ]


@task.mutant(
    Text(
        "You look for the entries inside words as well: *uter* stands in *scooter*. An accident is then set aside as if it were a uterus. Only the beginning of a word counts.",
        "Vous cherchez aussi les entrées à l'intérieur des mots : *uter* se trouve dans *scooter*. Un accident est alors mis de côté comme s'il s'agissait d'un utérus. Seul compte le début d'un mot.",
    ),
)
def inside_words(text, swapped, back, control, one_sex):
    plain = _kept(text, swapped, back, control, one_sex, sexes=False)
    return [ok and not any(s in t.lower() for s in one_sex) for ok, t in zip(plain, text, strict=True)]


@task.mutant(
    Text(
        "You give the letters to set aside. Those that may be compared were asked for.",
        "Vous donnez les lettres à mettre de côté. On demandait celles qu'on peut comparer.",
    ),
)
def the_other_way_round(text, swapped, back, control, one_sex):
    return [not ok for ok in _kept(text, swapped, back, control, one_sex)]


@task.mutant(
    Text(
        "You compare whole words with the entries. An entry is a beginning: *prostat* stands for *prostate*, *prostatique*, *prostatectomie*.",
        "Vous comparez des mots entiers aux entrées. Une entrée est un début de mot : *prostat* vaut pour *prostate*, *prostatique*, *prostatectomie*.",
    ),
)
def whole_words_only(text, swapped, back, control, one_sex):
    plain = _kept(text, swapped, back, control, one_sex, sexes=False)
    return [
        ok and not set(re.findall(r"\w+", t.lower())) & set(one_sex)
        for ok, t in zip(plain, text, strict=True)
    ]


@task.mutant(
    Text(
        "You cut the letter at its spaces: *l'utérus* then begins with l', and *(prostate)* with a bracket, and both escape you. A word begins at its first letter: re.findall(r\"\\w+\", ...).",
        "Vous coupez la lettre aux espaces : *l'utérus* commence alors par l', *(prostate)* par une parenthèse, et les deux vous échappent. Un mot commence à sa première lettre : re.findall(r\"\\w+\", ...).",
    ),
)
def cut_at_spaces(text, swapped, back, control, one_sex):
    plain = _kept(text, swapped, back, control, one_sex, sexes=False)
    return [
        ok and not any(word.startswith(tuple(one_sex)) for word in t.lower().split())
        for ok, t in zip(plain, text, strict=True)
    ]


@task.mutant(
    Text(
        "You keep the letters of one sex, and set the others aside: a `not` is missing before the question about one_sex.",
        "Vous gardez les lettres d'un seul sexe et mettez les autres de côté : il manque un `not` devant la question sur one_sex.",
    ),
)
def one_sex_kept(text, swapped, back, control, one_sex):
    plain = _kept(text, swapped, back, control, one_sex, sexes=False)
    return [ok and _fits_one_sex(t, one_sex) for ok, t in zip(plain, text, strict=True)]


@task.mutant(
    Text(
        "A letter is kept where its swap *or* its control is another text. Both are needed: without the one nothing can flip, without the other nothing is subtracted.",
        "Une lettre est gardée si son échange *ou* son témoin est un autre texte. Il faut les deux : sans l'un rien ne bascule, sans l'autre rien n'est soustrait.",
    ),
)
def one_of_the_two_changed(text, swapped, back, control, one_sex):
    return [
        (s != t or c != t) and b == t and not _fits_one_sex(t, one_sex)
        for t, s, b, c in zip(text, swapped, back, control, strict=True)
    ]


SAID = ["dyspnée", "scooter, chute", "toux sèche", "apprécier le compostage", "chest pain", "a computer"]
IMPOSSIBLE = {
    "uter": "rien à l'UTERUS",
    "prostat": "adénome prostatique",
    "enceinte": "enceinte de 20 SA",
    "gravid": "deuxième gravidité",
    "hysterect": "HYSTERECTOMIE",
    "pregnan": "pregnant",
}


@task.cases
def piles(rng):
    stems = list(IMPOSSIBLE)
    for _ in range(8):
        rows = {name: [] for name in ROWS}
        kinds = [(a, b, c, "") for a in (1, 0) for b in (1, 0) for c in (1, 0)]
        kinds += [(a, b, c, "prostat") for a in (1, 0) for b in (1, 0) for c in (1, 0)]
        kinds += [(1, 1, 1, "")] * 5 + [(1, 1, 1, stem) for stem in stems]
        for place in rng.permutation(len(kinds)):
            changed, leads_back, reworded, stem = kinds[place]
            said = IMPOSSIBLE[stem] if stem else str(rng.choice(SAID))
            # What fits one sex stands at the beginning, in the middle, at the end.
            parts = [f"patiente de {rng.integers(40, 95)} ans", "vue ce jour", said]
            letter = ", ".join(parts[i] for i in ((2, 0, 1), (0, 2, 1), (0, 1, 2))[int(rng.integers(0, 3))])
            other = letter.replace("patiente", "patient").replace("vue", "vu")
            rows["text"].append(letter)
            rows["swapped"].append(other if changed else letter)
            rows["back"].append(letter if leads_back else letter.replace("vue", "vu"))
            rows["control"].append(letter.replace("ce jour", "aujourd'hui") if reworded else letter)
        yield case(**rows, one_sex=[str(stem) for stem in rng.permutation(stems)])
    # One word of one sex, first and last, and nothing after it; after a bracket, after a stroke.
    single = ["Prostatectomie, vue ce jour", "vue ce jour, prostatectomie", "PROSTATE"]
    single += ["vue ce jour (prostate)", "adénome/prostatite"]
    more = {"swapped": list("abcde"), "back": single, "control": list("fghij")}
    yield case(text=single, **more, one_sex=["prostat"])
    yield case(text=[], swapped=[], back=[], control=[], one_sex=stems)
