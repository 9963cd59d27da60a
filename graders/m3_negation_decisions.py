"""The explorer's decisions, the prediction, the spaced questions and the explain-it of lab m3_negation.

Right answers are worked out from the gold of the very notes the notebook shows, never written down.
"""

import re
from functools import cache
from itertools import combinations, product

from labkit.tasks import LabGrader, Text

NEGATIONS = {
    "pas",
    "sans",
    "aucun",
    "aucune",
    "ni",
    "absence",
    "nie",
    "jamais",
    "no",
    "not",
    "without",
    "denies",
    "absent",
}
# Rows of the notebook's tables, by their number there.
PLUS_ROWS = (9, 8, 38, 27, 34, 40)
DECIDED_ROWS = (1172, 129, 464, 368, 1073, 248, 275)
CANDIDATES = {"A": "mais", "B": ",", "C": "et", "D": "ni", "E": "que"}


def words_of(text):
    from labkit.text import fold

    return re.findall(r"[^\W\d_]+'?|\d+|[^\w\s]", fold(text))


def denied(words_before, terminators):
    """As in the notebook: walk back from the finding to a negation, unless a terminator comes first."""
    for word in reversed(words_before):
        if word in terminators:
            return False
        if word in NEGATIONS:
            return True
    return False


@cache
def mentions():
    """Findings of the first hundred notes of each language, as in the notebook."""
    from labkit.data import load_notes
    from labkit.text.context import sentence_mentions

    notes = load_notes()
    read = notes.frame.groupby("language").head(100)
    rows = sentence_mentions(read, notes.spans)
    rows["language"] = rows.note_id.map(read.set_index("note_id").language)
    return rows


def _plus_only(frame, spans):
    from labkit.text import fold
    from labkit.text.context import sentence_mentions

    some = frame[[bool(re.search(r"\bplus d", fold(text))) for text in frame.text]]
    rows = sentence_mentions(some, spans[spans.note_id.isin(some.note_id)])
    return rows[[bool(re.search(r"\bplus d(e |')$", fold(text))) for text in rows.before]].reset_index(
        drop=True
    )


@cache
def plus_table():
    """Every « plus de » before a finding in the French notes."""
    from labkit.data import load_notes

    notes = load_notes()
    return _plus_only(notes.frame[notes.frame.language == "fr"], notes.spans)


@cache
def french_words():
    """Words before each finding of the French notes, and whether it is absent."""
    rows = mentions()[mentions().language == "fr"]
    return [words_of(text) for text in rows.before], (rows.polarity == "absent").tolist()


@cache
def errors_with(terminators):
    """Findings of the French notes that the rule gets wrong with these terminators."""
    before, absent = french_words()
    return sum(denied(words, terminators) != truth for words, truth in zip(before, absent, strict=True))


@cache
def helpful():
    """Letters of the candidates that, alone, make fewer errors than the full stop."""
    return frozenset(
        letter
        for letter, word in CANDIDATES.items()
        if errors_with(frozenset([word])) < errors_with(frozenset())
    )


@cache
def full_stop_counts():
    """Gold polarity of what the rule without terminators calls absent, and of what it does not."""
    rows = mentions()[mentions().language == "fr"]
    said = [denied(words, frozenset()) for words in french_words()[0]]
    counts = {(gold, call): 0 for gold in ("present", "absent", "uncertain") for call in (True, False)}
    for gold, call in zip(rows.polarity, said, strict=True):
        counts[gold, call] += 1
    return counts


def declare(grader: LabGrader) -> None:
    """Add everything of this file to the lab's grader."""
    _terminators(grader)
    _wrongly_excluded(grader)
    _read_plus(grader)
    _decide(grader)
    _order_the_steps(grader)
    _choices(grader)
    _explain(grader)


