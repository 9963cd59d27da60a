"""Builder's task 4: assess everybody ("treat all" in the literature)."""

from labkit.tasks import Text, case, function_task, laws

from .wards import EVALUATE

task = function_task(
    points=1,
    forbids=EVALUATE,
    why=Text(
        "Right. Assessing everybody is a policy, and often a good one when the disease is frequent. A model is useful only where it does "
        "better than this and better than assessing nobody (always 0).",
        "Juste. Évaluer tout le monde est une politique, souvent bonne quand la maladie est fréquente. Un modèle n'est utile que là où il "
        "fait mieux que cela et mieux que n'évaluer personne (toujours 0).",
    ),
    hints=[
        Text(
            "If everybody is assessed, what share are true positives? What share are false positives?",
            "Si tout le monde est évalué, quelle part des patients sont de vrais positifs ? Quelle part de faux positifs ?",
        ),
        Text(
            "Put those two shares into the formula of net benefit.",
            "Mettez ces deux parts dans la formule du bénéfice net.",
        ),
        Text(
            "True positives: prevalence. False positives: 1 - prevalence. Each false positive weighs threshold / (1 - threshold).",
            "Vrais positifs : la prévalence. Faux positifs : 1 - prévalence. Chaque faux positif pèse seuil / (1 - seuil).",
        ),
    ],
    laws=[
        laws.bounded(None, 1),
        laws.known(
            {"prevalence": 0.2, "threshold": 0.2},
            0.0,
            Text(
                "Where the threshold equals the prevalence, assessing everybody is worth exactly as much as assessing nobody.",
                "Là où le seuil égale la prévalence, évaluer tout le monde vaut exactement autant que n'évaluer personne.",
            ),
        ),
        laws.known(
            {"prevalence": 0.3, "threshold": 0.0},
            0.3,
            Text(
                "At threshold 0 a false alarm costs nothing: the net benefit is the prevalence.",
                "Au seuil 0, une fausse alarme ne coûte rien : le bénéfice net est la prévalence.",
            ),
        ),
        laws.monotone(
            "threshold",
            [0.01, 0.1, 0.3, 0.6, 0.9],
            Text(
                "The more a false alarm weighs, the less assessing everybody is worth.",
                "Plus une fausse alarme pèse, moins évaluer tout le monde a de valeur.",
            ),
            falling=True,
        ),
    ],
)


@task.reference
def everybody(prevalence, threshold):
    return prevalence - (1 - prevalence) * threshold / (1 - threshold)


@task.alternative
def everybody_in_one_fraction(prevalence, threshold):
    return (prevalence - threshold) / (1 - threshold)


@task.alternative
def everybody_counted(prevalence, threshold):
    people = 10_000
    cases, others = people * prevalence, people * (1 - prevalence)
    return (cases - others * (threshold / (1 - threshold))) / people


task.equivalent(
    "everybody_counted:number:10000 -> *",
    "a share of 10,001 people is the same share: their number is divided out",
)


@task.mutant(
    Text(
        "You count the cases found and forget that all the other patients were assessed for nothing.",
        "Vous comptez les cas trouvés et oubliez que tous les autres patients ont été évalués pour rien.",
    ),
)
def costs_nothing(prevalence, threshold):
    return prevalence + 0 * threshold


@task.mutant(
    Text(
        "Prevalence minus threshold has the right sign but not the right size: weigh the patients without the disease by threshold / (1 - threshold).",
        "Prévalence moins seuil a le bon signe mais pas la bonne grandeur : pesez les patients sans la maladie par seuil / (1 - seuil).",
    ),
)
def difference_only(prevalence, threshold):
    return prevalence - threshold


@task.mutant(
    Text(
        "You count everybody as a false alarm. Only those without the disease are: 1 - prevalence.",
        "Vous comptez tout le monde comme fausse alarme. Seuls les patients sans la maladie en sont : 1 - prévalence.",
    ),
)
def everyone_is_false(prevalence, threshold):
    return prevalence - threshold / (1 - threshold)


@task.mutant(
    Text(
        "0 is the value of assessing nobody. Assessing everybody finds every case and is a false alarm for all the others.",
        "0 est la valeur de « n'évaluer personne ». Évaluer tout le monde trouve tous les cas et fait une fausse alarme pour tous les autres.",
    ),
)
def treat_none(prevalence, threshold):
    return 0.0


@task.mutant(
    Text(
        "You weigh a false alarm by the threshold itself. Its weight is the odds at the threshold: threshold / (1 - threshold).",
        "Vous pesez une fausse alarme par le seuil lui-même. Son poids est la cote au seuil : seuil / (1 - seuil).",
    ),
)
def weight_is_threshold(prevalence, threshold):
    return prevalence - (1 - prevalence) * threshold


@task.mutant(
    Text(
        "You cut the result at 0. Where false alarms weigh heavily, assessing everybody does more harm than good: let it go below 0.",
        "Vous coupez le résultat à 0. Quand les fausses alarmes pèsent lourd, évaluer tout le monde fait plus de mal que de bien : laissez-le "
        "passer sous 0.",
    ),
)
def never_negative(prevalence, threshold):
    return max(0.0, float(everybody(prevalence, threshold)))


@task.cases
def wards_and_thresholds(rng):
    for prevalence, threshold in zip(rng.uniform(0.01, 0.6, 6), rng.uniform(0.02, 0.7, 6), strict=True):
        yield case(prevalence=float(prevalence), threshold=float(threshold))
