"""The explorer's decisions, the prediction, the first questions and the explain-it of lab m1_tokens.

Right answers are worked out from the very notes and letters the notebook shows, never written down.
"""

from functools import cache
from itertools import accumulate, combinations

from labkit.tasks import LabGrader, Text
from labkit.text.tokens import best_pair, merge_pair, pair_counts

VOCABULARY, BUDGET = 4000, 512
# What the program's own instructions take of the window, in the task on sections.
INSTRUCTIONS = 60
# Five words and how often they stand in a ward's notes: small enough for paper.
WARD_WORDS = {"fever": 5, "severe": 3, "fièvre": 2, "nerf": 4, "ouvert": 3}
PROBES = ("hémodialysé", "côté", "fièvre", "œdème")
# What CSP R1112-1-2 asks of a French discharge letter, by the name of the section in labkit's letters.
REQUIRED = ("assessment", "discharge_drugs", "followup")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


# ---- what the notebook shows, made again --------------------------------------------------------------------------


@cache
def english_tokenizer():
    from labkit.data.notes import load_notes
    from labkit.text import LibraryTokenizer

    notes = load_notes().frame
    return LibraryTokenizer.train(notes.text[notes.language == "en"], VOCABULARY)


@cache
def parallel_letters():
    from labkit.data.notes import generate_notes

    return generate_notes(60, random_state=6, kinds=["discharge_letter"], parallel=True, typos=0)


@cache
def section_costs(note_id):
    """Tokens of each section of a letter, in its order."""
    made = parallel_letters()
    text = made.frame.set_index("note_id").text[note_id]
    heads = made.spans.query("note_id == @note_id and label == 'SECTION'").sort_values("start")
    starts = [0, *heads.start]
    names = zip(["letterhead", *heads.concept], starts, [*starts[1:], len(text)], strict=True)
    return {name: len(english_tokenizer().encode(text[start:end])) for name, start, end in names}


@cache
def tokens_to_the_prescription(language):
    """For each letter that has one in both languages: tokens from its start to the end of its prescription."""
    frame = parallel_letters().frame
    needed = []
    for pair in frame.pair_id.unique():
        if all("discharge_drugs" in section_costs(f"{pair}-{code}") for code in ("en", "fr")):
            costs = section_costs(f"{pair}-{language}")
            names = list(costs)
            needed.append(sum(costs[name] for name in names[: names.index("discharge_drugs") + 1]))
    return needed


def share_kept(language, budget):
    needed = tokens_to_the_prescription(language)
    return sum(n <= budget for n in needed) / len(needed)


@cache
def case_sections():
    """Sections of the case's French letter after the letterhead, by the letter they bear in the notebook's table."""
    frame = parallel_letters().frame
    for pair in frame.pair_id[frame.main_condition == "pneumonia"].unique():
        if all(set(REQUIRED) <= set(section_costs(f"{pair}-{code}")) for code in ("en", "fr")):
            costs = section_costs(f"{pair}-fr")
            names = [name for name in costs if name != "letterhead"]
            return dict(zip(LETTERS, names, strict=False)), costs
    raise ValueError("no letter of a pneumonia with all the required sections: choose another random_state")


def sections_lost(letters):
    """Required sections that a choice such as "ABCD" leaves out, and whether it fits beside the letterhead."""
    by_letter, costs = case_sections()
    names = {by_letter[letter] for letter in letters}
    fits = sum(costs[name] for name in names) + costs["letterhead"] + INSTRUCTIONS <= BUDGET
    return set(REQUIRED) - names, fits


@cache
def merges_by_hand(n):
    """The first `n` merges on the ward's five words."""
    spelled, merges = {tuple(word): count for word, count in WARD_WORDS.items()}, []
    for _ in range(n):
        merges.append(best_pair(pair_counts(spelled)))
        spelled = {tuple(merge_pair(word, merges[-1])): count for word, count in spelled.items()}
    return merges