def _read_plus(grader: LabGrader) -> None:
    polarity = plus_table().polarity
    right = "".join("N" if polarity[row] == "absent" else "M" for row in PLUS_ROWS)
    task = grader.value(
        "plus_readings",
        points=2,
        domain=["".join(letters) for letters in product("NM", repeat=len(PLUS_ROWS))],
        why=Text(
            "Right. A comparison or « de plus en plus » says more; otherwise a note means none. You used words before and after the finding: "
            "a tool that looks at « plus de » alone cannot.",
            "Juste. Une comparaison ou « de plus en plus » dit davantage ; sinon, une note veut dire aucun. Vous avez utilisé les mots avant "
            "et après le signe : un outil qui ne regarde que « plus de » ne le peut pas.",
        ),
        hints=[
            Text(
                "Read each sentence to its end. Is anything compared with another day?",
                "Lisez chaque phrase jusqu'au bout. Compare-t-on avec un autre jour ?",
            ),
            Text(
                "« que la veille » (than the day before) and « de plus en plus » (more and more) mean more: M.",
                "« que la veille » et « de plus en plus » veulent dire davantage : M.",
            ),
        ],
    )

    @task.reference
    def from_the_gold():
        return right

    @task.alternative
    def in_small_letters():
        return right.lower()

    @task.alternative
    def with_spaces_around():
        return f" {right} "

    @task.mutant(
        "always_none",
        Text(
            "You read « none » every time. Two or more of these patients get worse, and your chart says cured.",
            "Vous lisez « aucun » à chaque fois. Deux de ces personnes au moins s'aggravent, et votre dossier les dit guéries.",
        ),
    )
    def always_none(answer):
        return set(answer) == {"N"}

    @task.mutant(
        "always_more",
        Text(
            "You read « more » every time: whatever has gone stays in the chart for ever.",
            "Vous lisez « davantage » à chaque fois : tout ce qui a disparu reste au dossier pour toujours.",
        ),
    )
    def always_more(answer):
        return set(answer) == {"M"}

    @task.mutant(
        "upside_down",
        Text(
            "Upside down: N is for none (gone), M for more.",
            "À l'envers : N pour aucun (None), M pour davantage (More).",
        ),
    )
    def upside_down(answer):
        return all(a != b for a, b in zip(answer, right, strict=True))

    @task.mutant(
        "misses_a_worsening",
        Text(
            "Somewhere you read « none » where the writer says « more »: a worsening goes unseen. Look for a comparison or « de plus en plus ».",
            "Quelque part, vous lisez « aucun » là où on a écrit « davantage » : une aggravation passe inaperçue. Cherchez une comparaison ou "
            "« de plus en plus ».",
        ),
    )
    def misses_worsening(answer):
        return any(a == "N" and b == "M" for a, b in zip(answer, right, strict=True))

    @task.mutant(
        "keeps_what_is_gone",
        Text(
            "Somewhere you read « more » where it has gone. « Depuis hier » (since yesterday) does not compare: it says since when. Alone on a line, "
            "« plus de » means none in these notes; on a real chart, in doubt, ask.",
            "Quelque part, vous lisez « davantage » là où c'est parti. « Depuis hier » ne compare pas : il dit depuis quand. Seul en début de ligne, "
            "« plus de » veut dire aucun dans ces notes ; dans un vrai dossier, dans le doute, on demande.",
        ),
    )
    def keeps_what_is_gone(answer):
        return any(a == "M" and b == "N" for a, b in zip(answer, right, strict=True))


