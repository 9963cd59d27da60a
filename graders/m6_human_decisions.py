"""The explorer's decisions, the prediction, the spaced questions and the explain-it of lab m6_human.

Right answers are worked out from the very cohort and model the notebook shows, never written down.
"""

from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd

from labkit.tasks import LabGrader, Text

SIGNS = ["temperature", "heart_rate", "respiratory_rate", "systolic_bp", "spo2"]
LABS = ["lactate", "crp", "wbc", "creatinine"]
# What the wards said: a missed case, a false alarm and asking a person, in false alarms.
MISSED, FALSE_ALARM, ASKING = 4.0, 1.0, 0.4
THRESHOLD = FALSE_ALARM / (FALSE_ALARM + MISSED)
SLOTS, ARRIVALS, LETTERS = 8, slice(12, 24), "ABCDEFGHIJKL"
# Typed in place of a percentage: 0.6 for 60.
AS_SHARES = [percentage / 100 for percentage in range(1, 100)]
A_SHARE = Text(
    "That is a share, between 0 and 1. A percentage is asked for: a whole number, such as 30 for 0.30.",
    "C'est une part, entre 0 et 1. On demande un pourcentage : un nombre entier, par exemple 30 pour 0,30.",
)
ERROR_ACCEPTED = 0.20
MAX_SERIOUS, WINDOW, LIMIT, LINES = 1, 10, 4, 30


@cache
def new_patients():
    """The third of the stays nobody has used, with the model's risk, as in the notebook."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    from labkit.data import generate_stays
    from labkit.data.planted import AtypicalPresentation

    oldest = {"age": (80, 120)}
    faint = AtypicalPresentation(group=oldest, keep=0.1, subgroup=oldest, subgroup_keep=0.1)
    stays = generate_stays(48_000, random_state=1, effects=[faint]).stays
    stays = stays[stays.ward.isin(["acute_medicine", "intensive_care"])].reset_index(drop=True)
    features = pd.concat([stays[SIGNS], np.log(stays[LABS])], axis=1)
    third = len(stays) // 3
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(features[:third], stays.sepsis[:third])
    stays["risk"] = model.predict_proba(features)[:, 1]
    return stays[2 * third :].reset_index(drop=True)


@cache
def error_by_share():
    """Error among the surest 1 %, 2 %, ... 100 % of the new patients."""
    rows = new_patients()
    doubt = np.minimum((1 - rows.risk) * FALSE_ALARM, rows.risk * MISSED)
    wrong = ((rows.risk >= THRESHOLD) != (rows.sepsis == 1)).to_numpy(dtype=float)
    running = np.cumsum(wrong[np.argsort(doubt, kind="stable")]) / np.arange(1, len(rows) + 1)
    return np.array([running[max(1, round(share * len(rows) / 100)) - 1] for share in range(1, 101)])


@cache
def tonight():
    """Risk of tonight's twelve arrivals, as shown (two digits), by letter."""
    risks = np.round(new_patients().risk.to_numpy()[ARRIVALS], 2)
    return {letter: float(risk) for letter, risk in zip(LETTERS, risks, strict=True)}


def gain(risk):
    """What asking a person saves: the cheaper of the two automatic actions, less the price of asking."""
    return min((1 - risk) * FALSE_ALARM, risk * MISSED) - ASKING


def called_tonight():
    """The eight for whom asking saves most."""
    risks = tonight()
    return "".join(sorted(sorted(risks, key=lambda letter: -gain(risks[letter]))[:SLOTS]))


@cache
def decision_log():
    """Thirty decisions: what the model proposed, what a person decided, which harm followed."""
    rows, rng = new_patients()[40 : 40 + LINES], np.random.default_rng(3)
    sepsis, suggests = rows.sepsis.to_numpy() == 1, rows.risk.to_numpy() >= THRESHOLD
    decides = np.where(rng.random(LINES) < 0.7, sepsis, suggests)
    harmed = sepsis & ~decides & (rng.random(LINES) < 0.5)
    return suggests != decides, harmed


