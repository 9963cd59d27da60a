"""Explorer's task: policy by ward."""

from functools import cache
from itertools import product

from labkit.tasks import Text, value_task

from .cohort import WARDS, alarm_counts

# How many false alarms each ward says a case found is worth, and so the threshold each decides at.
FALSE_ALARMS_PER_CASE = {"intensive_care": 19, "acute_medicine": 9, "emergency": 9, "day_surgery": 9}


def best_policy(ward):
    """T (treat all), A (follow the alarm) or N (treat nobody): the highest net benefit at the ward's threshold."""
    true_alarms, false_alarms, cases, patients = alarm_counts(ward)
    weight = 1 / FALSE_ALARMS_PER_CASE[ward]
    benefit = {"T": cases - (patients - cases) * weight, "A": true_alarms - false_alarms * weight, "N": 0.0}
    return max(benefit, key=benefit.__getitem__)


@cache
def right():
    return "".join(best_policy(ward) for ward in WARDS)


task = value_task(
    points=3,
    domain=["".join(letters) for letters in product("TAN", repeat=len(WARDS))],
    why=Text(
        "Right. The same alarm is worth following on two wards, worth less than treating everybody where sepsis is an even "
        "chance, and does harm where it is rare.",
        "Juste. La même alarme mérite d'être suivie dans deux services, vaut moins que traiter tout le monde là où le sepsis "
        "touche un patient sur deux, et nuit là où il est rare.",
    ),
    hints=[
        Text(
            "Row by row: which of the three numbers is the highest? Treating nobody is worth 0.",
            "Ligne par ligne : lequel des trois nombres est le plus grand ? Ne traiter personne vaut 0.",
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


@task.alternative
def in_small_letters():
    return right().lower()


@task.alternative
def with_spaces_around():
    return f" {right()} "


@task.mutant(
    Text(
        "You follow the alarm everywhere: 'a good alarm is good anywhere'. Look at the first and the last row again.",
        "Vous suivez l'alarme partout : « une bonne alarme est bonne partout ». Regardez de nouveau la première et la "
        "dernière ligne.",
    ),
)
def alarm_everywhere(answer):
    return answer == "AAAA"


@task.mutant(
    Text(
        "'Better safe than sorry' has a price: treating everybody is below the alarm on a ward where most have no sepsis.",
        "« Mieux vaut prévenir que guérir » a un prix : traiter tout le monde fait moins bien que l'alarme dans un service où la plupart "
        "n'ont pas de sepsis.",
    ),
)
def better_safe(answer):
    return "T" in answer[1:]


@task.mutant(
    Text(
        "Treating nobody is worth 0. On the first two rows there is a number well above 0: to do nothing there is to miss people's sepsis.",
        "Ne traiter personne vaut 0. Sur les deux premières lignes, un nombre est bien au-dessus de 0 : ne rien faire, là, c'est manquer "
        "des sepsis.",
    ),
)
def nobody_where_it_helps(answer):
    return "N" in answer[:2]


@task.mutant(
    Text(
        "You drop the alarm where most alarms are false. In the emergency department two alarms in three are false, and this ward "
        "accepts nine for a case. Read the third row again: on which side of 0 is the number of the alarm?",
        "Vous renoncez à l'alarme là où elle se trompe le plus souvent. Aux urgences, deux alarmes sur trois sont fausses, et ce "
        "service en accepte neuf pour un cas. Relisez la troisième ligne : de quel côté de 0 est le nombre de l'alarme ?",
    ),
)
def ppv_below_half_is_useless(answer):
    return answer[2] == "N"


@task.mutant(
    Text(
        "Read the row of day surgery again: on which side of 0 is the number of the alarm? An alarm can do more harm than good.",
        "Relisez la ligne de la chirurgie ambulatoire : de quel côté de 0 est le nombre de l'alarme ? Une alarme peut faire plus de "
        "mal que de bien.",
    ),
)
def never_harmful(answer):
    return answer[3] == "A"


@task.mutant(
    Text(
        "The alarm is most often right in intensive care, so you follow it there. But this team accepts nineteen false alarms "
        "for a case, and half its patients have sepsis: what do the cases that the alarm misses cost? Read the first row again.",
        "C'est en réanimation que l'alarme a le plus souvent raison, donc vous la suivez là. Mais cette équipe accepte dix-neuf "
        "fausses alarmes pour un cas, et la moitié de ses patients ont un sepsis : que coûtent les cas que l'alarme manque ? "
        "Relisez la première ligne.",
    ),
)
def best_ppv_best_use(answer):
    return answer[0] == "A"