def _terminators(grader: LabGrader) -> None:
    right = helpful()
    letters = list(CANDIDATES)
    task = grader.value(
        "terminators",
        points=2,
        domain=["".join(some) for n in range(1, 6) for some in combinations(letters, n)],
        unordered=True,
        why=Text(
            "Right. « Mais » turns, « pas que » is no negation at all; the comma, « et » and « ni » go on with the list.",
            "Juste. « Mais » change d'idée, « pas que » n'est pas une négation ; la virgule, « et » et « ni » continuent la liste.",
        ),
        hints=[
            Text(
                "Try each word alone in the cell above, and compare the errors with those of the full stop alone, the empty quotes.",
                "Essayez chaque mot seul dans la cellule ci-dessus, et comparez les erreurs à celles du point seul, les guillemets vides.",
            ),
            Text(
                "Keep the words that lower the number of errors, leave the others.",
                "Gardez les mots qui font baisser le nombre d'erreurs, laissez les autres.",
            ),
        ],
    )

    @task.reference
    def fewer_errors():
        return "".join(sorted(right))

    @task.alternative
    def the_other_way_round():
        return "".join(sorted(right, reverse=True))

    @task.alternative
    def in_small_letters():
        return "".join(sorted(right)).lower()

    @task.alternative
    def with_commas():
        return ", ".join(sorted(right))

    @task.mutant(
        "all_of_them",
        Text(
            "You stop at every one of these words: nothing but the first finding of a list is then denied.",
            "Vous vous arrêtez à chacun de ces mots : seul le premier signe d'une liste est alors nié.",
        ),
    )
    def all_of_them(answer):
        return len(set(answer)) == len(CANDIDATES)

    @task.mutant(
        "comma_ends_it",
        Text(
            "The comma ends it for you. « Pas de toux, fièvre, dyspnée » denies all three: try the comma alone and look at the errors.",
            "Chez vous, la virgule arrête tout. « Pas de toux, fièvre, dyspnée » nie les trois : essayez la virgule seule et regardez les erreurs.",
        ),
    )
    def comma(answer):
        return "B" in answer

    @task.mutant(
        "ni_ends_it",
        Text(
            "« Ni » and « et » carry the negation on: « pas de toux ni de fièvre ». Ending there loses the second finding.",
            "« Ni » et « et » prolongent la négation : « pas de toux ni de fièvre ». S'arrêter là perd le second signe.",
        ),
    )
    def ni(answer):
        return "D" in answer or "C" in answer

    @task.mutant(
        "to_the_full_stop",
        Text(
            "Without « mais » the negation runs to the full stop: « pas de toux mais une dyspnée » hides the dyspnoea.",
            "Sans « mais », la négation court jusqu'au point : « pas de toux mais une dyspnée » cache la dyspnée.",
        ),
    )
    def without_mais(answer):
        return "A" not in answer

    @task.mutant(
        "pas_que",
        Text(
            "One more word helps. « Il n'a pas que des nausées » has the nausea, and more: try each word alone.",
            "Un mot de plus aide. « Il n'a pas que des nausées » a les nausées, et autre chose : essayez chaque mot seul.",
        ),
    )
    def without_que(answer):
        return "E" not in answer


def _wrongly_excluded(grader: LabGrader) -> None:
    n = full_stop_counts()
    said_absent = sum(n[gold, True] for gold in ("present", "absent", "uncertain"))
    everybody = sum(n.values())
    right = 100 * (n["present", True] + n["uncertain", True]) / said_absent
    present_only = 100 * n["present", True] / said_absent
    among_all = 100 * (n["present", True] + n["uncertain", True]) / everybody
    not_absent = sum(n[gold, call] for gold in ("present", "uncertain") for call in (True, False))
    among_not_absent = 100 * (n["present", True] + n["uncertain", True]) / not_absent
    other_column = 100 * n["absent", False] / (everybody - said_absent)
    task = grader.value(
        "wrongly_excluded",
        points=2,
        domain=range(101),
        accepts=lambda answer: abs(answer - right) < 1,
        why=Text(
            "Right: of what the rule calls absent, that many in a hundred nobody has excluded. In a file to recruit for a trial, or to rule "
            "out, those are patients lost.",
            "Juste : sur cent signes que la règle dit absents, autant n'ont été exclus par personne. Dans un registre, ou pour écarter un "
            "diagnostic, ce sont des patients perdus.",
        ),
        hints=[
            Text(
                "Take the column of what the rule calls absent, and leave the other.",
                "Prenez la colonne de ce que la règle dit absent, et laissez l'autre.",
            ),
            Text(
                "In that column, which rows are wrong? Add them up, divide by the column's total, times 100, and round.",
                "Dans cette colonne, quelles lignes sont fausses ? Additionnez-les, divisez par le total de la colonne, fois 100, arrondissez.",
            ),
        ],
    )

    @task.reference
    def rounded():
        return round(right)

    @task.alternative
    def as_decimal():
        return float(round(right))

    @task.alternative
    def one_side_or_the_other():
        return int(right) if abs(int(right) - right) < 1 else int(right) + 1

    @task.mutant(
        "not_found_means_excluded",
        Text(
            "You count as errors only the findings that are there. The uncertain ones are errors too: « pas d'argument pour » excludes "
            "nothing.",
            "Vous ne comptez comme erreurs que les signes présents. Les incertains en sont aussi : « pas d'argument pour » n'exclut rien.",
        ),
    )
    def forgets_uncertain(answer):
        return abs(answer - present_only) < 1

    @task.mutant(
        "among_all_mentions",
        Text(
            "You divide by all the mentions. The question is about those the rule calls absent: take that column's total.",
            "Vous divisez par toutes les mentions. La question porte sur celles que la règle dit absentes : prenez le total de cette colonne.",
        ),
    )
    def among_everything(answer):
        return abs(answer - among_all) < 1

    @task.mutant(
        "right_not_wrong",
        Text(
            "That is the share of right exclusions; the wrong ones are the rest.",
            "C'est la part des exclusions justes ; les fausses sont le reste.",
        ),
    )
    def the_right_ones(answer):
        return abs(answer - (100 - right)) < 1

    @task.mutant(
        "a_count_for_a_share",
        Text(
            "That is a count of findings. Of 100 that the rule calls absent: divide it by the total of that column, times 100. And count "
            "the uncertain ones too.",
            "C'est un nombre de signes. Sur 100 que la règle dit absents : divisez-le par le total de cette colonne, fois 100. Et comptez "
            "aussi les incertains.",
        ),
    )
    def a_count(answer):
        return answer in (n["present", True] + n["uncertain", True], n["present", True])

    @task.mutant(
        "divided_by_the_row",
        Text(
            "You divide by the findings that are not absent: that is the share of them that the rule loses. The question starts from what "
            "the rule calls absent: that column's total.",
            "Vous divisez par les signes qui ne sont pas absents : c'est la part d'entre eux que la règle perd. La question part de ce que la "
            "règle dit absent : le total de cette colonne.",
        ),
    )
    def divided_by_the_row(answer):
        return abs(answer - among_not_absent) < 1

    @task.mutant(
        "the_other_column",
        Text(
            "You read the other column: those are absent findings that the rule lets through. The question is about those it excludes.",
            "Vous lisez l'autre colonne : ce sont des signes absents que la règle laisse passer. La question porte sur ceux qu'elle exclut.",
        ),
    )
    def the_other_column(answer):
        return abs(answer - other_column) < 1

    @task.mutant(
        "none_or_all",
        Text(
            "All or none: the rule is neither perfect nor useless. Count in the table.",
            "Tout ou rien : la règle n'est ni parfaite ni inutile. Comptez dans le tableau.",
        ),
    )
    def none_or_all(answer):
        return answer in (0, 100)