def stop_line(window=WINDOW, aside_counts=True, harm_counts=True):
    """Line (from 1) at which the rule stops the system; 0 if never."""
    aside, harmed = decision_log()
    recent = pd.Series(aside).rolling(window, min_periods=1).sum().to_numpy()
    found = (recent >= LIMIT) & aside_counts | (np.cumsum(harmed) > MAX_SERIOUS) & harm_counts
    return int(np.argmax(found)) + 1 if found.any() else 0


def declare(grader: LabGrader) -> None:
    """Add everything of this file to the lab's grader."""
    _alone_from(grader)
    _keep_how_many(grader)
    _eight_slots(grader)
    _stop(grader)
    _order_the_steps(grader)
    _choices(grader)
    _explain(grader)


def _alone_from(grader: LabGrader) -> None:
    right = round(100 * (1 - ASKING / FALSE_ALARM))
    low, half = round(100 * ASKING / MISSED), 50
    task = grader.value(
        "alone_from",
        points=2,
        domain=[*range(1, 100), *AS_SHARES],
        # at the very limit the two cost the same: the next whole number is right too
        accepts=lambda answer: answer in (right, right + 1),
        why=Text(
            "Right. Above that risk a false alarm is expected to cost less than asking: the team is called at once. The zone of doubt runs from a "
            "low risk to this one, and is not centred on one chance in two.",
            "Juste. Au-dessus de ce risque, une fausse alarme coûte en moyenne moins que demander : on appelle l'équipe tout de suite. La zone de "
            "doute va d'un risque bas jusqu'à celui-ci ; elle n'est pas centrée sur une chance sur deux.",
        ),
        hints=[
            Text(
                "Try risks from 0.05 to 0.95 in the cell above. Look at which of the three costs is the smallest.",
                "Essayez des risques de 0,05 à 0,95 dans la cellule ci-dessus. Regardez lequel des trois coûts est le plus petit.",
            ),
            Text(
                "There are two places where asking stops being the cheapest. The question is about the upper one, where calling takes over.",
                "Demander cesse d'être le moins cher à deux endroits. La question porte sur celui du haut, où appeler prend le relais.",
            ),
            Text(
                "Calling costs 1 less the risk, asking 0.4. From which risk up is 1 less the risk no longer above 0.4? Write it in %.",
                "Appeler coûte 1 moins le risque, demander 0,4. À partir de quel risque 1 moins le risque ne dépasse-t-il plus 0,4 ? Écrivez-le en %.",
            ),
        ],
    )

    @task.reference
    def where_calling_takes_over():
        return right

    @task.alternative
    def as_decimal():
        return float(right)

    @task.alternative
    def as_numpy():
        return np.int64(right)

    @task.mutant("a_share_for_a_percentage", A_SHARE)
    def as_share(answer):
        return answer < 1

    @task.mutant(
        "lower_end",
        Text(
            "That is the other end of the zone of doubt: below it, waiting is cheaper than asking. Look for where *calling* becomes cheaper.",
            "C'est l'autre bout de la zone de doute : au-dessous, attendre coûte moins que demander. Cherchez où *appeler* devient moins cher.",
        ),
    )
    def lower_end(answer):
        return abs(answer - low) <= 2

    @task.mutant(
        "price_taken_for_risk",
        Text(
            "You took the price of asking for a risk. Above which risk does a false alarm, which happens to those *without* sepsis, cost less "
            "than that price?",
            "Vous avez pris le prix de la demande pour un risque. Au-dessus de quel risque une fausse alarme, qui touche ceux *sans* sepsis, "
            "coûte-t-elle moins que ce prix ?",
        ),
    )
    def price_as_risk(answer):
        return abs(answer - 100 * ASKING) <= 1

    @task.mutant(
        "doubt_is_half",
        Text(
            "0.5 is not the natural place of doubt: it assumes that a missed case and a false alarm weigh the same. Here one weighs four times the other.",
            "0,5 n'est pas le siège naturel du doute : ce serait supposer qu'un cas manqué et une fausse alarme pèsent autant. Ici, l'un pèse quatre "
            "fois l'autre.",
        ),
    )
    def doubt_is_half(answer):
        return abs(answer - half) <= 2

    @task.mutant(
        "threshold_without_asking",
        Text(
            "That is where waiting and calling cost the same, if nobody can be asked: the very middle of the doubt, not its end.",
            "C'est là qu'attendre et appeler coûtent autant, si l'on ne peut demander à personne : le cœur du doute, pas son bout.",
        ),
    )
    def old_threshold(answer):
        return abs(answer - 100 * THRESHOLD) <= 2

    @task.mutant(
        "never_alone",
        Text(
            "Too high: between the true end and your number you would ask although calling at once costs less, and somebody else would lose the slot.",
            "Trop haut : entre la vraie limite et votre nombre, vous demanderiez alors qu'appeler tout de suite coûte moins, et quelqu'un d'autre "
            "perdrait la place.",
        ),
    )
    def too_high(answer):
        return answer > right

    @task.mutant(
        "alone_too_soon",
        Text(
            "Too low: at that risk calling at once still costs more than asking. Compare the three costs again, a little higher.",
            "Trop bas : à ce risque, appeler tout de suite coûte encore plus que demander. Comparez les trois coûts un peu plus haut.",
        ),
    )
    def too_low(answer):
        return answer < right


