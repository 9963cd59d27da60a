"""The explorer's decisions, the prediction, the spaced questions and the explain-it of lab m5_groups.

Right answers are worked out from the very cohort and model the notebook shows, never written down.
"""

from functools import cache
from itertools import product

import numpy as np

from labkit.tasks import LabGrader, Text

SIGNS = ["temperature", "heart_rate", "respiratory_rate", "systolic_bp", "spo2", "crp", "wbc", "creatinine"]
THRESHOLD = 0.10
# Agreed with the ward before looking: a gap of ten points matters, and fewer than 30 cases decide nothing.
GAP_THAT_MATTERS, FEWEST_CASES = 0.10, 30
ROWS = (
    "women_over_65",
    "eastmount_acute_medicine",
    "remote_area",
    "other_language",
    "english_eastmount_day_surgery",
)
WARDS = ("intensive_care", "acute_medicine", "emergency", "day_surgery")


@cache
def stays():
    """All stays with the model's risk and flag, as in the notebook: it learned from the first half."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    from labkit.data import load_audit_stays

    rows = load_audit_stays()
    features = rows[SIGNS].copy()
    features[["crp", "wbc", "creatinine"]] = np.log(features[["crp", "wbc", "creatinine"]])
    half = len(rows) // 2
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(features[:half], rows.sepsis[:half])
    risk = model.predict_proba(features)[:, 1]
    return rows.assign(
        risk=risk, flagged=(risk >= THRESHOLD).astype(int), unseen=np.arange(len(rows)) >= half
    )


@cache
def gaps():
    """For each row of the decision table: cases, gap to everybody else and its interval."""
    from labkit.evaluate import newcombe_difference

    unseen = stays()[stays().unseen]
    eastmount = unseen.hospital == "Eastmount"
    here = {
        "women_over_65": (unseen.sex == "F") & (unseen.age > 65),
        "eastmount_acute_medicine": eastmount & (unseen.ward == "acute_medicine"),
        "remote_area": unseen.area == "remote",
        "other_language": unseen.language == "other",
        "english_eastmount_day_surgery": eastmount
        & (unseen.language == "en")
        & (unseen.ward == "day_surgery"),
    }
    case, missed = unseen.sepsis == 1, (unseen.sepsis == 1) & (unseen.flagged == 0)
    found = {}
    for name in ROWS:
        counts = [
            float((which & side).sum()) for side in (here[name], ~here[name]) for which in (missed, case)
        ]
        found[name] = (counts[1], *(float(v) for v in newcombe_difference(*counts)))
    return found


def decision(row):
    """A (act), C (collect more), R (no gap that matters) or N (no conclusion), by the rule agreed beforehand."""
    cases, _gap, low, high = gaps()[row]
    if cases == 0:
        return "N"
    if low > 0 and cases >= FEWEST_CASES:
        return "A"
    return "R" if high < GAP_THAT_MATTERS else "C"


@cache
def eastmount_table():
    """People, cases and missed cases of each ward of Eastmount."""
    rows = stays()[stays().unseen & (stays().hospital == "Eastmount")]
    case, missed = rows.sepsis == 1, (rows.sepsis == 1) & (rows.flagged == 0)
    return {
        w: tuple(int((which & (rows.ward == w)).sum()) for which in (rows.age >= 0, case, missed))
        for w in WARDS
    }


def overall_missed(weigh="cases"):
    """Missed share of Eastmount in %: rightly, by people, or as a plain average of the wards."""
    people, cases, missed = np.array(list(eastmount_table().values())).T
    weight = {"cases": cases, "people": people, "wards": np.ones(len(WARDS))}[weigh]
    return float(100 * np.average(missed / cases, weights=weight))


@cache
def training_cases():
    """Risks of the cases among the 2,000 stays on which the explorer sets the women's threshold, by sex."""
    rows = stays()[3000:5000]
    cases = rows[rows.sepsis == 1]
    return cases.risk[cases.sex == "F"].to_numpy(), cases.risk[cases.sex == "M"].to_numpy()


def training_gap(women_threshold):
    """Missed share of women minus men's on those stays, men at the ward's threshold, women at another (in %)."""
    women, men = training_cases()
    return float((women < women_threshold / 100).mean() - (men < THRESHOLD).mean())


