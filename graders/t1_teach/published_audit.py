"""Explorer's task 4: how far two raters agree on what is absent, in a published table."""

from labkit.tasks import Text, value_task

#: Both say yes, the first alone, the second alone, both say no (Feinstein and Cicchetti, 1990, their second table).
YES, FIRST, SECOND, NO = 80, 10, 5, 5


def _near(answer, value, by=0.6):
    return abs(answer - value) <= by


task = value_task(
    points=1,
    domain=[*range(101), 0.4, 0.85, 0.32, 0.33, 0.25, 0.5, 0.91, 91.4, 33.3, 66.7],
    accepts=lambda answer: _near(answer, 100 * 2 * NO / (2 * NO + FIRST + SECOND)),
    why=Text(
        "Right: 40 of 100, where they agree on 85 of 100 in all. Whoever has the sign is nearly always seen to have it (91 of 100); whoever does not, is at the mercy of the reader. Kappa, 0.32, warned of it without saying where.",
        "Juste : 40 sur 100, alors qu'en tout l'accord est de 85 sur 100. Qui a le signe est presque toujours vu ainsi (91 sur 100) ; qui ne l'a pas dépend de la personne qui lit. Le kappa, 0,32, le signalait sans dire où.",
    ),
    hints=[
        Text(
            "How many 'no' were said in all, by the two raters together? Both said it 5 times: that makes 10 of them.",
            "Combien de « non » ont été dits en tout, par les deux personnes ensemble ? Elles l'ont dit toutes deux 5 fois : cela en fait 10.",
        ),
        Text(
            "Add the 'no' that one of them said alone, 10 and 5. Then divide those said together by all of them, times 100.",
            "Ajoutez les « non » qu'une seule a dits, 10 et 5. Puis divisez ceux qui ont été dits ensemble par tous, fois 100.",
        ),
    ],
)


@task.reference
def of_all_the_noes():
    return 40


@task.alternative
def with_a_point():
    return 40.0


@task.mutant(
    Text(
        "That is the overall agreement, yes and no together. The many 'yes' make it. Look at the 'no' alone.",
        "C'est l'accord global, oui et non ensemble. Il tient aux nombreux « oui ». Ne regardez que les « non ».",
    ),
)
def overall(answer):
    return _near(answer, 85, 0.9) or answer == 0.85


@task.mutant(
    Text(
        "Each of the 5 that both called 'no' was said twice, once by each: count 10 'no' said together, of all those that were said.",
        "Chacun des 5 que les deux ont appelés « non » a été dit deux fois, une fois par personne : comptez 10 « non » dits ensemble, sur tous ceux qui ont été dits.",
    ),
)
def counted_once(answer):
    return _near(answer, 25) or answer == 0.25


@task.mutant(
    Text(
        "You start from one rater's 'no'. Start from the other's and you have another number. Take the 'no' of both.",
        "Vous partez des « non » d'une seule personne. En partant de l'autre, le nombre change. Prenez les « non » des deux.",
    ),
)
def from_one_rater(answer):
    return _near(answer, 50) or _near(answer, 33.3) or _near(answer, 66.7) or answer in (0.33, 0.5)


@task.mutant(
    Text(
        "That is the agreement on 'yes', the flattering one. The question is about 'no'.",
        "C'est l'accord sur le « oui », celui qui flatte. La question porte sur le « non ».",
    ),
)
def on_yes(answer):
    return _near(answer, 91.4, 0.9) or answer == 0.91


@task.mutant(
    Text(
        "That is kappa: how far from chance they agree, on *yes* and *no* together. How often they agree on *no* is another question.",
        "C'est le kappa : à quelle distance du hasard elles s'accordent, sur *oui* et *non* ensemble. Combien de fois elles s'accordent sur *non* est une autre question.",
    ),
)
def kappa(answer):
    return answer == 0.32 or _near(answer, 32, 0.5)


@task.mutant(
    Text(
        "A share between 0 and 1 is read here as less than one of 100. A number out of 100 is asked for.",
        "Une part entre 0 et 1 se lit ici comme moins d'un sur 100. On demande un nombre sur 100.",
    ),
)
def a_share(answer):
    return answer == 0.4


@task.mutant(
    Text(
        "That is how many *no* were said together, cases or answers. The question is: of 100 *no* that were said, how many?",
        "C'est combien de *non* ont été dits ensemble, en cas ou en réponses. La question est : sur 100 *non* dits, combien ?",
    ),
)
def not_of_a_hundred(answer):
    return _near(answer, 5) or _near(answer, 10)


@task.mutant(
    Text(
        "Those are the cases on which they differ. Count the *no* said together, of all the *no* that were said.",
        "Ce sont les cas où elles diffèrent. Comptez les *non* dits ensemble, sur tous les *non* dits.",
    ),
)
def the_differences(answer):
    return _near(answer, 15) or _near(answer, 60)


@task.mutant(
    Text(
        "Those are the cases in which somebody said *no*: what you divide by is not yet a share, and each case of both holds two *no*.",
        "Ce sont les cas où quelqu'un a dit *non* : un dénominateur n'est pas encore une part, et un cas où elles l'ont dit toutes deux en contient deux.",
    ),
)
def cases_with_a_no(answer):
    return _near(answer, 20)