def _keep_how_many(grader: LabGrader) -> None:
    errors = error_by_share()
    right = int(np.flatnonzero(errors <= ERROR_ACCEPTED).max()) + 1
    task = grader.value(
        "share_kept",
        points=2,
        # 60 and 61 are told apart on the screen (0.199 and 0.202), so the largest share means the largest
        domain=[*range(101), *AS_SHARES],
        why=Text(
            "Right. That is what the average buys: at the price of one error in five, this many patients answered by the model alone. What follows says "
            "whose errors they are.",
            "Juste. Voilà ce que rapporte la moyenne : au prix d'une erreur sur cinq, le modèle répond seul pour autant de patients. La suite dit de qui "
            "sont ces erreurs.",
        ),
        hints=[
            Text(
                "Change the share in the cell, run it, look at the error. Start with 50.",
                "Changez la part dans la cellule, exécutez, regardez l'erreur. Commencez par 50.",
            ),
            Text(
                "If the error is below 0.20 the model may keep more; if it is above, fewer.",
                "Si l'erreur est sous 0,20, le modèle peut en garder plus ; si elle est au-dessus, moins.",
            ),
            Text(
                "50 is below 0.20 and 70 above: try halfway, then halfway again, until two whole numbers that follow each other lie on either side.",
                "50 est sous 0,20 et 70 au-dessus : essayez le milieu, puis encore le milieu, jusqu'à deux nombres entiers voisins de part et d'autre.",
            ),
        ],
    )

    @task.reference
    def largest_share():
        return right

    @task.alternative
    def as_decimal():
        return float(right)

    @task.alternative
    def as_numpy():
        return np.int64(right)

    @task.mutant("a_share_for_a_percentage", A_SHARE)
    def as_share(answer):
        return 0 < answer < 1

    @task.mutant(
        "keeps_everybody",
        Text(
            "The model keeps everybody: nobody is ever asked, and one answer in three is wrong.",
            "Le modèle garde tout le monde : on ne demande jamais, et une réponse sur trois est fausse.",
        ),
    )
    def everybody(answer):
        return answer >= 99

    @task.mutant(
        "keeps_nobody",
        Text(
            "The model keeps nobody, or nearly: every patient then waits for a person, and there are eight slots a night. 'More deferral is safer' forgets "
            "who waits.",
            "Le modèle ne garde personne, ou presque : chaque patient attend alors une personne, et il y a huit places par nuit. « Plus on demande, plus "
            "c'est sûr » oublie ceux qui attendent.",
        ),
    )
    def nobody(answer):
        return answer <= 10

    @task.mutant(
        "asks_too_often",
        Text(
            "The error is low enough, but the model could keep more: you ask about patients for whom that was not needed. The largest "
            "share is asked for.",
            "L'erreur est assez basse, mais le modèle pourrait en garder plus : vous demandez pour des patients chez qui ce n'était pas nécessaire. On demande la "
            "plus grande part.",
        ),
    )
    def too_few(answer):
        return answer < right

    @task.mutant(
        "keeps_too_many",
        Text(
            "Too many: among the patients the model keeps, more than one answer in five is wrong.",
            "C'est trop : parmi les patients que garde le modèle, plus d'une réponse sur cinq est fausse.",
        ),
    )
    def too_many(answer):
        return answer > right