@cache
def preparations_that_lose():
    """Letters of the preparations that do not give every probe back, by trying them."""
    import unicodedata

    from labkit.data.notes import load_notes
    from labkit.text import LibraryTokenizer
    from labkit.text.tokens import words

    notes = load_notes().frame
    french = LibraryTokenizer.train(notes.text[notes.language == "fr"].iloc[:200], VOCABULARY)
    known = {word for text in notes.text[notes.language == "en"] for word in words(text.lower())}

    def uncased(text):
        return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))

    ways = {
        "A": lambda text: english_tokenizer().decode(english_tokenizer().encode(text)),
        "B": uncased,
        "C": lambda text: text if text.lower() in known else "[UNK]",
        "D": lambda text: french.decode(french.encode(text)),
        "E": lambda text: text.encode("ascii", "ignore").decode(),
    }
    return "".join(letter for letter, way in ways.items() if any(way(probe) != probe for probe in PROBES))


def declare(grader: LabGrader) -> None:
    """Add everything of this file to the lab's grader."""
    _merge_by_hand(grader)
    _say_what_loses(grader)
    _budget_for_all(grader)
    _choose_sections(grader)
    _order_the_steps(grader)
    _choices(grader)
    _explain(grader)


def _merge_by_hand(grader: LabGrader) -> None:
    first, second = ("".join(pair) for pair in merges_by_hand(2))
    pieces = {word[i:j] for word in WARD_WORDS for i in range(len(word)) for j in range(i + 2, len(word) + 1)}
    task = grader.value(
        "second_merge",
        points=2,
        domain=sorted(pieces),
        why=Text(
            "Right. Count, merge, count again: four thousand times, and you have a tokenizer. Nothing in it knows French, English or "
            "medicine; it only knows what came back often.",
            "Juste. Compter, fusionner, recompter : quatre mille fois, et voilà un segmenteur. Rien là-dedans ne connaît le français, "
            "l'anglais ou la médecine ; seulement ce qui revenait souvent.",
        ),
        hints=[
            Text(
                "First merge: which two neighbouring characters come most often? Each word counts as many times as it stands in the "
                "notes.",
                "Première fusion : quelles sont les deux lettres voisines qui reviennent le plus ? Chaque mot compte autant de fois qu'il figure "
                "dans les notes.",
            ),
            Text(
                "Write the words again with those two letters glued into one piece, then count the pairs afresh.",
                "Réécrivez les mots avec ces deux lettres collées en un morceau, puis recomptez les paires.",
            ),
            Text(
                "The glued piece counts as one letter now: it can pair with the letter before it.",
                "Le morceau collé compte maintenant comme une lettre : il peut s'apparier à la lettre qui le précède.",
            ),
        ],
    )

    @task.reference
    def counted_twice():
        return second

    @task.alternative
    def in_capitals():
        return second.upper()

    @task.alternative
    def with_spaces_around():
        return f" {second} "

    @task.mutant(
        "first_merge",
        Text(
            "That is the first merge. Glue it in every word, count again: which pair comes next?",
            "C'est la première fusion. Collez-la dans chaque mot, recomptez : quelle paire vient ensuite ?",
        ),
    )
    def first_merge(answer):
        return answer == first

    @task.mutant(
        "not_recounted",
        Text(
            "That pair was frequent before the first merge. Since then one of its letters belongs to a bigger piece: count again.",
            "Cette paire était fréquente avant la première fusion. Depuis, l'une de ses lettres appartient à un plus gros morceau : "
            "recomptez.",
        ),
    )
    def not_recounted(answer):
        return answer in ("ve", "ev")

    @task.mutant(
        "a_token_is_a_word",
        Text(
            "That is a whole word: a token is not a word. Each merge glues only two neighbouring pieces.",
            "C'est un mot entier : un jeton n'est pas un mot. Chaque fusion ne colle que deux morceaux voisins.",
        ),
    )
    def whole_word(answer):
        return answer in WARD_WORDS

    @task.mutant(
        "rare_pair",
        Text(
            "These two letters stand together, but seldom. Multiply by how often each word stands in the notes.",
            "Ces deux lettres se suivent, mais rarement. Multipliez par le nombre de fois que chaque mot figure dans les notes.",
        ),
    )
    def rare_pair(answer):
        return len(answer) == 2

    @task.mutant(
        "three_pieces",
        Text(
            "That would take more than two merges. Each one glues two pieces and no more.",
            "Il faudrait plus de deux fusions. Chacune colle deux morceaux, pas davantage.",
        ),
    )
    def too_long(answer):
        return len(answer) > 2