def width(cases):
    """Width of Wilson's interval when one case in three is missed."""
    from labkit.evaluate import wilson_interval

    low, high = wilson_interval(cases / 3, cases)
    return float(high - low)


def declare(grader: LabGrader) -> None:
    """Add everything of this file to the lab's grader."""
    _weigh_the_wards(grader)
    _decide_row_by_row(grader)
    _collect_how_many(grader)
    _close_the_gap(grader)
    _order_the_steps(grader)
    _choices(grader)
    _explain(grader)


def _weigh_the_wards(grader: LabGrader) -> None:
    right = overall_missed()
    task = grader.value(
        "overall_missed",
        points=2,
        domain=range(101),
        # 44.3 in 100, from shares shown to three digits: rounding either way is right
        accepts=lambda answer: abs(answer - right) < 1,
        why=Text(
            "Right: missed patients over patients with sepsis. Each ward weighs as many times as it has cases.",
            "Juste : les patients manqués sur les patients qui ont un sepsis. Chaque service pèse autant de fois qu'il a de cas.",
        ),
        hints=[
            Text(
                "Ward by ward: cases × share missed = patients missed. (A whole number of patients each time: 4.998 is 5.)",
                "Service par service : cas × part manquée = patients manqués. (Un nombre entier de patients à chaque fois : 4,998, c'est 5.)",
            ),
            Text(
                "Add up the patients missed, then the cases. Divide the one by the other, times 100.",
                "Additionnez les patients manqués, puis les cas. Divisez l'un par l'autre, fois 100.",
            ),
            Text(
                "In the calculator: 100 * (four numbers of missed patients) / (four numbers of cases), with + inside the brackets. Round to a "
                "whole number.",
                "Dans la calculette : 100 * (quatre nombres de manqués) / (quatre nombres de cas), avec des + entre parenthèses. Arrondissez à "
                "l'entier.",
            ),
        ],
    )

    @task.reference
    def by_cases():
        return round(right)

    @task.alternative
    def rounded_up():
        return int(right) + 1

    @task.alternative
    def as_decimal():
        return float(round(right))

    @task.mutant(
        "averages_by_people",
        Text(
            "You let each ward count as much as it has people. Day surgery, with two cases among a thousand people, then decides nearly alone. "
            "Only patients with sepsis can be missed: a ward counts as much as it has cases.",
            "Chez vous, chaque service compte autant qu'il a de patients admis. La chirurgie ambulatoire, avec deux cas pour un millier de personnes, "
            "décide alors presque seule. Seuls les patients en sepsis peuvent être manqués : un service compte autant qu'il a de cas.",
        ),
    )
    def by_people(answer):
        return abs(answer - overall_missed("people")) < 1.5

    @task.mutant(
        "plain_average",
        Text(
            "You averaged the four shares as if the wards were alike, but one has two cases and another twenty-five: turn shares back into "
            "patients. (If you did count patients: these are the cases found; the missed are asked.)",
            "Vous avez fait la moyenne des quatre parts comme si les services se valaient, or l'un a deux cas et un autre vingt-cinq : "
            "revenez des parts aux patients. (Si vous avez bien compté des patients : ce sont les cas trouvés ; on demande les manqués.)",
        ),
    )
    def by_wards(answer):
        return abs(answer - overall_missed("wards")) < 1.5

    @task.mutant(
        "count_of_patients",
        Text(
            "That is a number of patients at Eastmount. Asked is: of 100 patients with sepsis there. Divide the missed by the cases, times 100.",
            "C'est un nombre de patients à Eastmount. On demande : sur 100 patients en sepsis là-bas. Divisez les manqués par les cas, fois 100.",
        ),
    )
    def count_of_patients(answer):
        _people, cases, missed = np.array(list(eastmount_table().values())).sum(axis=0)
        return answer in (cases, missed)

    @task.mutant(
        "one_ward",
        Text(
            "That is one ward's own share. The question is about all the cases of the hospital together.",
            "C'est la part d'un seul service. La question porte sur tous les cas de l'hôpital réunis.",
        ),
    )
    def one_ward(answer):
        return any(abs(answer - 100 * missed / cases) < 1 for _, cases, missed in eastmount_table().values())

    @task.mutant(
        "among_everybody",
        Text(
            "You divided by everybody admitted. People without sepsis cannot be missed: divide by the cases.",
            "Vous avez divisé par toutes les personnes admises. Qui n'a pas de sepsis ne peut pas être manqué : divisez par les cas.",
        ),
    )
    def among_everybody(answer):
        return answer <= 3