def _eight_slots(grader: LabGrader) -> None:
    right, risks = called_tonight(), tonight()
    high = [letter for letter, risk in risks.items() if risk > 1 - ASKING]
    upper = [letter for letter, risk in risks.items() if 0.5 < risk <= 1 - ASKING]
    low = [letter for letter, risk in risks.items() if risk < ASKING / MISSED]
    task = grader.value(
        "called_tonight",
        points=3,
        domain=["".join(letters) for letters in combinations(LETTERS, SLOTS)],
        unordered=True,
        why=Text(
            "Right: the eight for whom a person's look saves most. The one at the highest risk is not among them: there the team is called at once. And two "
            "who were worth a look got none: that is what a capacity is, and the log should say so.",
            "Juste : les huit chez qui le regard d'une personne épargne le plus. Le patient au risque le plus élevé n'en est pas : pour lui, on appelle l'équipe "
            "tout de suite. Et deux qui méritaient un regard n'en ont pas eu : c'est cela, une capacité, et le journal doit le dire.",
        ),
        hints=[
            Text(
                "For each patient: which is smaller, the cost of waiting or the cost of calling? That is what the model would cost, left alone.",
                "Pour chaque patient : lequel est le plus petit, le coût d'attendre ou celui d'appeler ? C'est ce que coûterait le modèle laissé seul.",
            ),
            Text(
                "The larger that smaller cost, the more a person's look saves. Take the eight largest.",
                "Plus ce plus petit coût est grand, plus le regard d'une personne épargne. Prenez les huit plus grands.",
            ),
            Text(
                "Waiting costs most at high risks, calling at low ones: the smaller of the two is largest near one in five. Go down and up from there, eight patients.",
                "Attendre coûte le plus aux risques élevés, appeler aux risques bas : le plus petit des deux est le plus grand vers un sur cinq. De là, descendez et "
                "montez, huit patients.",
            ),
        ],
    )

    @task.reference
    def saves_most():
        return right

    @task.alternative
    def in_small_letters():
        return right.lower()

    @task.alternative
    def most_useful_first():
        return ", ".join(sorted(right, key=lambda letter: -gain(risks[letter])))

    @task.mutant(
        "first_come",
        Text(
            "The first eight to arrive: after them nobody is seen, whatever the doubt. Choose by what a look saves.",
            "Les huit premiers arrivés : après eux, plus personne n'est vu, quel que soit le doute. Choisissez selon ce qu'un regard épargne.",
        ),
    )
    def first_come(answer):
        return answer == LETTERS[:SLOTS]

    @task.mutant(
        "sickest_first",
        Text(
            "You ask about the patient at the highest risk. There is no doubt there: calling at once costs less than the slot. Asking is for doubt, not for gravity.",
            "Vous demandez pour le patient au risque le plus élevé. Là, il n'y a pas de doute : appeler tout de suite coûte moins que la place. On demande pour "
            "le doute, pas pour la gravité.",
        ),
    )
    def sickest_first(answer):
        return any(letter in answer for letter in high)

    @task.mutant(
        "surest_first",
        Text(
            "You ask about a patient at very low risk, for whom waiting costs less than the slot.",
            "Vous demandez pour un patient à très bas risque, chez qui attendre coûte moins que la place.",
        ),
    )
    def surest_first(answer):
        return any(letter in answer for letter in low)

    @task.mutant(
        "doubt_is_half",
        Text(
            "Your list has a patient whose risk is above one half: there calling costs hardly more than asking, and a slot saves next to nothing. With these harms "
            "doubt is largest near one in five, not near one half.",
            "Votre liste contient un patient dont le risque dépasse un demi : chez lui, appeler ne coûte guère plus que demander, et la place n'épargne presque rien. "
            "Avec ces préjudices, le doute est le plus grand vers un sur cinq, pas vers un demi.",
        ),
    )
    def around_half(answer):
        return any(letter in answer for letter in upper)

    @task.mutant(
        "nearly",
        Text(
            "Nearly: one of your eight saves less than somebody you left out. Compare the smaller cost of the two lowest of your list with those left out.",
            "Presque : l'un de vos huit épargne moins que quelqu'un que vous avez laissé. Comparez le plus petit coût des deux derniers de votre liste à ceux "
            "des patients laissés.",
        ),
    )
    def nearly(answer):
        return True


