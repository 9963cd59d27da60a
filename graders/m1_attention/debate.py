"""Explorer's task 4: who said what, in a published debate on whether attention explains."""

from itertools import product

from labkit.tasks import Text, value_task

# 1 Jain and Wallace 2019, 2 Wiegreffe and Pinter 2019, 3 neither, as their abstracts read: the notebook has the sentences.
RIGHT = "312321"

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("123", repeat=6)],
    why=Text(
        "Right. Between *it explains nothing* and *it explains* stands what both ask for: say what you call an explanation, and test it. No sentence of theirs allows a heat map to be signed because it looks convincing.",
        "Juste. Entre *elle n'explique rien* et *elle explique*, il y a ce que les deux demandent : dites ce que vous appelez une explication, et mettez-la à l'épreuve. Aucune de leurs phrases ne permet de signer une carte parce qu'elle a l'air convaincante.",
    ),
    hints=[
        Text(
            "The first paper compares and finds. The second answers with a question of words and with tests. Whatever says *always* or *never* is in neither.",
            "Le premier article compare et constate. Le second répond par une question de mots et par des épreuves. Ce qui dit *toujours* ou *jamais* n'est dans aucun.",
        ),
        Text(
            "A nurse who finds a map convincing has tested nothing: who of the two takes that for a proof?",
            "Une infirmière qui trouve une carte convaincante n'a rien mis à l'épreuve : lequel des deux y verrait une preuve ?",
        ),
    ],
)


@task.reference
def as_their_abstracts_read():
    return RIGHT


@task.mutant(
    Text(
        "Look at sentence 4 again: that a map is useless in all cases was said by neither. The first says *standard attention modules do not provide meaningful explanations*; the second, that this does not disprove their usefulness.",
        "Revoyez la phrase 4 : qu'une carte ne serve jamais à rien, aucun ne le dit. Le premier écrit que les modules d'attention courants ne donnent pas d'explication qui ait un sens ; le second, que cela ne réfute pas leur utilité.",
    ),
)
def never_was_said(answer):
    return answer[3] != "3"


@task.mutant(
    Text(
        "Look at sentence 1 again: a person who is convinced is no test of what the model did. Neither paper offers that as a proof.",
        "Revoyez la phrase 1 : qu'une personne soit convaincue ne dit pas ce qu'a fait le modèle. Aucun des deux articles n'y voit une preuve.",
    ),
)
def conviction_is_no_test(answer):
    return answer[0] != "3"


@task.mutant(
    Text(
        "Look at sentences 2 and 6 again: both are findings, of those who compared maps with other measures and exchanged them.",
        "Revoyez les phrases 2 et 6 : ce sont deux constats, faits par ceux qui ont comparé les cartes à d'autres mesures et les ont échangées.",
    ),
)
def findings_of_the_first(answer):
    return answer[1] != "1" or answer[5] != "1"


@task.mutant(
    Text(
        "Look at sentences 3 and 5 again: one asks what is called an explanation, the other proposes a test. Who answers whom?",
        "Revoyez les phrases 3 et 5 : l'une demande ce qu'on appelle une explication, l'autre propose une épreuve. Qui répond à qui ?",
    ),
)
def answers_of_the_second(answer):
    return answer[2] != "2" or answer[4] != "2"