def _decide_row_by_row(grader: LabGrader) -> None:
    right = "".join(decision(row) for row in ROWS)
    task = grader.value(
        "decisions",
        points=3,
        domain=["".join(letters) for letters in product("ACRN", repeat=len(ROWS))],
        why=Text(
            "Right. One row to act on, two where more cases must be collected, one that reassures, one that says nothing at all. "
            "The rule was written before the table was seen: that is what makes it a rule.",
            "Juste. Une ligne pour agir, deux où il faut recueillir plus de cas, une qui rassure, une qui ne dit rien du tout. La "
            "règle était écrite avant de voir le tableau : c'est ce qui en fait une règle.",
        ),
        hints=[
            Text(
                "Row by row: first the cases (none? fewer than 30?), then the two ends of the gap's interval.",
                "Ligne par ligne : d'abord les cas (aucun ? moins de 30 ?), puis les deux bouts de l'intervalle de l'écart.",
            ),
            Text(
                "If the interval holds 0, look at its upper end: could the gap still be 10 points or more?",
                "Si l'intervalle contient 0, regardez son bout supérieur : l'écart pourrait-il encore atteindre 10 points ou plus ?",
            ),
            Text(
                "Ask the rule's questions in its order for each row: no case? N. 30 cases and the low end above 0? A. High end below 0.10? R. "
                "Else C.",
                "Posez à chaque ligne les questions de la règle, dans l'ordre : aucun cas ? N. 30 cas et le bas au-dessus de 0 ? A. Le haut sous "
                "0,10 ? R. Sinon C.",
            ),
        ],
    )

    @task.reference
    def by_the_rule():
        return right

    @task.alternative
    def in_small_letters():
        return right.lower()

    @task.alternative
    def with_spaces_around():
        return f" {right} "

    @task.mutant(
        "none_is_none_missed",
        Text(
            "Look at the last row again: it has no case at all. Nobody was there to be missed or found, so an empty row neither "
            "reassures nor accuses. The rule begins with such rows. (Did nobody there have sepsis, or did nobody write it down?)",
            "Revoyez la dernière ligne : elle n'a aucun cas. Il n'y avait personne à manquer ni à trouver ; une ligne vide ne rassure ni "
            "n'accuse. La règle commence par ces lignes-là. (Personne n'y avait de sepsis, ou personne ne l'a écrit ?)",
        ),
    )
    def empty_row(answer):
        return answer[4] != "N"

    @task.mutant(
        "few_cases_act",
        Text(
            "Look at acute medicine at Eastmount again: the whole interval lies above 0, but it starts at nearly nothing. How many cases is "
            "it made from, and how many does the rule ask for? Look at enough small rows and one of them will do that by chance.",
            "Revoyez la médecine aiguë d'Eastmount : tout l'intervalle est au-dessus de 0, mais il commence presque à rien. De combien de cas "
            "est-il fait, et combien la règle en demande-t-elle ? Regardez assez de petites lignes, et l'une d'elles le fera par hasard.",
        ),
    )
    def acts_on_few(answer):
        return answer[1] != "C"

    @task.mutant(
        "absence_of_evidence",
        Text(
            "Look at the other languages again: the interval holds 0 but also reaches well beyond 10 points. Nothing was shown, and "
            "nothing was excluded: absence of evidence is not evidence of absence. Which line of the rule is left for such a row?",
            "Revoyez les autres langues : l'intervalle contient 0 mais dépasse aussi largement 10 points. Rien n'est montré, et rien n'est "
            "exclu : l'absence de preuve n'est pas une preuve d'absence. Quelle ligne de la règle reste-t-il pour elles ?",
        ),
    )
    def reassured_too_soon(answer):
        return answer[3] != "C"

    @task.mutant(
        "never_reassured",
        Text(
            "Look at people who live far away again: could their gap still reach 10 points? Read the upper end of the interval. Where a gap "
            "that matters is excluded, going on counting costs time that another row needs.",
            "Revoyez les personnes qui vivent loin : leur écart pourrait-il encore atteindre 10 points ? Lisez le bout supérieur de "
            "l'intervalle. Là où un écart qui compte est exclu, compter encore prend du temps dont une autre ligne a besoin.",
        ),
    )
    def never_reassured(answer):
        return answer[2] != "R"

    @task.mutant(
        "waits_for_certainty",
        Text(
            "Look at women over 65 again: count the cases, and see on which side of 0 the whole interval lies. Waiting for more certainty "
            "has a price too, and they pay it.",
            "Revoyez les femmes de plus de 65 ans : comptez les cas, et voyez de quel côté de 0 se trouve tout l'intervalle. Attendre plus de "
            "certitude a aussi un prix, et ce sont elles qui le paient.",
        ),
    )
    def waits(answer):
        return answer[0] != "A"


