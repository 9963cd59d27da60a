"""The explorer's decisions, the prediction, the spaced questions and the explain-it of lab m2_finetune.

Right answers are worked out from the very notes and counts the notebook shows, never written down.
"""

from functools import cache

import numpy as np

from labkit.tasks import LabGrader, Text

# Two models of another hospital, on the same 300 notes: where one alone is right.
NOTES, ONLY_A, ONLY_B = 300, 27, 18
# First ten errors on the 400 test notes of the TF-IDF model (A) and of the fine-tuned BERT (B), recorded on one run.
RECORDED = {
    "A": [0, 2, 3, 7, 11, 13, 18, 19, 20, 23],
    "B": [0, 3, 10, 11, 12, 13, 17, 18, 20, 21],
}
MISSED_WEIGHS = 9


@cache
def test_notes():
    from labkit.data import generate_triage

    return generate_triage(400, random_state=3, language="fr")


@cache
def smallest_budget(share=0.95):
    """Fewest tokens with which that share of the test notes is read whole."""
    from labkit.text import load_encoder

    tokenizer = load_encoder().tokenizer
    lengths = np.sort([len(ids) for ids in tokenizer(list(test_notes().text))["input_ids"]])
    return int(lengths[int(np.ceil(share * len(lengths))) - 1])


@cache
def invented_losses():
    """Validation losses of 24 epochs, as the notebook shows them."""
    epochs = np.arange(24)
    wobble = np.random.default_rng(5).normal(0, 0.012, 24)
    return np.round(0.69 - 0.02 * epochs + 0.0011 * epochs**2 + wobble, 3).tolist()