def _stop(grader: LabGrader) -> None:
    right = stop_line()
    task = grader.value(
        "stop_line",
        points=2,
        domain=range(LINES + 1),
        why=Text(
            "Right: read in order of time, the first line that triggers either part of the rule. It is the suggestions set aside that stop the system, before a second serious harm: "
            "those who set it aside were its first alarm. And nobody had to decide it that day; it had been signed.",
            "Juste : dans l'ordre du temps, la première ligne qui déclenche l'une des deux parties de la règle. Ce sont les suggestions écartées qui arrêtent le "
            "système, avant un deuxième préjudice grave : ceux qui l'ont écarté étaient sa première alarme. Et personne n'a eu à le décider ce jour-là ; c'était signé.",
        ),
        hints=[
            Text(
                "Mark the lines where the decision differs from the suggestion: these are the ones set aside.",
                "Repérez les lignes où la décision diffère de la suggestion : ce sont celles qui ont été écartées.",
            ),
            Text(
                "Slide a window of ten lines down: at which line does it first hold four of them? And at which line does the second serious harm come?",
                "Faites glisser une fenêtre de dix lignes : à quelle ligne en contient-elle quatre pour la première fois ? Et à quelle ligne vient le deuxième "
                "préjudice grave ?",
            ),
            Text("The earlier of the two stops it.", "C'est la première des deux qui arrête."),
        ],
    )

    @task.reference
    def first_trigger():
        return right

    @task.alternative
    def as_decimal():
        return float(right)

    @task.alternative
    def as_numpy():
        return np.int64(right)

    @task.mutant(
        "never",
        Text(
            "You let it run. One of the two parts of the rule was triggered: read the log once for the harms, once for the suggestions set aside.",
            "Vous le laissez tourner. L'une des deux parties de la règle a été déclenchée : relisez le journal une fois pour les préjudices, une fois pour les "
            "suggestions écartées.",
        ),
    )
    def never(answer):
        return answer == 0

    @task.mutant(
        "counts_from_the_start",
        Text(
            "You counted the suggestions set aside since the first line: every system would stop one day. The rule looks at the last ten.",
            "Vous avez compté les suggestions écartées depuis la première ligne : tout système finirait par s'arrêter. La règle regarde les dix dernières.",
        ),
    )
    def from_the_start(answer):
        return answer == stop_line(window=LINES) != right

    @task.mutant(
        "first_harm",
        Text(
            "That is the first serious harm. The ward wrote: at the second. (It may be right to write another rule; not to change it on the day.)",
            "C'est le premier préjudice grave. Le service avait écrit : au deuxième. (On peut vouloir écrire une autre règle ; pas la changer le jour même.)",
        ),
    )
    def first_harm(answer):
        _aside, harmed = decision_log()
        return answer == int(np.argmax(harmed)) + 1 != right

    @task.mutant(
        "waits_too_long",
        Text(
            "Too late: the rule had already been triggered before that line. Overrides are often the first sign, well before harm.",
            "Trop tard : la règle était déjà déclenchée avant cette ligne. Les suggestions écartées sont souvent le premier signe, bien avant le préjudice.",
        ),
    )
    def too_late(answer):
        return answer > right

    @task.mutant(
        "stops_too_soon",
        Text(
            "Too early: at that line there are fewer than four set aside among the last ten, and fewer than two serious harms. A rule that is not kept in one "
            "direction will not be kept in the other.",
            "Trop tôt : à cette ligne, moins de quatre suggestions écartées parmi les dix dernières, et moins de deux préjudices graves. Une règle que l'on ne tient "
            "pas dans un sens ne tiendra pas dans l'autre.",
        ),
    )
    def too_early(answer):
        return 0 < answer < right