def _collect_how_many(grader: LabGrader) -> None:
    domain = range(5, 305, 5)
    right = next(cases for cases in domain if width(cases) <= 0.20)
    task = grader.value(
        "cases_to_collect",
        points=2,
        domain=domain,
        why=Text(
            "Right. That is some thirty more than the table holds for these patients: say so in the audit, with the date by which "
            "they will be there. For half the width you would need four times as many.",
            "Juste. C'est une trentaine de plus que n'en contient le tableau pour ces patients : dites-le dans l'audit, avec la date où "
            "on les aura. Pour une largeur deux fois moindre, il en faudrait quatre fois plus.",
        ),
        hints=[
            Text(
                "Change the number of cases in the cell above, run it again, and look at the width.",
                "Changez le nombre de cas dans la cellule ci-dessus, relancez-la, et regardez la largeur.",
            ),
            Text(
                "Go by halves: try 50, then 100, and close in on the smallest that gives 20 points or less.",
                "Procédez par moitiés : essayez 50, puis 100, et resserrez jusqu'au plus petit qui donne 20 points ou moins.",
            ),
        ],
    )

    @task.reference
    def smallest_wide_enough():
        return right

    @task.alternative
    def as_decimal():
        return float(right)

    @task.alternative
    def as_numpy():
        return np.int64(right)

    @task.mutant(
        "thirty_is_enough",
        Text(
            "Thirty is the least from which a row is read at all. Its interval is still more than 30 points wide: nobody can act on it.",
            "Trente est le minimum pour lire une ligne. Son intervalle fait encore plus de 30 points : personne ne peut agir avec cela.",
        ),
    )
    def thirty(answer):
        return answer == 30

    @task.mutant(
        "twice_as_many_halves_it",
        Text(
            "Twice as many cases do not halve the width: it shrinks with their square root. Try your number in the cell above.",
            "Deux fois plus de cas ne réduisent pas la largeur de moitié : elle diminue avec leur racine carrée. Essayez votre nombre "
            "dans la cellule ci-dessus.",
        ),
    )
    def doubled(answer):
        return answer in (40, 60)

    @task.mutant(
        "too_few",
        Text(
            "Too few: the interval is still wider than 20 points. Who collects too few has to start again, with the same patients waiting.",
            "Trop peu : l'intervalle dépasse encore 20 points. Qui recueille trop peu doit recommencer, et les mêmes patients attendent.",
        ),
    )
    def too_few(answer):
        return answer < right

    @task.mutant(
        "more_is_always_better",
        Text(
            "That is enough, and more than enough. Every further case is a chart that somebody reviews and a month more before deciding: "
            "find the smallest number.",
            "C'est assez, et plus qu'assez. Chaque cas de plus est un dossier que quelqu'un relit et un mois de plus avant de décider : "
            "trouvez le plus petit nombre.",
        ),
    )
    def too_many(answer):
        return answer > right