def decision(row):
    """C (call it), R (recheck) or A (abstain): what the gold says of the finding at that row."""
    found = mentions().loc[row]
    if found.polarity == "absent" or found.experiencer == "family" or found.temporality != "current":
        return "A"
    return "R" if found.polarity == "uncertain" else "C"


def _decide(grader: LabGrader) -> None:
    right = "".join(decision(row) for row in DECIDED_ROWS)
    task = grader.value(
        "decisions",
        points=3,
        domain=["".join(letters) for letters in product("CRA", repeat=len(DECIDED_ROWS))],
        why=Text(
            "Right. Two to call, two to take back to whoever wrote them, three that say nothing of this patient tonight: a relative's, over, "
            "or only feared. A tool that may abstain makes fewer errors than one that must answer.",
            "Juste. Deux à inscrire, deux à reprendre avec qui les a écrites, trois qui ne disent rien de ce patient cette nuit : à un proche, "
            "terminé, ou seulement redouté. Un outil qui peut s'abstenir se trompe moins qu'un outil obligé de répondre.",
        ),
        hints=[
            Text(
                "First ask whose finding it is, whether it is over, and whether it is said at all or only feared: if not this patient's now, A.",
                "Demandez d'abord à qui est le signe, s'il est terminé, et s'il est affirmé ou seulement redouté : s'il n'est pas à ce patient "
                "maintenant, A.",
            ),
            Text(
                "« No argument for » and « not excluded » leave a doubt: R. « Not only » and « no change in » say that it is there: C.",
                "« Pas d'argument pour » et « not excluded » laissent un doute : R. « Pas que » et « no change in » disent que c'est là : C.",
            ),
        ],
    )

    @task.reference
    def from_the_gold():
        return right

    @task.alternative
    def in_small_letters():
        return right.lower()

    @task.alternative
    def with_spaces_around():
        return f" {right} "

    @task.mutant(
        "a_negative_word_is_a_negation",
        Text(
            "« N'a pas que » and « no significant change in » hold a negative word and deny nothing: the finding is there. Call it (C).",
            "« N'a pas que » et « no significant change in » (pas de changement notable) contiennent un mot négatif et ne nient rien : le signe "
            "est là. Inscrivez-le (C).",
        ),
    )
    def negative_word(answer):
        return "A" in (answer[1], answer[5])

    @task.mutant(
        "not_found_means_excluded",
        Text(
            "You leave out a finding that nobody has excluded: « pas d'argument pour », « not excluded ». Not found is not excluded: "
            "recheck (R).",
            "Vous laissez de côté un signe que personne n'a exclu : « pas d'argument pour », « not excluded » (non exclu). Non trouvé n'est "
            "pas exclu : revérifier (R).",
        ),
    )
    def excluded(answer):
        return "A" in (answer[0], answer[3])

    @task.mutant(
        "doubt_is_enough",
        Text(
            "You call a finding about which the writer doubts. A heart attack « not excluded » is not one that happened: recheck (R).",
            "Vous inscrivez un signe dont l'auteur doute. Un infarctus « not excluded » (non exclu) n'a pas pour autant eu lieu : revérifier (R).",
        ),
    )
    def doubt_is_enough(answer):
        return "C" in (answer[0], answer[3])

    @task.mutant(
        "everything_to_a_person",
        Text(
            "You send nearly everything back: then the tool spares nobody any reading. Which of these sentences leave no doubt?",
            "Vous renvoyez presque tout : l'outil n'épargne alors aucune lecture à personne. Lesquelles de ces phrases ne laissent aucun doute ?",
        ),
    )
    def everything(answer):
        return answer.count("R") >= 6

    @task.mutant(
        "history_is_tonights_problem",
        Text(
            "You call what is over. The attack of 2018 is this patient's, and sure, and past: it belongs under history. On tonight's list it would "
            "start a stroke alert. Abstain (A), by the rule of this task.",
            "Vous inscrivez ce qui est terminé. L'accident de 2018 est bien à ce patient, et certain, mais passé : sa place est aux antécédents. "
            "Sur la liste de cette nuit, il déclencherait une alerte AVC. Abstenez-vous (A) : c'est la règle de cette tâche.",
        ),
    )
    def history_is_tonights_problem(answer):
        return answer[4] == "C"

    @task.mutant(
        "history_is_doubt",
        Text(
            "« Previous … in 2018 » leaves no doubt: it happened, and it is over. There is nothing to ask anybody; under history, not on this "
            "list (A).",
            "« Previous … in 2018 » (antérieur, en 2018) ne laisse aucun doute : c'est arrivé, et c'est terminé. Il n'y a rien à demander à "
            "personne ; aux antécédents, pas sur cette liste (A).",
        ),
    )
    def history_is_doubt(answer):
        return answer[4] == "R"

    @task.mutant(
        "somebody_elses",
        Text(
            "The grandmother's osteoporosis is not the patient's (A), however surely it is stated.",
            "L'ostéoporose de la grand-mère n'est pas celle du patient (A), si sûrement qu'elle soit dite.",
        ),
    )
    def somebody_elses(answer):
        return answer[2] != "A"

    @task.mutant(
        "only_feared",
        Text(
            "« Reconsulter si » (come back if) is an instruction: nothing has happened, nothing to call and nothing to recheck (A).",
            "« Reconsulter si » est une consigne : rien n'a eu lieu, il n'y a rien à inscrire ni à revérifier (A).",
        ),
    )
    def only_feared(answer):
        return answer[6] != "A"

    @task.mutant(
        "rechecks_everything",
        Text(
            "You send back sentences that are clear. Every recheck costs the time of somebody on the ward: call what is certain (C).",
            "Vous renvoyez des phrases claires. Chaque vérification prend du temps à quelqu'un dans le service : inscrivez ce qui est sûr (C).",
        ),
    )
    def rechecks(answer):
        return "R" in (answer[1], answer[5])