def best_before_stopping(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best, epoch
    return best, len(losses) - 1


def half_width(n):
    """Half of the 95 % interval of A minus B with n notes that behave as the 300 did."""
    share_a, share_b = ONLY_A / NOTES, ONLY_B / NOTES
    return 1.96 * np.sqrt((share_a + share_b - (share_a - share_b) ** 2) / n)


def notes_needed():
    difference = (ONLY_A - ONLY_B) / NOTES
    return next(n for n in range(100, 5001, 100) if half_width(n) < difference)


def harm(model, missed_weighs=MISSED_WEIGHS):
    missed = int(test_notes().label.to_numpy()[RECORDED[model]].sum())
    return missed_weighs * missed + len(RECORDED[model]) - missed


def declare(grader: LabGrader) -> None:
    """Add everything of this file to the lab's grader."""
    _choose_budget(grader)
    _stop_in_time(grader)
    _notes_needed(grader)
    _model_tonight(grader)
    _order_the_steps(grader)
    _choices(grader)
    _explain(grader)


def _choose_budget(grader: LabGrader) -> None:
    task = grader.value(
        "smallest_budget",
        points=2,
        domain=range(16, 201),
        why=Text(
            "Right. The budget is chosen on the notes of the place where it will serve; and for the few longer ones, one decides which end "
            "is lost.",
            "Juste. Le budget se choisit sur les notes du lieu où il servira ; et pour les quelques notes plus longues, on décide quel bout "
            "est perdu.",
        ),
        hints=[
            Text(
                "Try 60, then 100: between which two does the share pass 95 %?",
                "Essayez 60, puis 100 : entre lesquels la part passe-t-elle 95 % ?",
            ),
            Text(
                "Go by halves until one token less falls below 95 %.",
                "Procédez par moitiés, jusqu'à ce qu'un jeton de moins fasse passer sous 95 %.",
            ),
        ],
    )

    @task.reference
    def at_least_95():
        return smallest_budget()

    @task.alternative
    def as_numpy_number():
        return np.int64(smallest_budget())

    @task.alternative
    def as_decimal():
        return float(smallest_budget())

    @task.mutant(
        "a_power_of_two",
        Text(
            "A round number from computing. The notes do not know it: find the smallest budget that does the work.",
            "Un nombre rond de l'informatique. Les notes ne le connaissent pas : cherchez le plus petit budget qui suffit.",
        ),
    )
    def power_of_two(answer):
        return answer in (16, 32, 64, 128)

    @task.mutant(
        "half_the_notes",
        Text(
            "Near that budget about half of the notes are cut: half of the patients lose the end of their story.",
            "Vers ce budget, environ la moitié des notes sont coupées : la moitié des patients perdent la fin de leur histoire.",
        ),
    )
    def half(answer):
        return answer <= smallest_budget(0.6)

    @task.mutant(
        "just_below",
        Text(
            "Near, but fewer than 95 notes in 100 are read whole: a little more.",
            "Presque, mais moins de 95 notes sur 100 sont lues en entier : un peu plus.",
        ),
    )
    def just_below(answer):
        return answer < smallest_budget()

    @task.mutant(
        "more_than_needed",
        Text(
            "That is enough, and more than enough: every place costs time for all notes. Can a smaller one do?",
            "Cela suffit, et plus qu'il ne faut : chaque place coûte du temps à toutes les notes. Un plus petit suffit-il ?",
        ),
    )
    def more(answer):
        return answer > smallest_budget()


def _stop_in_time(grader: LabGrader) -> None:
    right, stopped = best_before_stopping(invented_losses(), 3)
    lowest = int(np.argmin(invented_losses()))
    task = grader.value(
        "kept_epoch",
        points=2,
        domain=range(24),
        why=Text(
            "Right. The rule was written before the training; nobody looked at the test to choose the epoch.",
            "Juste. La règle était écrite avant l'entraînement ; personne n'a regardé le test pour choisir l'époque.",
        ),
        hints=[
            Text(
                "Cover the list and uncover one loss at a time. Note the lowest so far.",
                "Cachez la liste et découvrez une perte à la fois. Notez la plus basse jusque-là.",
            ),
            Text(
                "When three losses in a row did not beat the lowest, stop: the answer is the epoch of the lowest, not this one.",
                "Quand trois pertes de suite n'ont pas battu la plus basse, arrêtez : la réponse est l'époque de la plus basse, pas celle-ci.",
            ),
        ],
    )

    @task.reference
    def kept():
        return right

    @task.alternative
    def as_numpy_number():
        return np.int64(right)

    @task.alternative
    def as_decimal():
        return float(right)

    @task.mutant(
        "where_it_stopped",
        Text(
            "That is where the training ends; the model one keeps is the best one before.",
            "C'est là que l'entraînement s'arrête ; le modèle que l'on garde est le meilleur d'avant.",
        ),
    )
    def end(answer):
        return answer == stopped

    @task.mutant(
        "longer_is_better",
        Text(
            "The longer, the better? At the end the loss on unseen notes has risen: the model learns its notes by heart.",
            "Plus c'est long, mieux c'est ? À la fin, la perte sur des notes jamais vues a remonté : le modèle apprend ses notes par cœur.",
        ),
    )
    def last(answer):
        return answer == 23

    @task.mutant(
        "sees_the_future",
        Text(
            "These epochs never took place: patience ran out before. A rule that looks ahead is no rule.",
            "Ces époques n'ont jamais eu lieu : la patience s'était épuisée avant. Une règle qui regarde l'avenir n'est pas une règle.",
        ),
    )
    def future(answer):
        return stopped < answer < 23

    @task.mutant(
        "stops_too_soon",
        Text(
            "A lower loss comes before three epochs in a row have failed: with a patience of 3 the training goes on.",
            "Une perte plus basse vient avant trois échecs de suite : avec une patience de 3, l'entraînement continue.",
        ),
    )
    def early(answer):
        return answer < right

    @task.mutant(
        "not_the_lowest",
        Text(
            "The training still runs at that epoch, but a lower loss was already seen: those weights are the ones to keep.",
            "L'entraînement tourne encore à cette époque, mais une perte plus basse a déjà été vue : ce sont ces poids-là qu'on garde.",
        ),
    )
    def between(answer):
        return right < answer < stopped

    assert lowest >= 0


def _notes_needed(grader: LabGrader) -> None:
    task = grader.value(
        "notes_needed",
        points=2,
        domain=range(100, 5001, 100),
        why=Text(
            "Right. The higher score was no proof: on 300 notes the interval held 0. One plans the number of notes before, not after.",
            "Juste. Le plus haut score n'était pas une preuve : sur 300 notes, l'intervalle contenait 0. Le nombre de notes se prévoit avant, "
            "pas après.",
        ),
        hints=[
            Text(
                "Try 1,000: is 0 inside the interval? Then go up or down.",
                "Essayez 1 000 : 0 est-il dans l'intervalle ? Puis montez ou descendez.",
            ),
            Text(
                "To halve an interval takes four times as many notes. Look for the smallest hundred whose lower bound is above 0.",
                "Pour diviser un intervalle par deux, il faut quatre fois plus de notes. Cherchez la plus petite centaine dont la borne basse "
                "dépasse 0.",
            ),
        ],
    )

    @task.reference
    def smallest_hundred():
        return notes_needed()

    @task.alternative
    def as_numpy_number():
        return np.int64(notes_needed())

    @task.alternative
    def as_decimal():
        return float(notes_needed())

    @task.mutant(
        "higher_mean_wins",
        Text(
            "With these notes A has the higher score and 0 is inside the interval: the higher score wins only by the luck of the notes.",
            "Avec ces notes, A a le plus haut score et 0 est dans l'intervalle : le plus haut score ne gagne que par la chance des notes.",
        ),
    )
    def three_hundred(answer):
        return answer <= 300

    @task.mutant(
        "nearly",
        Text(
            "Near: but 0 is still inside the interval.",
            "Presque : mais 0 est encore dans l'intervalle.",
        ),
    )
    def nearly(answer):
        return answer < notes_needed()

    @task.mutant(
        "unpaired",
        Text(
            "So many would be needed if each model read its own patients. They read the same notes: the interval above is narrower.",
            "Il en faudrait autant si chaque modèle lisait ses propres patients. Ils lisent les mêmes notes : l'intervalle ci-dessus est plus "
            "étroit.",
        ),
    )
    def unpaired(answer):
        return answer >= 1200

    @task.mutant(
        "more_than_needed",
        Text(
            "Enough, and more: someone has to read and label each note. Is there a smaller hundred?",
            "Cela suffit, et au-delà : quelqu'un doit lire et étiqueter chaque note. Y a-t-il une centaine plus petite ?",
        ),
    )
    def more(answer):
        return answer > notes_needed()


def _model_tonight(grader: LabGrader) -> None:
    safer, other = sorted(RECORDED, key=harm)
    task = grader.value(
        "tonight",
        points=3,
        domain=["A", "B", *(f"{letter}{total}" for letter in "AB" for total in range(10, 91))],
        why=Text(
            "Right. Ten errors each, and not the same harm: the errors were read one by one and weighed as the team said. The next question "
            "is how many errors each makes in a night.",
            "Juste. Dix erreurs chacun, et pas le même préjudice : les erreurs ont été lues une à une et pesées comme l'équipe l'a dit. La "
            "question suivante : combien d'erreurs chacun fait en une nuit.",
        ),
        hints=[
            Text(
                'Read the column "urgent" of A\'s ten rows only. Then do the same for B.',
                "Lisez la colonne « urgent » des dix lignes de A seulement. Puis faites de même pour B.",
            ),
            Text(
                "For each model, count the errors whose truth is 1 (urgent): those patients are missed.",
                "Pour chaque modèle, comptez les erreurs dont la vérité est 1 (urgent) : ces patients sont manqués.",
            ),
            Text(
                "Harm = 9 × missed + 1 × false alarms. The lower one is for tonight: its letter, then its harm.",
                "Préjudice = 9 × manqués + 1 × fausses alarmes. Le plus bas est pour ce soir : sa lettre, puis son préjudice.",
            ),
        ],
    )

    @task.reference
    def lower_harm():
        return f"{safer}{harm(safer)}"

    @task.alternative
    def in_small_letters():
        return f"{safer}{harm(safer)}".lower()

    @task.alternative
    def with_spaces_around():
        return f" {safer}{harm(safer)} "

    @task.mutant(
        "letter_only",
        Text(
            "The letter alone is an opinion: add the harm you worked out, without a space.",
            "La lettre seule est une opinion : ajoutez-y le préjudice que vous avez calculé, sans espace.",
        ),
    )
    def letter_only(answer):
        return answer in ("A", "B")

    @task.mutant(
        "worse_model",
        Text(
            "That is the model with the greater harm. Lower is safer.",
            "C'est le modèle au préjudice le plus grand. Le plus bas est le plus sûr.",
        ),
    )
    def worse(answer):
        return answer == f"{other}{harm(other)}"

    @task.mutant(
        "errors_are_equal",
        Text(
            "You counted ten errors as ten: a missed urgent patient weighs nine false alarms here.",
            "Vous avez compté dix erreurs pour dix : un patient urgent manqué pèse ici neuf fausses alarmes.",
        ),
    )
    def equal(answer):
        return answer in ("A10", "B10")

    @task.mutant(
        "roles_swapped",
        Text(
            'You weighed the false alarms as missed patients. Truth 1 and an error: the model said "not urgent" to an urgent patient.',
            "Vous avez pesé les fausses alarmes comme des patients manqués. Vérité 1 et une erreur : le modèle a dit « non urgent » à un "
            "patient urgent.",
        ),
    )
    def swapped(answer):
        return answer in {f"{letter}{100 - harm(letter)}" for letter in "AB"} - {f"{safer}{harm(safer)}"}

    @task.mutant(
        "wrong_letter",
        Text(
            "Either the letter is the other model's, or the counts are off: count the missed patients of each once more.",
            "Soit la lettre est celle de l'autre modèle, soit les comptes sont faux : recomptez les patients manqués de chacun.",
        ),
    )
    def letter(answer):
        return answer[0] == other

    @task.mutant(
        "miscounted",
        Text(
            "The letter is right, the harm is not: 9 for each urgent patient missed, 1 for each false alarm, over ten errors.",
            "La lettre est juste, pas le préjudice : 9 par patient urgent manqué, 1 par fausse alarme, sur dix erreurs.",
        ),
    )
    def miscounted(answer):
        return answer[0] == safer


def _order_the_steps(grader: LabGrader) -> None:
    right = "DBEAC"
    task = grader.order(
        "steps",
        points=1,
        path="explorer",
        steps={
            "A": Text(
                "Compare the two models on the test notes, note by note, with an interval.",
                "Comparer les deux modèles sur les notes de test, note par note, avec un intervalle.",
            ),
            "B": Text(
                "Set the test notes aside: nobody looks at them.",
                "Mettre de côté les notes de test : personne ne les regarde.",
            ),
            "C": Text(
                "Read the errors of each with the triage team, and decide.",
                "Lire les erreurs de chacun avec l'équipe d'accueil, et décider.",
            ),
            "D": Text(
                "Agree with the triage team on what counts as urgent and what an error costs.",
                "Convenir avec l'équipe d'accueil de ce qui est urgent et de ce que coûte une erreur.",
            ),
            "E": Text(
                "Train, and stop when the validation loss no longer falls.",
                "Entraîner, et arrêter quand la perte de validation ne baisse plus.",
            ),
        },
        why=Text(
            "Right. People first, the test locked away, then the training; and reading comes after the score, before the decision.",
            "Juste. Les gens d'abord, le test sous clé, puis l'entraînement ; et la lecture vient après le score, avant la décision.",
        ),
        hints=[
            Text(
                'Without a definition of "urgent" there is nothing to set aside nor to train on.',
                "Sans définition d'« urgent », il n'y a rien à mettre de côté ni sur quoi entraîner.",
            ),
            Text(
                "The decision is last; the test is set aside before the training.",
                "La décision vient en dernier ; le test est mis de côté avant l'entraînement.",
            ),
        ],
    )

    @task.reference
    def people_first():
        return right

    @task.alternative
    def in_small_letters():
        return right.lower()

    @task.alternative
    def with_spaces_around():
        return f" {right} "

    @task.mutant(
        "test_seen",
        Text(
            "You train before setting the test notes aside: whatever the model saw cannot test it.",
            "Vous entraînez avant de mettre de côté les notes de test : ce que le modèle a vu ne peut pas le tester.",
        ),
    )
    def test_seen(answer):
        return answer.index("E") < answer.index("B")

    @task.mutant(
        "score_decides",
        Text(
            "The decision is taken before the errors were compared and read: the score decides alone.",
            "La décision est prise avant que les erreurs aient été comparées et lues : le score décide seul.",
        ),
    )
    def score_decides(answer):
        return not answer.endswith("C")

    @task.mutant(
        "compares_untrained",
        Text(
            "You compare a model that was not trained yet.",
            "Vous comparez un modèle qui n'a pas encore été entraîné.",
        ),
    )
    def compares_untrained(answer):
        return answer.index("A") < answer.index("E")

    @task.mutant(
        "people_last",
        Text(
            "What is urgent and what an error costs must be agreed first: it decides what the model learns.",
            "Ce qui est urgent et ce que coûte une erreur se décide d'abord : cela détermine ce que le modèle apprend.",
        ),
    )
    def people_last(answer):
        return not answer.startswith("D")


def _choices(grader: LabGrader) -> None:
    grader.prediction(
        "who_reads_negation",
        question=Text(
            "Two models learn triage from the same 500 notes: one counts words and pairs of words (TF-IDF), the other is a small BERT that "
            "has read 10,500 notes before, without their labels. On 400 new notes, what do you expect?",
            "Deux modèles apprennent le triage sur les mêmes 500 notes : l'un compte les mots et les paires de mots (TF-IDF), l'autre est un "
            "petit BERT qui a déjà lu 10 500 notes, sans leurs étiquettes. Sur 400 notes nouvelles, qu'attendez-vous\u00a0?",
        ),
        choices={
            "a": Text("BERT is clearly better everywhere", "BERT est nettement meilleur partout"),
            "b": Text("TF-IDF is clearly better everywhere", "TF-IDF est nettement meilleur partout"),
            "c": Text(
                "scores too near to tell apart, and the same errors",
                "des scores trop proches pour trancher, et les mêmes erreurs",
            ),
            "d": Text(
                "scores too near to tell apart, and opposite errors",
                "des scores trop proches pour trancher, et des erreurs opposées",
            ),
        },
        right="d",
        comments=dict.fromkeys(
            "abcd",
            Text(
                "The interval of the difference contains 0, and the errors are opposite: TF-IDF stumbles over signs denied in ordinary writing, "
                "BERT over the same signs denied in capitals. One number hid both.",
                "L'intervalle de la différence contient 0, et les erreurs sont opposées : TF-IDF trébuche sur les signes niés en écriture "
                "ordinaire, BERT sur les mêmes signes niés en capitales. Un seul nombre cachait les deux.",
            ),
        ),
    )
    grader.quiz(
        "from_m1_budget",
        from_lab="m1_tokens",
        question=Text(
            "A model reads 512 tokens. Why may it lose the end of a French letter and not of the same letter in English?",
            "Un modèle lit 512 jetons. Pourquoi peut-il perdre la fin d'une lettre française et pas celle de la même lettre en anglais\u00a0?",
        ),
        choices={
            "a": Text(
                "French has more accents than the model can store",
                "le français a trop d'accents pour le modèle",
            ),
            "b": Text(
                "its tokenizer learned on English: French words break into more pieces",
                "son segmenteur a appris sur de l'anglais : les mots français s'y brisent en plus de morceaux",
            ),
            "c": Text("French letters say more", "les lettres françaises en disent plus"),
        },
        right="b",
        comments={
            "a": Text("Accents cost little by themselves.", "Les accents en eux-mêmes coûtent peu."),
            "b": Text(
                "Yes: more tokens a word, the same budget.", "Oui : plus de jetons par mot, même budget."
            ),
            "c": Text(
                "The letters were parallel: they say the same.",
                "Les lettres étaient parallèles : elles disent la même chose.",
            ),
        },
    )
    grader.quiz(
        "from_m1_token",
        from_lab="m1_tokens",
        question=Text("What is a token?", "Qu'est-ce qu'un jeton\u00a0?"),
        choices={
            "a": Text("a word", "un mot"),
            "b": Text(
                "a piece of text that came back often when the tokenizer was made",
                "un morceau de texte qui revenait souvent quand le segmenteur a été fait",
            ),
            "c": Text("a syllable", "une syllabe"),
        },
        right="b",
        comments={
            "a": Text(
                "Frequent words are; the others are several.",
                "Les mots fréquents, oui ; les autres en font plusieurs.",
            ),
            "b": Text(
                "Yes: nothing in it knows grammar or medicine.",
                "Oui : rien là-dedans ne connaît la grammaire ou la médecine.",
            ),
            "c": Text("It knows nothing of syllables.", "Il ignore tout des syllabes."),
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
                    "Says which notes each model misreads, with an example of a note, and that both miss about four urgent patients in ten.",
                    "Dit quelles notes chaque modèle lit mal, avec un exemple, et que les deux manquent environ quatre patients urgents sur dix.",
                ),
            ),
            (
                1,
                Text(
                    "Says what the six notes hide: they are few, and in capitals the verdict is reversed; may name a remedy to be tested.",
                    "Dit ce que cachent les six notes : elles sont peu nombreuses, et en capitales le verdict s'inverse ; peut nommer un remède "
                    "à tester.",
                ),
            ),
            (
                1,
                Text(
                    "Proposes what to do tonight and what would change that (more notes, an interval), and says who decides.",
                    "Propose quoi faire ce soir et ce qui changerait l'avis (plus de notes, un intervalle), et dit qui décide.",
                ),
            ),
            (
                1,
                Text(
                    "Can be followed by a manager without statistics; no promise that a larger model will be right.",
                    "Se suit sans formation en statistique ; ne promet pas qu'un plus grand modèle aura raison.",
                ),
            ),
        ],
    )
