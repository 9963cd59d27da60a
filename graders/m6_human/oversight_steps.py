"""Explorer's task: oversight steps."""

from labkit.tasks import Text, order_task

# The price of asking needs the wards (D); coverage by group (B) before choosing who is seen (E); rule signed (A); go (C).
RIGHT = "DBEAC"


task = order_task(
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
    accepts=lambda answer: answer in (RIGHT, "BDEAC"),
)


@task.reference
def people_first():
    return RIGHT


@task.alternative
def in_small_letters():
    return RIGHT.lower()


@task.alternative
def measured_first():
    return "BDEAC"  # coverage needs no prices: it may come first


@task.mutant(
    Text(
        "You go live before the log and the stop rule are signed: a rule written after the first harm is a negotiation.",
        "Vous mettez en service avant d'avoir signé le journal et la règle d'arrêt : une règle écrite après le premier préjudice est une négociation.",
    ),
)
def live_then_rules(answer):
    return answer.index("C") < answer.index("A")


@task.mutant(
    Text(
        "You choose who is seen before looking at the groups: the average will have chosen for you.",
        "Vous choisissez qui est vu avant d'avoir regardé les groupes : la moyenne aura choisi pour vous.",
    ),
)
def groups_afterwards(answer):
    return answer.index("E") < answer.index("B")


@task.mutant(
    Text(
        "You choose who is seen before knowing what a slot costs and how many there are.",
        "Vous choisissez qui est vu avant de savoir ce que coûte une place et combien il y en a.",
    ),
)
def slots_afterwards(answer):
    return answer.index("E") < answer.index("D")


@task.mutant(
    Text(
        "The rules are written once one knows who is seen: the log must say who was, and who was worth a look and got none.",
        "Les règles s'écrivent une fois que l'on sait qui est vu : le journal doit dire qui l'a été, et qui méritait un regard sans l'avoir.",
    ),
)
def rules_before_choice(answer):
    return answer.index("A") < answer.index("E")