def _close_the_gap(grader: LabGrader) -> None:
    domain = [step / 2 for step in range(2, 31)]
    right = min(domain, key=lambda threshold: abs(training_gap(threshold)))
    task = grader.value(
        "women_threshold",
        points=2,
        domain=domain,
        why=Text(
            "Right: on these 2,000 stays the gap is closed. You closed it on these very patients. Run on, and see what is left of it "
            "on 12,360 stays that nobody used.",
            "Juste : sur ces 2 000 séjours, l'écart est fermé. Vous l'avez fermé sur ces patients-là. Continuez, et voyez ce qu'il en "
            "reste sur 12 360 séjours que personne n'a utilisés.",
        ),
        hints=[
            Text(
                "More women are missed: should the alarm ring for them at a lower risk or at a higher one?",
                "On manque plus de femmes : l'alarme doit-elle sonner pour elles à un risque plus bas ou plus haut ?",
            ),
            Text(
                "Try 5, then 8, and close in by steps of 0.5 until the gap is as near to 0 as you can get.",
                "Essayez 5, puis 8, et resserrez de 0,5 en 0,5 (en Python, 0.5) jusqu'à ce que l'écart soit le plus près possible de 0.",
            ),
        ],
    )

    @task.reference
    def closest_to_zero():
        return right

    @task.alternative
    def as_numpy():
        return np.float64(right)

    @task.alternative
    def by_the_same_share():
        women, men = training_cases()
        quantile = np.sort(women)[int((men < THRESHOLD).mean() * len(women))]
        return min(domain, key=lambda threshold: abs(threshold - 100 * quantile))

    @task.mutant(
        "same_for_all_is_fair",
        Text(
            "At 10 % for both nothing has changed: the same threshold for all is not the same chance of being found, where the signs "
            "say less in one group.",
            "À 10 % pour les deux, rien n'a changé : le même seuil pour tous n'est pas la même chance d'être trouvé, là où les signes "
            "parlent moins dans un groupe.",
        ),
    )
    def unchanged(answer):
        return answer == 10

    @task.mutant(
        "wrong_way",
        Text(
            "A higher threshold for women misses still more of them. To find more, the alarm must ring at a lower risk.",
            "Un seuil plus haut pour les femmes en manque encore plus. Pour en trouver plus, l'alarme doit sonner à un risque plus bas.",
        ),
    )
    def higher(answer):
        return answer > 10

    @task.mutant(
        "not_far_enough",
        Text(
            "Better, but women are still missed more often than men on these stays: the gap is above 0.",
            "C'est mieux, mais les femmes restent plus souvent manquées que les hommes sur ces séjours : l'écart est au-dessus de 0.",
        ),
    )
    def not_far_enough(answer):
        return right < answer < 10

    @task.mutant(
        "gap_turned_round",
        Text(
            "Too low: the gap is below 0, now it is men who are missed more often, and the false alarms among women go up with every step.",
            "Trop bas : l'écart est sous 0, ce sont maintenant les hommes qui sont plus souvent manqués, et les fausses alarmes chez les "
            "femmes augmentent à chaque pas.",
        ),
    )
    def turned_round(answer):
        return answer < right