def _order_the_steps(grader: LabGrader) -> None:
    task = grader.order(
        "steps",
        points=1,
        steps={
            "A": Text(
                "Measure the errors, phenomenon by phenomenon, on notes of this ward",
                "Mesurer les erreurs, phénomène par phénomène, sur des notes de ce service",
            ),
            "B": Text(
                "Say what the labels mean: present, absent, uncertain",
                "Dire ce que veulent dire les étiquettes : présent, absent, incertain",
            ),
            "C": Text(
                "Decide which doubtful sentences go to a person, and to whom",
                "Décider quelles phrases douteuses vont à une personne, et à qui",
            ),
            "D": Text(
                "Have two people label the same notes, apart, and compare",
                "Faire étiqueter les mêmes notes par deux personnes, séparément, et comparer",
            ),
            "E": Text(
                "Switch it on, and read a sample again every month",
                "Mettre en service, et relire un échantillon chaque mois",
            ),
        },
        why=Text(
            "Right: meanings, gold, errors, who rechecks, and only then the ward.",
            "Juste : le sens, la référence, les erreurs, qui revérifie, et seulement ensuite le service.",
        ),
        hints=[
            Text(
                "Two people can only agree on labels whose meaning is written.",
                "Deux personnes ne peuvent s'accorder que sur des étiquettes définies.",
            ),
            Text(
                "One decides what to recheck from the errors seen; going live is last.",
                "On décide quoi revérifier d'après les erreurs vues ; la mise en service vient en dernier.",
            ),
        ],
    )

    @task.reference
    def meanings_first():
        return "BDACE"

    @task.alternative
    def in_small_letters():
        return "bdace"

    @task.alternative
    def with_spaces():
        return " BDACE "

    @task.mutant(
        "live_first",
        Text(
            "You switch it on before the end: errors are then found on patients.",
            "Vous mettez en service avant la fin : les erreurs se découvrent alors sur des patients.",
        ),
    )
    def live_first(answer):
        return answer[-1] != "E"

    @task.mutant(
        "labels_without_meaning",
        Text(
            "Two people who label without written meanings disagree on « pas d'argument pour », and the average of two habits is no truth.",
            "Deux personnes qui étiquettent sans définition écrite ne s'accordent pas sur « pas d'argument pour », et la moyenne de deux "
            "habitudes n'est pas une vérité.",
        ),
    )
    def without_meaning(answer):
        return answer.index("B") > answer.index("D")

    @task.mutant(
        "measured_against_nothing",
        Text(
            "You measure errors before anybody has labelled the notes: errors against what?",
            "Vous mesurez les erreurs avant que quiconque ait étiqueté les notes : des erreurs par rapport à quoi ?",
        ),
    )
    def against_nothing(answer):
        return answer.index("A") < answer.index("D")

    @task.mutant(
        "recheck_before_errors",
        Text(
            "You decide what a person rechecks before knowing where the tool errs: look at the error table first.",
            "Vous décidez ce qu'une personne revérifie avant de savoir où l'outil se trompe : regardez d'abord le tableau des erreurs.",
        ),
    )
    def recheck_first(answer):
        return answer.index("C") < answer.index("A")


