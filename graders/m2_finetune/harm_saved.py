"""Explorer's task 2: how much harm a model saves, beside the cheaper of its two free rivals."""

from labkit.tasks import Text, value_task

# Another hospital, where the same company showed its figures: notes, urgent ones, missed, false alarms, and the weight of a miss.
NOTES, URGENT, MISSED, FALSE_ALARMS, WEIGHS = 300, 60, 8, 90, 9
MODEL = WEIGHS * MISSED + FALSE_ALARMS
EVERYBODY = NOTES - URGENT
NOBODY = WEIGHS * URGENT
SAVED = min(EVERYBODY, NOBODY) - MODEL


task = value_task(
    points=2,
    domain=range(-600, 1001),
    why=Text(
        "Right. At that hospital the model is worth using: it does less harm than calling everybody, and much less than calling nobody. The rival to beat is "
        "the cheaper free one, not zero.",
        "Juste. Dans cet hôpital, le modèle mérite d'être utilisé : il fait moins de mal que d'appeler tout le monde, et bien moins que de n'appeler personne. Le "
        "rival à battre est la moins coûteuse des politiques gratuites, pas zéro.",
    ),
    hints=[
        Text(
            "The model's harm: nine for each patient missed, one for each false alarm. Add them.",
            "Le préjudice du modèle : neuf par patient manqué, un par fausse alarme. Additionnez.",
        ),
        Text(
            "If everybody is urgent, nobody is missed, and each patient who is not urgent is a false alarm.",
            "Si tout le monde est urgent, personne n'est manqué, et chaque patient non urgent est une fausse alarme.",
        ),
        Text(
            "If nobody is urgent, every urgent patient is missed. Take the smaller of the two free harms, and subtract the model's.",
            "Si personne n'est urgent, chaque patient urgent est manqué. Prenez le plus petit des deux préjudices gratuits et retranchez celui du modèle.",
        ),
    ],
)


@task.reference
def below_the_cheaper_rival():
    return SAVED


@task.mutant(
    Text(
        "That is the model's own harm. How far is it below the harm of the cheaper free policy?",
        "C'est le préjudice du modèle. De combien est-il inférieur à celui de la moins coûteuse des politiques gratuites ?",
    ),
)
def harm_of_the_model(answer):
    return answer == MODEL


@task.mutant(
    Text(
        "You compared with calling nobody. A rival costs nothing, so take the better one: here calling everybody does less harm.",
        "Vous avez comparé avec « n'appeler personne ». Un rival gratuit se choisit : ici, appeler tout le monde fait moins de mal.",
    ),
)
def against_nobody(answer):
    return answer == NOBODY - MODEL


@task.mutant(
    Text(
        "You counted each error as one. For this team a missed patient weighs nine false alarms.",
        "Vous avez compté chaque erreur pour un. Pour cette équipe, un patient manqué pèse neuf fausses alarmes.",
    ),
)
def errors_are_equal(answer):
    return answer in (
        EVERYBODY - MISSED - FALSE_ALARMS,
        MISSED + FALSE_ALARMS,
        URGENT - MISSED - FALSE_ALARMS,
    )


@task.mutant(
    Text(
        "You weighed the false alarms by nine and the missed patients by one: it is the other way round.",
        "Vous avez donné neuf aux fausses alarmes et un aux patients manqués : c'est l'inverse.",
    ),
)
def weight_on_false_alarms(answer):
    swapped = MISSED + WEIGHS * FALSE_ALARMS
    return answer in (swapped, EVERYBODY - swapped, NOBODY - swapped)


@task.mutant(
    Text(
        "If everybody is urgent, only the patients who are not urgent are false alarms: the 60 urgent ones are called rightly.",
        "Si tout le monde est urgent, seuls les patients non urgents sont de fausses alarmes : les 60 urgents sont appelés à juste titre.",
    ),
)
def everybody_is_a_false_alarm(answer):
    return answer == NOTES - MODEL


@task.mutant(
    Text(
        "That is the harm of a free policy. Subtract the model's from the smaller of the two.",
        "C'est le préjudice d'une politique gratuite. Retranchez celui du modèle du plus petit des deux.",
    ),
)
def harm_of_a_rival(answer):
    return answer in (EVERYBODY, NOBODY)


@task.mutant(
    Text(
        "The other way round: harm saved is the rival's harm minus the model's.",
        "À l'envers : le préjudice évité est celui du rival moins celui du modèle.",
    ),
)
def the_other_way_round(answer):
    return answer == -SAVED