def _order_the_steps(grader: LabGrader) -> None:
    # The price of asking needs the wards (D); coverage by group (B) before choosing who is seen (E); rule signed (A); go (C).
    right = "DBEAC"
    task = grader.order(
        "oversight_steps",
        points=1,
        steps={
            "A": Text(
                "For that way of choosing, write the log's columns and the stop rule, and have them signed.",
                "Pour cette façon de choisir, écrire les colonnes du journal et la règle d'arrêt, et les faire signer.",
            ),
            "B": Text(
                "On patients of your own, measure for each group how often the promise is kept.",
                "Sur des patients de chez vous, mesurer pour chaque groupe à quelle fréquence la promesse est tenue.",
            ),
            "C": Text(
                "Go live, and read the log every week.",
                "Mettre en service, et lire le journal chaque semaine.",
            ),
            "D": Text(
                "Ask the wards what a missed case, a false alarm and a person's time are worth, and how many slots there are.",
                "Demander aux services ce que valent un cas manqué, une fausse alarme et le temps d'une personne, et combien il y a de places.",
            ),
            "E": Text(
                "Choose who is seen within the slots, with the groups' results in hand.",
                "Choisir qui est vu dans la limite des places, avec les résultats par groupe sous les yeux.",
            ),
        },
        why=Text(
            "Right. People first, then figures for each group, then a choice, then rules on paper, and only then patients.",
            "Juste. D'abord les gens, puis des chiffres pour chaque groupe, puis un choix, puis des règles écrites, et seulement ensuite des patients.",
        ),
        hints=[
            Text(
                "What must be settled before the first patient? That comes before going live.",
                "Que faut-il avoir réglé avant le premier patient ? Cela vient avant la mise en service.",
            ),
            Text(
                "Choosing who is seen needs the prices, the slots, and the results by group.",
                "Choisir qui est vu demande les prix, les places et les résultats par groupe.",
            ),
            Text(
                "Step A says 'that way of choosing': it comes after the step that chooses one.",
                "L'étape A dit « cette façon de choisir » : elle vient après celle qui en choisit une.",
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
    def measured_first():
        return "BDEAC"  # coverage needs no prices: it may come first

    task.accepts = lambda answer: answer in (right, "BDEAC")

    @task.mutant(
        "live_then_rules",
        Text(
            "You go live before the log and the stop rule are signed: a rule written after the first harm is a negotiation.",
            "Vous mettez en service avant d'avoir signé le journal et la règle d'arrêt : une règle écrite après le premier préjudice est une négociation.",
        ),
    )
    def live_first(answer):
        return answer.index("C") < answer.index("A")

    @task.mutant(
        "groups_afterwards",
        Text(
            "You choose who is seen before looking at the groups: the average will have chosen for you.",
            "Vous choisissez qui est vu avant d'avoir regardé les groupes : la moyenne aura choisi pour vous.",
        ),
    )
    def groups_late(answer):
        return answer.index("E") < answer.index("B")

    @task.mutant(
        "slots_afterwards",
        Text(
            "You choose who is seen before knowing what a slot costs and how many there are.",
            "Vous choisissez qui est vu avant de savoir ce que coûte une place et combien il y en a.",
        ),
    )
    def slots_late(answer):
        return answer.index("E") < answer.index("D")

    @task.mutant(
        "rules_before_choice",
        Text(
            "The rules are written once one knows who is seen: the log must say who was, and who was worth a look and got none.",
            "Les règles s'écrivent une fois que l'on sait qui est vu : le journal doit dire qui l'a été, et qui méritait un regard sans l'avoir.",
        ),
    )
    def rules_early(answer):
        return answer.index("A") < answer.index("E")


def _choices(grader: LabGrader) -> None:
    surprise = Text(
        "The promise was kept on average, but for chance, and that is all it said. Among the patients of 80 and over it held for about 69 in 100: one patient in eight "
        "weighs too little in the average to be seen there.",
        "La promesse a été tenue en moyenne, au hasard près, et elle n'en disait pas plus. Chez les patients de 80 ans et plus, elle a tenu pour environ 69 sur 100 : un "
        "patient sur huit pèse trop peu dans la moyenne pour s'y voir.",
    )
    grader.prediction(
        "promise_kept",
        question=Text(
            "The model promises: for 90 patients in 100 the truth is in what it says. One patient in eight is 80 or over; in them sepsis shows less in the signs. "
            "Among them, for how many in 100 is the promise kept?",
            "Le modèle promet : pour 90 patients sur 100, la vérité est dans ce qu'il dit. Un patient sur huit a 80 ans ou plus ; chez eux, le sepsis se voit moins "
            "dans les signes. Parmi eux, pour combien sur 100 la promesse est-elle tenue ?",
        ),
        choices={
            "a": Text("90: a promise is a promise", "90 : une promesse est une promesse"),
            "b": Text("about 85", "environ 85"),
            "c": Text("about 80", "environ 80"),
            "d": Text("about 70", "environ 70"),
            "e": Text("about 50", "environ 50"),
        },
        right="d",
        comments=dict.fromkeys("abcde", surprise),
    )
    grader.quiz(
        "from_m5_groups",
        from_lab="m5_groups",
        question=Text(
            "In an audit, one group of patients has no case of sepsis at all. What do you write in its row for the share missed?",
            "Dans un audit, un groupe de patients n'a aucun cas de sepsis. Qu'écrivez-vous dans sa ligne pour la part manquée ?",
        ),
        choices={
            "a": Text("0%: nobody was missed", "0 % : personne n'a été manqué"),
            "b": Text("nothing: the row is left out", "rien : on retire la ligne"),
            "c": Text("undefined, and the row stays", "indéfinie, et la ligne reste"),
        },
        right="c",
        comments={
            "a": Text(
                "Nobody was there to be missed: a 0 would put this group at the top of the table.",
                "Il n'y avait personne à manquer : un 0 placerait ce groupe en tête du tableau.",
            ),
            "b": Text(
                "Left out, the group is forgotten: nobody will ask why nothing is known about it.",
                "Retiré, le groupe est oublié : personne ne demandera pourquoi on n'en sait rien.",
            ),
            "c": Text(
                "Yes. It is the same honesty as a set that holds both answers: 'we cannot know' is something to say.",
                "Oui. C'est la même honnêteté qu'un ensemble qui contient les deux réponses : « on ne peut pas savoir » se dit.",
            ),
        },
    )
    grader.quiz(
        "from_m4_threshold",
        from_lab="m4_threshold",
        question=Text(
            "Two models have the same AUC. One announces six times too many cases. What is wrong with it?",
            "Deux modèles ont la même AUC. L'un annonce six fois trop de cas. Qu'est-ce qui ne va pas chez lui ?",
        ),
        choices={
            "a": Text(
                "its calibration: its risks are too high", "sa calibration : ses risques sont trop élevés"
            ),
            "b": Text(
                "its discrimination: it puts patients in the wrong order",
                "sa discrimination : il range mal les patients",
            ),
            "c": Text("nothing: same AUC, same model", "rien : même AUC, même modèle"),
        },
        right="a",
        comments={
            "a": Text(
                "Yes. And costs computed from wrong risks are fiction: knowing when to ask rests on calibration.",
                "Oui. Et des coûts calculés sur des risques faux sont une fiction : savoir quand demander repose sur la calibration.",
            ),
            "b": Text(
                "The AUC is about the order, and it is the same.",
                "L'AUC porte sur l'ordre, et il est le même.",
            ),
            "c": Text(
                "The AUC does not see whether a risk of 30% happens three times in ten.",
                "L'AUC ne voit pas si un risque de 30 % se réalise trois fois sur dix.",
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
                    "Says that the 90% is kept for all patients together, not for each patient nor each group, with counts of patients.",
                    "Dit que les 90 % sont tenus pour l'ensemble des patients, ni pour chacun ni pour chaque groupe, avec des nombres de patients.",
                ),
            ),
            (
                1,
                Text(
                    "Says what it does to the oldest: a wrong 'no sepsis' given alone, and nobody asked.",
                    "Dit ce que cela fait aux plus âgés : un « pas de sepsis » faux, donné seul, et personne à qui l'on demande.",
                ),
            ),
            (
                1,
                Text(
                    "Proposes something and its price (a promise for each group, so more patients to see within the slots), and who decides.",
                    "Propose une suite et son prix (une promesse par groupe, donc plus de patients à voir dans la limite des places), et qui décide.",
                ),
            ),
            (
                1,
                Text(
                    "Does not confuse informing the patient (garantie humaine) with overriding, logging and stopping (AI Act); is clear without statistics.",
                    "Ne confond pas informer le patient (garantie humaine) avec passer outre, consigner et arrêter (règlement sur l'IA) ; se comprend sans "
                    "statistique.",
                ),
            ),
        ],
    )
