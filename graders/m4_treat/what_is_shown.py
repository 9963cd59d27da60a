"""Explorer's task 4: what each comparison shows, row by row."""

from itertools import product

from labkit.tasks import Text, value_task

task = value_task(
    points=3,
    domain=["".join(figures) for figures in product("123", repeat=5)],
    why=Text(
        "Right. The register's interval is far from 0, and shows who was visited, not what visits do. In the trial, only the lot separates the groups: 0 outside the bounds is shown, 0 inside is not, neither way.",
        "Juste. L'intervalle du registre est loin de 0, et montre qui l'on visitait, non ce que font les visites. Dans l'essai, seul le sort sépare les groupes : 0 hors des bornes, c'est montré ; 0 entre elles, rien ne l'est, "
        "dans aucun sens.",
    ),
    hints=[
        Text(
            "First, for each row: did a lot decide who was visited? If not, the row cannot show what visits do, however narrow its interval: 3.",
            "D'abord, pour chaque ligne : un tirage au sort a-t-il décidé des visites ? Sinon, la ligne ne peut pas montrer ce que font les visites, si étroit que soit l'intervalle : 3.",
        ),
        Text(
            "Then: are both bounds above 0 (1), both below (2), or one on each side (3)?",
            "Ensuite : les deux bornes sont-elles au-dessus de 0 (1), au-dessous (2), ou de part et d'autre (3) ?",
        ),
    ],
)


@task.reference
def by_lot_and_bounds():
    return "33121"


@task.alternative
def with_commas():
    return "3, 3, 1, 2, 1"


@task.mutant(
    Text(
        "Look at the first row again: the interval is narrow and far from 0, but nobody drew lots. The ward visited those for whom it feared: they would have come back more often anyway.",
        "Revoyez la première ligne : l'intervalle est étroit et loin de 0, mais rien n'a été tiré au sort. Le service visitait ceux pour qui il craignait : ils seraient revenus plus souvent de toute façon.",
    ),
)
def register_believed(answer):
    return answer[0] != "3"


@task.mutant(
    Text(
        "Look at the second row again: 0 lies between the bounds. A visit to those at highest risk may avoid some returns, or cause some: nothing is shown.",
        "Revoyez la deuxième ligne : 0 est entre les bornes. Visiter les plus à risque peut éviter des retours, ou en causer : rien n'est montré.",
    ),
)
def highest_risk_decided(answer):
    return answer[0] == "3" and answer[1] != "3"


@task.mutant(
    Text(
        "Look at the fourth row again: both bounds are below 0. In people with an advanced illness, visits sent more back to hospital than they kept at home.",
        "Revoyez la quatrième ligne : les deux bornes sont sous 0. En cas de maladie avancée, les visites ont fait revenir plus de gens qu'elles n'en ont gardé chez eux.",
    ),
)
def harm_unseen(answer):
    return answer[:2] == "33" and answer[3] != "2"


@task.mutant(
    Text(
        "Look at the third and the fifth row again: a lot decided, and both bounds are above 0. That is what a trial shows when it shows something.",
        "Revoyez la troisième et la cinquième ligne : un tirage a décidé, et les deux bornes dépassent 0. C'est ainsi qu'un essai montre quelque chose.",
    ),
)
def help_unseen(answer):
    return answer[:2] == "33" and answer[3] == "2" and (answer[2] != "1" or answer[4] != "1")