def _say_what_loses(grader: LabGrader) -> None:
    right = preparations_that_lose()
    task = grader.value(
        "what_loses",
        points=2,
        domain=["".join(some) for n in range(1, 6) for some in combinations("ABCDE", n)],
        unordered=True,
        why=Text(
            "Right. Cutting into bytes costs more but gives everything back, whatever language it was learned on. Taking accents "
            "off, replacing or dropping what is unknown: that is lost for good, before the model reads a word.",
            "Juste. Découper en octets coûte plus cher mais redonne tout, quelle que soit la langue apprise. Ôter les accents, "
            "remplacer ou supprimer l'inconnu : c'est perdu pour de bon, avant que le modèle ait lu un mot.",
        ),
        hints=[
            Text(
                "For each one ask: from what the model receives, could I write « côté » again, rather than « côte »?",
                "Pour chacune, demandez : à partir de ce que reçoit le modèle, pourrais-je réécrire « côté » plutôt que « côte » ?",
            ),
            Text(
                "More pieces is not a loss. Run the cell above: does the English tokenizer give « hémodialysé » back?",
                "Plus de morceaux n'est pas une perte. Exécutez la cellule ci-dessus : le segmenteur anglais redonne-t-il "
                "« hémodialysé » ?",
            ),
        ],
    )

    @task.reference
    def tried():
        return right

    @task.alternative
    def backwards():
        return right[::-1]

    @task.alternative
    def as_a_sentence():
        return ", ".join(right[:-1]) + " et " + right[-1]

    @task.alternative
    def in_small_letters():
        return right.lower()

    @task.mutant(
        "many_pieces_is_a_loss",
        Text(
            "One of yours only cuts into more pieces. Put end to end, byte-level pieces give every letter back: it costs more, "
            "it loses nothing.",
            "L'une des vôtres ne fait que couper en plus de morceaux. Mis bout à bout, les morceaux d'octets redonnent chaque "
            "lettre : cela coûte plus, cela ne perd rien.",
        ),
    )
    def blames_bytes(answer):
        return "A" in answer or "D" in answer

    @task.mutant(
        "accents_are_decoration",
        Text(
            "Accents are not decoration: without them « côté » (side) and « côte » (rib) are written alike, « opéré » (operated on) and "
            "« opère » (operates) too. Which preparation takes them off?",
            "Les accents ne sont pas un ornement : sans eux, « côté » et « côte » s'écrivent pareil, « opéré » et « opère » aussi. "
            "Laquelle des préparations les ôte ?",
        ),
    )
    def forgets_b(answer):
        return "B" not in answer

    @task.mutant(
        "unknown_is_harmless",
        Text(
            "[UNK] says that there was a word, not which one: dialysis and death look alike. Which one replaces words so?",
            "[UNK] dit qu'il y avait un mot, pas lequel : dialyse et décès se ressemblent. Laquelle remplace ainsi des mots ?",
        ),
    )
    def forgets_c(answer):
        return "C" not in answer

    @task.mutant(
        "dropped_is_clean",
        Text(
            "Dropping what is not plain English leaves « hmodialys »: tidy for the program, gone for the reader.",
            "Supprimer ce qui n'est pas de l'anglais laisse « hmodialys » : net pour le programme, perdu pour qui lit.",
        ),
    )
    def forgets_e(answer):
        return "E" not in answer


