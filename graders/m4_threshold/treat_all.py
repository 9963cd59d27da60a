"""Builder's task 4: treat all."""

from labkit.tasks import Text, case, function_task, laws

from .wards import EVALUATE

task = function_task(
    points=1,
    forbids=EVALUATE,
    why=Text(
        "Right. Treating everybody is a policy, and often a good one when the disease is frequent. A model is useful only where "
        "it beats both this and treating nobody (always 0).",
        "Juste. Traiter tout le monde est une politique, souvent bonne quand la maladie est fréquente. Un modèle n'est utile que "
        "là où il fait mieux que cela et mieux que ne traiter personne (toujours 0).",
    ),
    hints=[
        Text(
            "If everybody is treated, what share are true positives? What share are false positives?",
            "Si tout le monde est traité, quelle part sont des vrais positifs ? Quelle part des faux positifs ?",
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
                "Where the threshold equals the prevalence, treating everybody is worth exactly as much as treating nobody.",
                "Là où le seuil égale la prévalence, traiter tout le monde vaut exactement autant que ne traiter personne.",
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
                "Treating everybody can only get worse as false alarms weigh more.",
                "Traiter tout le monde ne peut qu'empirer quand les fausses alarmes pèsent plus.",
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
        "That counts the cases found and forgets that everybody else was treated for nothing.",
        "Cela compte les cas trouvés et oublie que tous les autres ont été traités pour rien.",
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
        "0 is treating nobody. Treating everybody finds every case and alarms everybody else.",
        "0, c'est ne traiter personne. Traiter tout le monde trouve tous les cas et alarme tous les autres.",
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


@task.cases
def wards_and_thresholds(rng):
    for prevalence, threshold in zip(rng.uniform(0.01, 0.6, 6), rng.uniform(0.02, 0.7, 6), strict=True):
        yield case(prevalence=float(prevalence), threshold=float(threshold))
