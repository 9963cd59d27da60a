"""Explorer's task 2: which rewordings may serve as a control."""

from itertools import product

from labkit.tasks import Text, value_task

RIGHT = "213123"

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("123", repeat=6)],
    why=Text(
        "Right. A control says the same of the same patient, and changes about as many words as the swap. With a lazy control, that hardly changes anything, every model looks biased.",
        "Juste. Un témoin dit la même chose de la même personne, et change à peu près autant de mots que l'échange. Avec un témoin paresseux, qui ne change presque rien, tout modèle paraît biaisé.",
    ),
    hints=[
        Text(
            "Ask of each: would a colleague who reads it learn anything new about her illness?",
            "Demandez pour chacune : un collègue qui la lit apprendrait-il quelque chose de nouveau sur sa maladie ?",
        ),
        Text(
            "Then: does it say another sex than before?",
            "Ensuite : dit-elle un autre sexe qu'avant ?",
        ),
    ],
)


@task.reference
def same_of_the_same():
    return RIGHT


@task.mutant(
    Text(
        "Look at 1 and 5 again: the facts are no longer the same. If the decision flips, it may be right to flip.",
        "Revoyez 1 et 5 : les faits ne sont plus les mêmes. Si la décision bascule, elle a peut-être raison.",
    ),
)
def facts_changed(answer):
    return answer[0] != "2" or answer[4] != "2"


@task.mutant(
    Text(
        "Look at 3 and 6 again: they change the sex, as the swap does. Subtracted, they would make a bias disappear.",
        "Revoyez 3 et 6 : elles changent le sexe, comme l'échange. Soustraites, elles feraient disparaître un biais.",
    ),
)
def sex_in_the_control(answer):
    return answer[2] != "3" or answer[5] != "3"


@task.mutant(
    Text(
        "Look at 2 again: other words, another order, and every fact is there still.",
        "Revoyez 2 : d'autres mots, un autre ordre, et tous les faits y sont encore.",
    ),
)
def order_taken_for_a_fact(answer):
    return answer[1] != "1"


@task.mutant(
    Text(
        "Look at 4 again: a greeting says nothing of her illness. A model should not care, and that is what a control tries.",
        "Revoyez 4 : une formule de politesse ne dit rien de sa maladie. Un modèle ne devrait pas s'en soucier, et c'est ce qu'un témoin met à l'épreuve.",
    ),
)
def greeting_thrown_out(answer):
    return answer[3] != "1"