def _order_the_steps(grader: LabGrader) -> None:
    right = ("DBEAC", "DBAEC")  # interval and base rate may come in either order
    task = grader.order(
        "audit_steps",
        points=1,
        path="explorer",
        steps={
            "A": Text(
                "Put the base rate and the calibration beside each gap.",
                "Mettre le taux de base et la calibration à côté de chaque écart.",
            ),
            "B": Text(
                "Count people, cases and missed cases in each group and where groups cross.",
                "Compter personnes, cas et cas manqués dans chaque groupe et à leurs croisements.",
            ),
            "C": Text(
                "After a change, measure the gap again on patients nobody has used.",
                "Après un changement, mesurer de nouveau l'écart chez des patients que personne n'a utilisés.",
            ),
            "D": Text(
                "Agree with the ward on what a missed case is and which gap matters.",
                "Convenir avec le service de ce qu'est un cas manqué et de l'écart qui compte.",
            ),
            "E": Text(
                "Give each row its interval, and mark the rows with too few cases.",
                "Donner à chaque ligne son intervalle, et marquer les lignes qui ont trop peu de cas.",
            ),
        },
        accepts=lambda answer: answer in right,
        why=Text(
            "Right. The rule before the numbers, the counts before the shares, the explanation before the blame, and a second look after "
            "the remedy.",
            "Juste. La règle avant les chiffres, les comptes avant les parts, l'explication avant l'accusation, et un second regard après "
            "le remède.",
        ),
        hints=[
            Text(
                "Who sets the rule after seeing the table can make it say anything.",
                "Qui fixe la règle après avoir vu le tableau peut lui faire dire n'importe quoi.",
            ),
            Text(
                "Nothing can be judged before it is counted, and nothing is measured again before something was changed.",
                "Rien ne se juge avant d'être compté, et rien ne se mesure de nouveau avant d'avoir changé quelque chose.",
            ),
        ],
    )

    @task.reference
    def rule_first():
        return right[0]

    @task.alternative
    def explanation_before_interval():
        return right[1]

    @task.alternative
    def in_small_letters():
        return right[0].lower()

    @task.mutant(
        "rule_after_the_table",
        Text(
            "You agree on what matters after having seen numbers. In a table of many rows somebody always finds a rule that suits them.",
            "Vous convenez de ce qui compte après avoir vu des chiffres. Dans un tableau de beaucoup de lignes, quelqu'un trouve toujours une "
            "règle qui l'arrange.",
        ),
    )
    def rule_late(answer):
        return answer[0] != "D"

    @task.mutant(
        "never_measured_again",
        Text(
            "Measuring again on unseen patients comes last: it answers whether the remedy held.",
            "La nouvelle mesure chez des patients jamais vus vient en dernier : elle dit si le remède a tenu.",
        ),
    )
    def measured_early(answer):
        return answer[-1] != "C"

    @task.mutant(
        "explains_before_counting",
        Text(
            "You explain a gap before it has been counted: there is no row yet to put a base rate beside.",
            "Vous expliquez un écart avant de l'avoir compté : il n'y a pas encore de ligne à côté de laquelle mettre un taux de base.",
        ),
    )
    def explains_first(answer):
        return answer.index("A") < answer.index("B")

    @task.mutant(
        "interval_before_counts",
        Text(
            "An interval is made from counts: cases and missed cases first.",
            "Un intervalle se fait avec des comptes : d'abord les cas et les cas manqués.",
        ),
    )
    def interval_first(answer):
        return answer.index("E") < answer.index("B")


