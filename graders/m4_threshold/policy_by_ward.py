"""Explorer's task 3: which policy on which ward."""

from functools import cache
from itertools import product

from labkit.tasks import Text, value_task

from .cohort import WARDS, alarm_counts

# How many false alarms each ward says a case found is worth, and so the threshold each decides at.
FALSE_ALARMS_PER_CASE = {"intensive_care": 19, "acute_medicine": 9, "emergency": 9, "day_surgery": 9}


def best_policy(ward):
    """1 (assess everybody), 2 (follow the alarm) or 3 (assess nobody): the highest net benefit at the ward's threshold."""
    true_alarms, false_alarms, cases, patients = alarm_counts(ward)
    weight = 1 / FALSE_ALARMS_PER_CASE[ward]
    benefit = {"1": cases - (patients - cases) * weight, "2": true_alarms - false_alarms * weight, "3": 0.0}
    return max(benefit, key=benefit.__getitem__)


@cache
def right():
    return "".join(best_policy(ward) for ward in WARDS)


task = value_task(
    points=3,
    domain=["".join(figures) for figures in product("123", repeat=len(WARDS))],
    why=Text(
        "Right. The same alarm is worth following on two wards. Where half the patients have sepsis, it is better to assess everybody; "
        "where sepsis is rare, following the alarm does a little more harm than good.",
        "Juste. La même alarme mérite d'être suivie dans deux services. Là où la moitié des patients ont un sepsis, mieux vaut évaluer tout "
        "le monde ; là où le sepsis est rare, la suivre fait un peu plus de mal que de bien.",
    ),
    hints=[
        Text(
            "Row by row: which of the three numbers is the highest? Assessing nobody is worth 0.",
            "Ligne par ligne : lequel des trois nombres est le plus grand ? N'évaluer personne vaut 0.",
        ),
        Text(
            "A negative number is worse than doing nothing, however good the alarm is elsewhere.",
            "Un nombre négatif est pire que ne rien faire, même si l'alarme est bonne ailleurs.",
        ),
    ],
)


@task.reference
def highest_net_benefit():
    return right()


@task.mutant(
    Text(
        "You follow the alarm everywhere, as if a good alarm were good on any ward. Look at the first and the last row again.",
        "Vous suivez l'alarme partout, comme si une bonne alarme était bonne dans tous les services. Regardez de nouveau la première et la "
        "dernière ligne.",
    ),
)
def alarm_everywhere(answer):
    return answer == "2222"


@task.mutant(
    Text(
        "Assessing everybody feels safe, but it has a price: where most patients have no sepsis it is worth less than following the alarm.",
        "Évaluer tout le monde rassure, mais cela a un prix : là où la plupart des patients n'ont pas de sepsis, c'est moins bien que de "
        "suivre l'alarme.",
    ),
)
def better_safe(answer):
    return "1" in answer[1:]


@task.mutant(
    Text(
        "Assessing nobody is worth 0. On the first two rows another number is well above 0: doing nothing there leaves sepsis unseen.",
        "N'évaluer personne vaut 0. Sur les deux premières lignes, un autre nombre est bien au-dessus de 0 : n'y rien faire, c'est laisser "
        "passer des sepsis.",
    ),
)
def nobody_where_it_helps(answer):
    return "3" in answer[:2]


@task.mutant(
    Text(
        "You drop the alarm where most alarms are false. In the emergency department two alarms in three are false, and this ward accepts "
        "nine for a case. Read the third row again: on which side of 0 is the number of the alarm?",
        "Vous renoncez à l'alarme là où la plupart des alarmes sont fausses. Aux urgences, deux alarmes sur trois sont fausses, et ce service "
        "en accepte neuf pour un cas. Relisez la troisième ligne : de quel côté de 0 est le nombre de l'alarme ?",
    ),
)
def ppv_below_half_is_useless(answer):
    return answer[2] == "3"


@task.mutant(
    Text(
        "Read the row of day surgery again: on which side of 0 is the number of the alarm? An alarm can do more harm than good.",
        "Relisez la ligne de la chirurgie ambulatoire : de quel côté de 0 est le nombre de l'alarme ? Une alarme peut faire plus de mal que "
        "de bien.",
    ),
)
def never_harmful(answer):
    return answer[3] == "2"


@task.mutant(
    Text(
        "The alarm is most often right in intensive care, so you follow it there. But this team accepts nineteen false alarms for a case, "
        "and half its patients have sepsis: what do the cases that the alarm misses cost? Read the first row again.",
        "C'est en réanimation que l'alarme a le plus souvent raison, donc vous la suivez là. Mais cette équipe accepte dix-neuf fausses "
        "alarmes pour un cas, et la moitié de ses patients ont un sepsis : que coûtent les cas que l'alarme manque ? Relisez la première "
        "ligne.",
    ),
)
def best_ppv_best_use(answer):
    return answer[0] == "2"
