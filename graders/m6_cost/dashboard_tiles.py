"""Explorer's task 3: six tiles of a dashboard: which holds, which misleads, and how."""

from itertools import product

from labkit.tasks import Text, value_task

#: 1 holds, 2 a cut axis, 3 a denominator that changes, 4 regression to the mean.
RIGHT = "423134"

task = value_task(
    points=3,
    domain=["".join(figures) for figures in product("1234", repeat=6)],
    why=Text(
        "Right. Each tile is true to its last figure. What misleads is what stands below the line: who is counted, where the axis begins, and why these people were looked at.",
        "Juste. Chaque case est vraie au dernier chiffre près. Ce qui trompe est ailleurs : qui l'on compte, où commence l'axe, et pourquoi l'on a regardé ces personnes-là.",
    ),
    hints=[
        Text(
            "For each tile: who is divided by whom, and were they the same people in both numbers? If not: 3.",
            "Pour chaque case : qui divise-t-on par qui, et sont-ce les mêmes personnes dans les deux nombres ? Sinon : 3.",
        ),
        Text(
            "Were the people chosen because their number was bad? Then it gets better by itself: 4. Is a difference of one or two in a hundred drawn across the whole height? 2.",
            "A-t-on choisi les personnes parce que leur nombre était mauvais ? Il s'améliore alors tout seul : 4. Une différence de un ou deux sur cent occupe-t-elle toute la hauteur ? 2.",
        ),
        Text(
            "One tile holds: people drawn by lot, both arms counted whole, an interval.",
            "Une case tient : des personnes tirées au sort, deux bras comptés en entier, un intervalle.",
        ),
    ],
)


@task.reference
def what_stands_below_the_line():
    return RIGHT


@task.mutant(
    Text(
        "You believe the first tile. Those people were taken in because they had just had stays: in worlds without any effect their stays fall as well, by about as much.",
        "Vous croyez la première case. Ces personnes ont été incluses parce qu'elles venaient d'avoir des séjours : dans des mondes sans aucun effet, leurs séjours baissent aussi, d'à peu près autant.",
    ),
)
def before_and_after_believed(answer):
    return answer[0] == "1"


@task.mutant(
    Text(
        "You accept the last tile, or see something else in it. Ten people with the most alarms of a month will have fewer the next month, with or without a call.",
        "Vous acceptez la dernière case, ou y voyez autre chose. Les dix personnes qui ont eu le plus d'alertes un mois en auront moins le mois suivant, appel ou non.",
    ),
)
def extremes_come_back(answer):
    return answer[0] != "1" and answer[5] != "4"


@task.mutant(
    Text(
        "You suspect the trial as well. Lots drawn, everybody counted in the arm they were drawn for, an interval that leaves 0 out: whoever believes nothing decides as blindly as whoever believes everything.",
        "Vous soupçonnez aussi l'essai. Tirage au sort, chacun compté dans le bras tiré, un intervalle qui exclut 0 : ne rien croire, c'est décider aussi à l'aveugle que tout croire.",
    ),
)
def nothing_believed(answer):
    return answer[0] != "1" and answer[5] == "4" and answer[3] != "1"


@task.mutant(
    Text(
        "A tile whose people change from one number to the other is not seen in your answer. In January only people after a stay were divided by, in December anybody over 65; and who stops measuring leaves the list.",
        "Votre réponse ne voit pas une case où les personnes changent d'un nombre à l'autre. En janvier, on divisait par des personnes sortant d'un séjour ; en décembre, par toutes celles de plus de 65 ans ; et qui cesse de mesurer sort de la liste.",
    ),
)
def denominator_missed(answer):
    return (
        answer[0] != "1" and answer[5] == "4" and answer[3] == "1" and (answer[2] != "3" or answer[4] != "3")
    )


@task.mutant(
    Text(
        "Look at the second tile's axis: from where to where? Ninety-one and ninety-three of a hundred would be two bars of the same height on an axis from 0.",
        "Regardez l'axe de la deuxième case : d'où à où va-t-il ? Sur un axe qui part de 0, 91 et 93 sur cent seraient deux barres de même hauteur.",
    ),
)
def axis_missed(answer):
    return (
        answer[0] != "1"
        and answer[5] == "4"
        and answer[3] == "1"
        and answer[2] == "3" == answer[4]
        and answer[1] != "2"
    )


@task.mutant(
    Text(
        "The first tile misleads, and otherwise than you say: the axis is whole, the people are the same. Why were these people looked at?",
        "La première case trompe, mais autrement que vous ne dites : l'axe est entier, les personnes sont les mêmes. Pourquoi a-t-on regardé ces personnes-là ?",
    ),
)
def another_name(answer):
    return answer[0] in "23" and answer[1:] == RIGHT[1:]
