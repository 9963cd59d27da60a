"""Explorer's task: audit steps."""

from labkit.tasks import Text, order_task

RIGHT = ("DBEAC", "DBAEC")  # interval and base rate may come in either order


task = order_task(
    points=1,
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
    accepts=lambda answer: answer in RIGHT,
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
    return RIGHT[0]


@task.alternative
def explanation_before_interval():
    return RIGHT[1]


@task.alternative
def in_small_letters():
    return RIGHT[0].lower()


@task.mutant(
    Text(
        "You agree on what matters after having seen numbers. In a table of many rows somebody always finds a rule that suits them.",
        "Vous convenez de ce qui compte après avoir vu des chiffres. Dans un tableau de beaucoup de lignes, quelqu'un trouve toujours une "
        "règle qui l'arrange.",
    ),
)
def rule_after_the_table(answer):
    return answer[0] != "D"


@task.mutant(
    Text(
        "Measuring again on unseen patients comes last: it answers whether the remedy held.",
        "La nouvelle mesure chez des patients jamais vus vient en dernier : elle dit si le remède a tenu.",
    ),
)
def never_measured_again(answer):
    return answer[-1] != "C"


@task.mutant(
    Text(
        "You explain a gap before it has been counted: there is no row yet to put a base rate beside.",
        "Vous expliquez un écart avant de l'avoir compté : il n'y a pas encore de ligne à côté de laquelle mettre un taux de base.",
    ),
)
def explains_before_counting(answer):
    return answer.index("A") < answer.index("B")


@task.mutant(
    Text(
        "An interval is made from counts: cases and missed cases first.",
        "Un intervalle se fait avec des comptes : d'abord les cas et les cas manqués.",
    ),
)
def interval_before_counts(answer):
    return answer.index("E") < answer.index("B")