def _choices(grader: LabGrader) -> None:
    surprise = Text(
        "Of the men with sepsis about one in four is missed, of the women four in ten, of the women over 65 nearly one in two. The "
        "accuracy hardly moves: nine patients in ten have no sepsis, and it is made of them.",
        "Parmi les hommes en sepsis, on en manque environ un sur quatre ; parmi les femmes, quatre sur dix ; parmi les femmes de plus "
        "de 65 ans, près d'une sur deux. L'exactitude ne bouge guère : neuf patients sur dix n'ont pas de sepsis, et c'est d'eux qu'elle est faite.",
    )
    grader.prediction(
        "same_accuracy",
        question=Text(
            "The accuracy is nearly the same in women and men. Among patients who do have sepsis, whom does the model miss more?",
            "L'exactitude est presque la même chez les femmes et les hommes. Parmi les patients qui ont un sepsis, chez qui "
            "le modèle en laisse-t-il passer le plus ?",
        ),
        choices={
            "a": Text(
                "nobody: same accuracy, same misses", "autant chez tous : même exactitude, autant de manqués"
            ),
            "b": Text("women, by 2 or 3 points", "chez les femmes, de 2 ou 3 points"),
            "c": Text("men, by 2 or 3 points", "chez les hommes, de 2 ou 3 points"),
            "d": Text("women, by more than 10 points", "chez les femmes, de plus de 10 points"),
            "e": Text("men, by more than 10 points", "chez les hommes, de plus de 10 points"),
        },
        right="d",
        comments=dict.fromkeys("bcde", surprise)
        | {
            "a": Text(
                "Equal accuracy is not equal misses. " + surprise.en,
                "Même exactitude ne veut pas dire autant de manqués. " + surprise.fr,
            )
        },
    )
    grader.quiz(
        "from_m4_threshold",
        from_lab="m4_threshold",
        question=Text(
            "An alarm has the same sensitivity and specificity on two wards. Sepsis is ten times rarer on the second. What happens there "
            "to its positive predictive value?",
            "Une alarme a la même sensibilité et la même spécificité dans deux services. Le sepsis est dix fois plus rare dans le second. "
            "Qu'y devient sa valeur prédictive positive ?",
        ),
        choices={
            "a": Text("it stays: it is the same alarm", "elle reste : c'est la même alarme"),
            "b": Text(
                "it rises: there are fewer cases to miss", "elle monte : il y a moins de cas à manquer"
            ),
            "c": Text(
                "it falls: the well are more numerous to ring",
                "elle baisse : les indemnes sont plus nombreux à la faire sonner",
            ),
        },
        right="c",
        comments={
            "a": Text(
                "The PPV belongs to the alarm and the ward together.",
                "La VPP appartient à l'alarme et au service ensemble.",
            ),
            "b": Text(
                "The missed cases are not in the PPV: it counts, among alarms, those that are right.",
                "Les cas manqués ne sont pas dans la VPP : elle compte, parmi les alarmes, celles qui sont justes.",
            ),
            "c": Text(
                "Yes. The same holds between two groups of patients: with unequal prevalence, equal error rates give unequal PPV.",
                "Oui. Il en va de même entre deux groupes de patients : à prévalence inégale, des taux d'erreur égaux donnent des VPP "
                "inégales.",
            ),
        },
    )
    grader.quiz(
        "from_m3_negation",
        from_lab="m3_negation",
        question=Text(
            "« Pas de fièvre, mais frissons et hypotension. » (No fever, but shivers and hypotension.) How far does « pas de » reach?",
            "« Pas de fièvre, mais frissons et hypotension. » Jusqu'où porte « pas de » ?",
        ),
        choices={
            "a": Text("to the full stop: all three are absent", "jusqu'au point : les trois sont absents"),
            "b": Text(
                "to « mais »: the shivers and the hypotension are present",
                "jusqu'à « mais » : frissons et hypotension sont présents",
            ),
            "c": Text(
                "nowhere: the word fever is there, so it is present",
                "nulle part : le mot fièvre y est, donc elle est présente",
            ),
        },
        right="b",
        comments={
            "a": Text(
                "Two signs of sepsis have just been erased from the record.",
                "Deux signes de sepsis viennent d'être effacés du dossier.",
            ),
            "b": Text(
                "Yes: « mais » ends the scope. Whoever presents without fever, as older people may, is found by the other signs.",
                "Oui : « mais » termine la portée. Qui se présente sans fièvre, comme il arrive chez les personnes âgées, se repère par "
                "les autres signes.",
            ),
            "c": Text(
                "A search for words finds what the sentence denies.",
                "Chercher des mots, c'est trouver ce que la phrase nie.",
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
                    "Says in counts of patients who is missed ('of 100 women over 65 with sepsis, ...'), and why equal accuracy hides it.",
                    "Dit en nombres de patients qui est manqué (« sur 100 femmes de plus de 65 ans en sepsis, ... »), et pourquoi une exactitude "
                    "égale le cache.",
                ),
            ),
            (
                1,
                Text(
                    "Says how sure one is, and names at least one group of which nothing can be said yet.",
                    "Dit à quel point c'est sûr, et nomme au moins un groupe dont on ne peut encore rien dire.",
                ),
            ),
            (
                1,
                Text(
                    "Does not promise that a threshold for women mends it: it has to be measured on new patients, and costs false alarms.",
                    "Ne promet pas qu'un seuil pour les femmes suffit : il faut le mesurer chez de nouveaux patients, et il coûte des fausses "
                    "alarmes.",
                ),
            ),
            (
                1,
                Text(
                    "Proposes a next step and who decides; is clear without statistics; accuses neither staff nor patients.",
                    "Propose une suite et dit qui décide ; se comprend sans statistique ; n'accuse ni l'équipe ni les patients.",
                ),
            ),
        ],
    )
