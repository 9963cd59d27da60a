"""Explorer's task: steps."""

from labkit.tasks import Text, order_task

RIGHT = "CAEDB"


task = order_task(
    points=1,
    steps={
        "A": Text(
            "Turn that number into a threshold of risk.",
            "Traduire ce nombre en un seuil de risque.",
        ),
        "B": Text(
            "Write down who may override the alarm, and when it is switched off.",
            "Écrire qui peut passer outre l'alarme, et quand on l'arrête.",
        ),
        "C": Text(
            "Ask the ward how many false alarms one case found is worth.",
            "Demander au service combien de fausses alarmes vaut un cas trouvé.",
        ),
        "D": Text(
            "Compare the model with treating everybody and treating nobody, at that threshold.",
            "Comparer le modèle à « traiter tout le monde » et à « ne traiter personne », à ce seuil.",
        ),
        "E": Text(
            "Check on the ward's own patients that the predicted risks are right on average.",
            "Vérifier, chez les patients du service, que les risques prédits sont justes en moyenne.",
        ),
    },
    why=Text(
        "Right. Ask people, turn their answer into a threshold, check on this very ward, compare; and have a way to stop before the start.",
        "Juste. Demander aux équipes, en tirer un seuil, vérifier dans ce service même, comparer ; et savoir comment arrêter "
        "avant de commencer.",
    ),
    hints=[
        Text(
            "Nothing can be compared before there is a threshold, and no threshold before the ward was asked.",
            "Rien ne se compare avant d'avoir un seuil, et pas de seuil avant d'avoir demandé au service.",
        ),
        Text(
            "A net benefit computed from wrong risks means nothing: check them before you compare.",
            "Un bénéfice net calculé sur des risques faussés ne veut rien dire : vérifiez-les avant de comparer.",
        ),
    ],
    accepts=lambda answer: answer in (RIGHT, "ECADB", "CEADB"),
)


@task.reference
def people_first():
    return RIGHT


@task.alternative
def in_small_letters():
    return RIGHT.lower()


@task.alternative
def check_first():
    return "ECADB"  # checking the risks needs no threshold: it may come first


@task.mutant(
    Text(
        "You compare before there is a threshold, or look for it in the data: ask the ward first.",
        "Vous comparez avant d'avoir un seuil, ou vous le cherchez dans les données : demandez d'abord au service.",
    ),
)
def threshold_from_data(answer):
    return answer.index("D") < answer.index("C") or answer.index("A") < answer.index("C")


@task.mutant(
    Text(
        "The rules for overriding and stopping end the preparation: they rest on all the rest, and nothing follows them.",
        "Les règles pour passer outre et pour arrêter achèvent la préparation : elles reposent sur tout le reste, et rien ne "
        "les suit.",
    ),
)
def rules_after_go_live(answer):
    return not answer.endswith("B")


@task.mutant(
    Text(
        "You compare the policies before turning the ward's number into a threshold: at which point of the curve would you "
        "read?",
        "Vous comparez les politiques avant de traduire le nombre du service en seuil : à quel point de la courbe liriez-"
        "vous ?",
    ),
)
def curve_before_threshold(answer):
    return answer.index("D") < answer.index("A")


@task.mutant(
    Text(
        "You compare first and check the risks afterwards: a model that overstates every risk loses a comparison it might "
        "win once mended.",
        "Vous comparez d'abord et vérifiez les risques ensuite : un modèle qui surestime tous les risques perd une "
        "comparaison qu'il gagnerait une fois corrigé.",
    ),
)
def compares_unchecked_risks(answer):
    return answer.index("D") < answer.index("E")
