"""Explorer's task 4: six columns, asked about at eleven at night."""

from itertools import product

from labkit.tasks import Text, value_task

RIGHT = "123121"

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("123", repeat=6)],
    why=Text(
        "Right. The question is never *does it predict?* but *did we know it at 23:00, and from whom?* No AUC answers that: people of the ward do.",
        "Juste. La question n'est jamais *est-ce que cela prédit ?* mais *le savions-nous à 23 h, et par qui ?* Aucune AUC n'y répond : les gens du service, si.",
    ),
    hints=[
        Text(
            "Put yourself beside Mrs. Malenfant at 23:00. Column by column: is it already in the chart?",
            "Mettez-vous auprès de Mme Malenfant à 23 h. Colonne par colonne : est-ce déjà au dossier ?",
        ),
        Text(
            "If it is in the chart: is it a sign of her illness or of her past (1), or somebody's suspicion of sepsis tonight (3)?",
            "Si c'est au dossier : est-ce un signe de sa maladie ou de son passé (1), ou le soupçon de quelqu'un, ce soir (3) ?",
        ),
    ],
)


@task.reference
def at_her_side():
    return RIGHT


@task.mutant(
    Text(
        "Look at column 5 again: the first six hours end at five in the morning. At 23:00 nobody has given her anything, and the model reads that as *no sepsis*.",
        "Revoyez la colonne 5 : les six premières heures finissent à cinq heures du matin. À 23 h, on ne lui a encore rien donné, et le modèle y lit *pas de sepsis*.",
    ),
)
def treatment_kept(answer):
    return answer[4] != "2"


@task.mutant(
    Text(
        "Look at column 2 again: the highest value of a stay is known when the stay is over.",
        "Revoyez la colonne 2 : la valeur la plus haute d'un séjour n'est connue qu'une fois le séjour fini.",
    ),
)
def tomorrow_kept(answer):
    return answer[1] != "2"


@task.mutant(
    Text(
        "Look at column 6 again: it is a code, but of a stay that ended in March. The past may be used.",
        "Revoyez la colonne 6 : c'est un code, mais d'un séjour fini en mars. On a le droit de se servir du passé.",
    ),
)
def every_code_thrown_out(answer):
    return answer[5] != "1"


@task.mutant(
    Text(
        "Look at column 3 again: it is in the chart at 23:00. But why were cultures ordered? The model would repeat to the doctor what the doctor thinks.",
        "Revoyez la colonne 3 : elle est au dossier à 23 h. Mais pourquoi a-t-on prescrit des hémocultures ? Le modèle répéterait au médecin ce que le médecin pense.",
    ),
)
def suspicion_taken_for_a_sign(answer):
    return answer[2] != "3"


@task.mutant(
    Text(
        "Look at columns 1 and 4 again: both are in the chart at 23:00, and nobody's suspicion is in them.",
        "Revoyez les colonnes 1 et 4 : toutes deux sont au dossier à 23 h, et le soupçon de personne ne s'y trouve.",
    ),
)
def good_signs_thrown_out(answer):
    return answer[0] != "1" or answer[3] != "1"
