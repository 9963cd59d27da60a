"""Explorer's task 3: from which score charts are proposed for merging when a collision weighs as ten duplicates."""

from labkit.tasks import Text, value_task

# As in the notebook: from 93, 41 duplicates are left and no collision is made; no other limit costs as little.
RIGHT = 93

task = value_task(
    points=2,
    domain=range(101),
    why=Text(
        "Right: 41 duplicates are left, of 112, and nobody gets another person's blood group. The limit comes from the price, not from the software. What is left is a person's work.",
        "Juste : il reste 41 doublons sur 112, et personne ne reçoit le groupe sanguin d'un autre. Le seuil vient du prix, non du logiciel. Le reste est le travail d'une personne.",
    ),
    hints=[
        Text(
            "Look at the price alone, not at the two counts: duplicates left plus ten times the collisions made.",
            "Ne regardez que le prix, non les deux nombres : doublons restants plus dix fois les collisions créées.",
        ),
        Text(
            "Between 80 and 100 go one by one: the price falls, then rises again.",
            "Entre 80 et 100, avancez un par un : le prix baisse, puis remonte.",
        ),
    ],
)


@task.reference
def least_price():
    return RIGHT


@task.mutant(
    Text(
        "Too low: two people end in one chart, and each of these weighs as ten duplicates. Look at the price a little higher.",
        "Trop bas : deux personnes finissent dans un dossier, et chacune de ces erreurs pèse dix doublons. Regardez le prix un peu plus haut.",
    ),
)
def collisions_made(answer):
    return 71 <= answer < 93


@task.mutant(
    Text(
        "There hardly any duplicate is left, and dozens of people share a chart. You count errors as if they weighed the same, or forget the collisions.",
        "Il ne reste là presque aucun doublon, et des dizaines de personnes partagent un dossier. Vous comptez les erreurs comme si elles pesaient autant, ou oubliez les collisions.",
    ),
)
def duplicates_alone(answer):
    return 50 <= answer < 71


@task.mutant(
    Text(
        "Too high: no collision is avoided any more, and each point leaves more duplicates. A duplicate hides an allergy.",
        "Trop haut : on n'évite plus aucune collision, et chaque point laisse davantage de doublons. Un doublon cache une allergie.",
    ),
)
def duplicates_left(answer):
    return answer > 93


@task.mutant(
    Text(
        "At that score nearly every pair of charts would be merged. The limit is a score from 50 to 100.",
        "À ce score, on fusionnerait presque toutes les paires. La limite est un score de 50 à 100.",
    ),
)
def merges_everybody(answer):
    return answer < 50