def _choices(grader: LabGrader) -> None:
    surprise = Text(
        "About 4 in 10. Half of what the search finds is denied or in doubt; of the rest, part is a relative's or long past. Notes name "
        "findings in order to exclude them.",
        "Environ 4 sur 10. La moitié de ce que la recherche trouve est niée ou douteuse ; le reste concerne en partie un proche ou le passé. "
        "Une note nomme des signes pour les écarter.",
    )
    grader.prediction(
        "keyword_search",
        question=Text(
            "A keyword search finds 100 symptoms and diseases in hospital notes. How many of them does the patient really have, now?",
            "Une recherche par mots-clés trouve 100 symptômes et maladies dans des notes d'hôpital. Combien le patient en a-t-il vraiment, maintenant ?",
        ),
        choices={
            "a": Text("about 95", "environ 95"),
            "b": Text("about 80", "environ 80"),
            "c": Text("about 60", "environ 60"),
            "d": Text("about 40", "environ 40"),
            "e": Text("about 10", "environ 10"),
        },
        right="d",
        comments=dict.fromkeys("abcde", surprise),
    )
    grader.quiz(
        "fluent_model",
        from_lab=None,
        question=Text(
            "Of these seven answers, how many could go into the chart as they stand?",
            "De ces sept réponses, combien pourraient entrer telles quelles au dossier ?",
        ),
        choices={
            "a": Text("all seven", "les sept"),
            "b": Text("five", "cinq"),
            "c": Text("two", "deux"),
            "d": Text("none", "aucune"),
        },
        right="c",
        comments={
            "a": Text(
                "They all read well: that is the trap. Hold each against its sentence: whose infarction is it, and who has excluded what?",
                "Toutes se lisent bien : c'est le piège. Mettez chacune en face de sa phrase : à qui est l'infarctus, et qui a exclu quoi ?",
            ),
            "b": Text(
                "Fewer. Ask of every word whether the sentence says it: « a rare genetic disorder », for one.",
                "Moins. Demandez de chaque mot si la phrase le dit : « a rare genetic disorder » (une maladie génétique rare), par exemple.",
            ),
            "c": Text(
                "Yes: the two coughs. The others give the patient the father's heart attack, a fever that has gone, an embolism nobody has "
                "seen, a genetic disorder out of nowhere; asked in French, the model copies the question. None says « uncertain », and the wrong "
                "ones are worded as surely as the right ones: the wording tells you nothing.",
                "Oui : les deux toux. Les autres donnent au patient l'infarctus de son père, une fièvre disparue, une embolie que personne n'a "
                "vue, une maladie génétique sortie de nulle part ; interrogé en français, le modèle recopie la question. Aucune ne dit "
                "« incertain », et les fausses ont le même aplomb que les justes : le ton ne vous apprend rien.",
            ),
            "d": Text(
                "Two are right: hold each against its sentence once more. A tool that is sometimes right is the harder one to watch.",
                "Deux sont justes : remettez chacune en face de sa phrase. Un outil qui a parfois raison est le plus difficile à surveiller.",
            ),
        },
    )
    grader.quiz(
        "from_m1_tokens",
        from_lab="m1_tokens",
        question=Text(
            "The same letter, in French and in English, goes through a tokenizer trained on English. What happens?",
            "La même lettre, en français et en anglais, passe dans un segmenteur entraîné sur l'anglais. Que se passe-t-il ?",
        ),
        choices={
            "a": Text("the same number of tokens: same content", "le même nombre de jetons : même contenu"),
            "b": Text(
                "more tokens in French: its end may not fit the budget",
                "plus de jetons en français : la fin peut ne pas tenir dans le budget",
            ),
            "c": Text("the accents are lost for good", "les accents sont perdus pour toujours"),
        },
        right="b",
        comments={
            "a": Text(
                "Content does not count, pieces do: French words are cut smaller there.",
                "Ce n'est pas le contenu qui compte, ce sont les morceaux : les mots français y sont coupés plus fin.",
            ),
            "b": Text(
                "Yes: fertility is higher, and the conclusion stands at the end of the letter.",
                "Oui : la fertilité est plus élevée, et la conclusion est à la fin de la lettre.",
            ),
            "c": Text(
                "A byte-level tokenizer never loses « é »; it only spends more on it.",
                "Un segmenteur sur octets ne perd jamais « é » ; il y dépense seulement davantage.",
            ),
        },
    )
    grader.quiz(
        "from_m2_finetune",
        from_lab="m2_finetune",
        question=Text(
            "Two triage models have the same score; one of them sends « pas de douleur thoracique » to the resuscitation room. How do you notice?",
            "Deux modèles de triage ont le même score ; l'un envoie « pas de douleur thoracique » au déchocage (salle de réanimation). Comment le voir ?",
        ),
        choices={
            "a": Text("by reading their errors, kind by kind", "en lisant leurs erreurs, type par type"),
            "b": Text("by a score with more decimals", "par un score avec plus de décimales"),
            "c": Text("one cannot: same score, same model", "on ne peut pas : même score, même modèle"),
        },
        right="a",
        comments={
            "a": Text(
                "Yes: equal scores can hide opposite errors.",
                "Oui : des scores égaux peuvent cacher des erreurs opposées.",
            ),
            "b": Text(
                "Decimals say how many errors, never which.",
                "Les décimales disent combien d'erreurs, jamais lesquelles.",
            ),
            "c": Text(
                "Equal scores can hide opposite errors: read them.",
                "Des scores égaux peuvent cacher des erreurs opposées : lisez-les.",
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
                    "Says that « pas d'argument pour » reports what was not seen and excludes nothing.",
                    "Dit que « pas d'argument pour » rapporte ce qu'on n'a pas vu et n'exclut rien.",
                ),
            ),
            (
                1,
                Text(
                    "Says what happens to the patient if « not found » is filed as « excluded ».",
                    "Dit ce qui arrive au patient si « non trouvé » est classé « exclu ».",
                ),
            ),
            (
                1,
                Text(
                    "Asks for a third label or a recheck, and says who decides.",
                    "Demande une troisième étiquette ou une vérification, et dit qui décide.",
                ),
            ),
            (
                1,
                Text(
                    "Is clear to a reader who writes no code, and gives an example sentence.",
                    "Se comprend sans coder, et donne une phrase en exemple.",
                ),
            ),
        ],
    )