def _budget_for_all(grader: LabGrader) -> None:
    budgets = range(100, 3050, 50)
    right = next(budget for budget in budgets if share_kept("fr", budget) == 1)
    english = next(budget for budget in budgets if share_kept("en", budget) == 1)
    longest = max(tokens_to_the_prescription("fr"))
    more = round(100 * (right / english - 1))
    task = grader.value(
        "budget_for_all",
        points=2,
        domain=[*budgets, BUDGET, longest, *map(str, [*budgets, BUDGET, longest])],
        accepts=lambda answer: float(answer) == right,
        why=Text(
            f"Right. {english} tokens would do for every English letter; for every French one it takes {more} % more: that is money, "
            "time and, in a fixed window, what is left unread.",
            f"Juste. {english} jetons suffiraient à toutes les lettres anglaises ; pour toutes les françaises, il en faut {more} % de "
            "plus : c'est de l'argent, du temps et, dans une fenêtre fixe, ce qui n'est pas lu.",
        ),
        hints=[
            Text(
                "Try 600, then 900, then 1500: are all the French letters read yet?",
                "Essayez 600, puis 900, puis 1500 : toutes les lettres françaises sont-elles lues ?",
            ),
            Text(
                "Close in by steps of 50, until 50 less would lose a letter.",
                "Resserrez de 50 en 50, jusqu'à ce que 50 de moins fassent perdre une lettre.",
            ),
        ],
    )

    @task.reference
    def every_letter():
        return right

    @task.alternative
    def as_decimal():
        return float(right)

    @task.alternative
    def worst_letter_rounded_up():
        return -(-longest // 50) * 50

    @task.mutant(
        "the_window_it_has",
        Text(
            "That is the window the program has today: nearly every French letter loses its prescription. Try a larger one.",
            "C'est la fenêtre que le programme a aujourd'hui : presque toutes les lettres françaises y perdent leur ordonnance. Essayez "
            "plus grand.",
        ),
    )
    def the_window_it_has(answer):
        return float(answer) == BUDGET

    @task.mutant(
        "to_the_token",
        Text(
            "To the very token, yes: windows are bought in steps, here of 50. Which step is the first to hold it?",
            "Au jeton près, oui : mais une fenêtre s'achète par paliers, ici de 50. Quel est le premier palier qui suffit ?",
        ),
    )
    def to_the_token(answer):
        return float(answer) == longest

    @task.mutant(
        "not_even_english",
        Text(
            "With that budget most French letters lose their prescription, and even an English one does. Try a larger one.",
            "Avec ce budget, la plupart des lettres françaises perdent leur ordonnance, et même une anglaise. Essayez plus grand.",
        ),
    )
    def not_even_english(answer):
        return float(answer) < english

    @task.mutant(
        "sized_for_english",
        Text(
            "That is sized for English: all of its letters are read to the prescription, and many of the French ones are not.",
            "C'est dimensionné pour l'anglais : toutes ses lettres sont lues jusqu'à l'ordonnance, beaucoup de françaises non.",
        ),
    )
    def sized_for_english(answer):
        return float(answer) <= english

    @task.mutant(
        "most_is_enough",
        Text(
            "Most French letters pass, not all: behind each of the others is a patient whose prescription is not read. Every one is "
            "asked for.",
            "La plupart des lettres françaises passent, pas toutes : derrière chacune des autres, un patient dont l'ordonnance n'est "
            "pas lue. On les demande toutes.",
        ),
    )
    def most_is_enough(answer):
        return float(answer) < right

    @task.mutant(
        "too_generous",
        Text(
            "Every letter is read, and a smaller budget would do it too: tokens are paid for, in money, time and energy.",
            "Toutes les lettres sont lues, et un budget plus petit y suffirait : les jetons se paient, en argent, en temps et en "
            "énergie.",
        ),
    )
    def too_generous(answer):
        return float(answer) > right


def _choose_sections(grader: LabGrader) -> None:
    by_letter, costs = case_sections()
    of = {name: letter for letter, name in by_letter.items()}
    choices = ["".join(four) for four in combinations(by_letter, 4)]
    # what plain truncation would send: the sections that end before the budget does
    before = accumulate(costs[name] for name in by_letter.values())
    room = BUDGET - INSTRUCTIONS - costs["letterhead"]
    first = {letter for letter, end in zip(by_letter, before, strict=True) if end <= room}

    def accepts(answer):
        lost, fits = sections_lost(answer)
        return not lost and fits

    right = [choice for choice in choices if accepts(choice)]
    task = grader.value(
        "sections_to_send",
        points=3,
        domain=choices,
        accepts=accepts,
        unordered=True,
        why=Text(
            "Right. Synthesis, discharge treatment, follow-up: what the next clinician acts on, and what the French decree asks of "
            "the letter. The fourth is your ward's choice. Written down, it can be discussed; cut by a budget, it cannot.",
            "Juste. Synthèse, traitement de sortie, suite à donner : ce dont a besoin qui prend la suite des soins, et ce que le décret "
            "français demande à la lettre. La quatrième est le choix de votre service. Écrit, cela se discute ; coupé par un budget, non.",
        ),
        hints=[
            Text(
                "You are the family physician, tomorrow morning, with only these four sections. What will you prescribe, and when do "
                "you see the patient?",
                "Vous êtes le médecin traitant (médecin de famille), demain matin, avec ces quatre sections seulement. Que prescrivez-"
                "vous, et quand revoyez-vous le patient ?",
            ),
            Text(
                "Three are required by the decree (the synthesis of the stay, the treatment at discharge, what comes next); choose the "
                "fourth so that it all fits.",
                "Trois sont demandées par le décret (la synthèse du séjour, le traitement de sortie, la suite) ; choisissez la quatrième "
                "pour que le tout tienne.",
            ),
        ],
    )

    @task.reference
    def first_that_fits():
        return right[0]

    @task.alternative
    def another_fourth():
        return right[-1]

    @task.alternative
    def most_important_first():
        return ", ".join(right[0][::-1])

    @task.alternative
    def in_small_letters():
        return right[0].lower()

    @task.mutant(
        "head_of_the_letter",
        Text(
            "Those are the first sections: what truncation sends. A letter opens with the past; what to do stands at its end.",
            "Ce sont les premières sections : ce qu'envoie la troncature. Une lettre s'ouvre sur le passé ; ce qu'il faut faire est à "
            "la fin.",
        ),
    )
    def head_of_the_letter(answer):
        return set(answer) <= first

    @task.mutant(
        "story_without_action",
        Text(
            "These tell how the stay went, and none says what to do: no conclusion, no treatment, no follow-up.",
            "Celles-ci racontent le séjour, et aucune ne dit quoi faire : ni conclusion, ni traitement, ni suite.",
        ),
    )
    def story_without_action(answer):
        return not set(answer) & {of[name] for name in REQUIRED}

    @task.mutant(
        "no_prescription",
        Text(
            "The discharge treatment is missing: the next clinician would renew the old one.",
            "Il manque le traitement de sortie : qui prend la suite des soins renouvellerait l'ancien.",
        ),
    )
    def no_prescription(answer):
        return of["discharge_drugs"] not in answer

    @task.mutant(
        "no_follow_up",
        Text(
            "The instructions and appointments are missing: the patient goes home and nobody is expecting them.",
            "Il manque les consignes et les rendez-vous : le patient rentre et personne ne l'attend.",
        ),
    )
    def no_follow_up(answer):
        return of["followup"] not in answer

    @task.mutant(
        "course_for_synthesis",
        Text(
            "The course tells the stay day by day; the synthesis concludes it, diagnosis included, in half the tokens. The next clinician "
            "needs the conclusion first.",
            "L'évolution raconte le séjour jour après jour ; la synthèse le conclut, diagnostic compris, en deux fois moins de jetons. Qui "
            "prend la suite des soins a d'abord besoin de la conclusion.",
        ),
    )
    def course_for_synthesis(answer):
        return of["assessment"] not in answer and of["course"] in answer

    @task.mutant(
        "no_synthesis",
        Text(
            "The conclusion of the stay is missing: treatments without the diagnosis they treat.",
            "Il manque la conclusion du séjour : des traitements sans le diagnostic qu'ils traitent.",
        ),
    )
    def no_synthesis(answer):
        return of["assessment"] not in answer

    @task.mutant(
        "does_not_fit",
        Text(
            "The three that matter most are there, but with this fourth one the letter no longer fits: its end would be cut again. Choose a "
            "shorter one.",
            "Les trois qui comptent le plus y sont, mais avec cette quatrième la lettre ne tient plus : sa fin serait encore coupée. "
            "Choisissez-en une plus courte.",
        ),
    )
    def does_not_fit(answer):
        lost, fits = sections_lost(answer)
        return not lost and not fits


def _order_the_steps(grader: LabGrader) -> None:
    right = ("BCAED", "CBAED", "CABED")
    task = grader.order(
        "steps",
        points=1,
        path="explorer",
        steps={
            "A": Text(
                "Count the tokens of each letter with the product's own tokenizer.",
                "Compter les jetons de chaque lettre avec le segmenteur du produit lui-même.",
            ),
            "B": Text(
                "Decide with the wards which sections must never be lost.",
                "Décider avec les services quelles sections ne doivent jamais se perdre.",
            ),
            "C": Text(
                "Gather letters of your own wards, in both languages.",
                "Réunir des lettres de vos propres services, dans les deux langues.",
            ),
            "D": Text(
                "Write down who is told when a letter is cut, and when the product is stopped.",
                "Écrire qui est averti quand une lettre est coupée, et quand on arrête le produit.",
            ),
            "E": Text(
                "Compare with the product's budget: which of those sections are lost, in which language?",
                "Comparer au budget du produit : lesquelles de ces sections se perdent, dans quelle langue ?",
            ),
        },
        why=Text(
            "Right. Your letters, your sections, their tokenizer, then the comparison; and the way to stop before it starts.",
            "Juste. Vos lettres, vos sections, leur segmenteur, puis la comparaison ; et le moyen d'arrêter avant de commencer.",
        ),
        hints=[
            Text(
                "Nothing can be counted before there are letters, nothing compared before it is counted.",
                "Rien ne se compte avant d'avoir des lettres, rien ne se compare avant d'être compté.",
            ),
            Text(
                "Decide what must survive before you see what does, or the budget will decide for you. The rules come last.",
                "Décidez de ce qui doit survivre avant de voir ce qui survit, sinon le budget décidera pour vous. Les règles viennent "
                "en dernier.",
            ),
        ],
    )
    task.accepts = lambda answer: answer in right

    @task.reference
    def people_first():
        return right[0]

    @task.alternative
    def letters_first():
        return right[1]

    @task.alternative
    def in_small_letters():
        return right[2].lower()

    @task.mutant(
        "rules_too_early",
        Text(
            "The rules for telling and stopping rest on what the comparison found: they come last.",
            "Les règles pour avertir et arrêter reposent sur ce que la comparaison a montré : elles viennent en dernier.",
        ),
    )
    def rules_too_early(answer):
        return not answer.endswith("D")

    @task.mutant(
        "somebody_elses_letters",
        Text(
            "You count before you have letters of your own: those of the vendor are in the vendor's language.",
            "Vous comptez avant d'avoir vos lettres : celles du fournisseur sont dans la langue du fournisseur.",
        ),
    )
    def counts_first(answer):
        return answer.index("A") < answer.index("C")

    @task.mutant(
        "compared_uncounted",
        Text(
            "You compare with the budget before the tokens are counted: words or pages will not do, a token is not a word.",
            "Vous comparez au budget avant d'avoir compté les jetons : mots ou pages n'y suffisent pas, un jeton n'est pas un mot.",
        ),
    )
    def compared_uncounted(answer):
        return answer.index("E") < answer.index("A")

    @task.mutant(
        "budget_decides",
        Text(
            "You look at what survives before deciding what must: the product's budget then decides for the wards.",
            "Vous regardez ce qui survit avant de décider de ce qui doit survivre : le budget du produit décide alors pour les "
            "services.",
        ),
    )
    def budget_decides(answer):
        return answer.index("E") < answer.index("B")


def _choices(grader: LabGrader) -> None:
    surprise = Text(
        "About 180 tokens for 100: the French letter has a sixth more words, and each costs half as much again, because the tokenizer "
        "learned its pieces from English.",
        "Environ 180 jetons pour 100 : la lettre française a un sixième de mots en plus, et chacun coûte moitié plus, car le segmenteur "
        "a appris ses morceaux dans l'anglais.",
    )
    grader.prediction(
        "french_bill",
        question=Text(
            "The same discharge letters, the same facts, in English and in French. The tokenizer learned on English notes. When the "
            "English letters cost 100 tokens, what do the French ones cost?",
            "Les mêmes lettres de sortie, les mêmes faits, en anglais et en français. Le segmenteur a appris sur des notes anglaises. "
            "Quand les lettres anglaises coûtent 100 jetons, combien coûtent les françaises ?",
        ),
        choices={
            "a": Text(
                "about 80: French needs fewer signs", "environ 80 : il faut moins de signes en français"
            ),
            "b": Text("about 100: same facts, same price", "environ 100 : mêmes faits, même prix"),
            "c": Text(
                "about 120: French is a little longer", "environ 120 : le français est un peu plus long"
            ),
            "d": Text("about 180", "environ 180"),
            "e": Text("about 400: one token a character", "environ 400 : un jeton par caractère"),
        },
        right="d",
        comments=dict.fromkeys("abcde", surprise),
    )
    grader.quiz(
        "word_training",
        question=Text(
            "“This tokenizer was trained on English notes.” As the passport uses the word, what happened?",
            "« Ce segmenteur a été entraîné sur des notes anglaises. » Au sens que le passeport donne à ce mot, que s'est-il passé ?",
        ),
        choices={
            "a": Text("the staff took a course in English", "le personnel a suivi une formation en anglais"),
            "b": Text(
                "its list of pieces was made by counting in English notes",
                "sa liste de morceaux a été faite en comptant dans des notes anglaises",
            ),
            "c": Text("it translates every letter into English", "il traduit chaque lettre en anglais"),
        },
        right="b",
        comments={
            "a": Text(
                "People are trained too, but French has two words: formation for people, entraînement for a model.",
                "On forme des personnes, on entraîne un modèle : formation et entraînement, deux mots pour l'anglais training.",
            ),
            "b": Text(
                "Yes: training sets a model's numbers (here, its list of pieces) from examples. It knows what it was shown.",
                "Oui : l'entraînement règle les nombres d'un modèle (ici, sa liste de morceaux) d'après des exemples. Il connaît ce qu'on "
                "lui a montré.",
            ),
            "c": Text(
                "Nothing is translated: the French letter is cut with English pieces.",
                "Rien n'est traduit : la lettre française est découpée avec des morceaux anglais.",
            ),
        },
    )
    grader.quiz(
        "word_synthetic",
        question=Text(
            "The letters are synthetic data, a term of the passport. What may you carry over to your hospital?",
            "Les lettres sont des données synthétiques, un terme du passeport. Que pouvez-vous en transposer à votre hôpital ?",
        ),
        choices={
            "a": Text(
                "the mechanism, and the questions to ask; the figures must be measured again",
                "le mécanisme et les questions à poser ; les chiffres sont à mesurer de nouveau",
            ),
            "b": Text("the figures, to the last digit", "les chiffres, à la décimale près"),
            "c": Text("nothing: nobody real is in them", "rien : aucune personne réelle n'y figure"),
        },
        right="a",
        comments={
            "a": Text(
                "Yes: another tokenizer and other letters give another ratio. Count your own.",
                "Oui : un autre segmenteur et d'autres lettres donnent un autre rapport. Comptez les vôtres.",
            ),
            "b": Text(
                "The ratio belongs to this tokenizer and these letters.",
                "Le rapport appartient à ce segmenteur et à ces lettres.",
            ),
            "c": Text(
                "No real person is in them, which is why they can be shared; how a tokenizer cuts a text does not depend on that.",
                "Aucune personne réelle n'y figure, c'est pourquoi on peut les partager ; la façon de découper un texte n'en dépend pas.",
            ),
        },
    )


def _explain(grader: LabGrader) -> None:
    grader.explain(
        "explain",
        points=4,
        rubric=[
            (
                1,
                Text(
                    "Says what a token is in everyday words, and that it is not a word.",
                    "Dit ce qu'est un jeton avec des mots de tous les jours, et que ce n'est pas un mot.",
                ),
            ),
            (
                1,
                Text(
                    "Says that the cause is the English the tokenizer was trained on, not the French language nor the writer.",
                    "Dit que la cause est l'anglais sur lequel le segmenteur a été entraîné, non la langue française ni qui écrit.",
                ),
            ),
            (
                1,
                Text(
                    "Says what the patient may suffer: the end of the letter (treatment, follow-up) is not read, and nothing shows it.",
                    "Dit ce que risque le patient : la fin de la lettre (traitement, suite) n'est pas lue, et rien ne le montre.",
                ),
            ),
            (
                1,
                Text(
                    "Proposes something to do and says who decides (measure on own letters, sections first, warn when cut, stop).",
                    "Propose une action et dit qui décide (mesurer sur ses lettres, sections d'abord, avertir si coupé, arrêter).",
                ),
            ),
        ],
    )
