"""Explorer's task 4: which proposals leave for the bill and the registers without a coder's reading."""

from itertools import product

from labkit.tasks import Text, value_task

RIGHT = "123233"

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("123", repeat=6)],
    why=Text(
        "Right. Only what is written, about her, checked often enough, and independent of the bed leaves by itself; what decides the bill is read by somebody; what nobody learned, or nobody wrote about her, is not even proposed, since a proposal is half a decision.",
        "Juste. Ne part tout seul que ce qui est écrit, à son sujet, assez vérifié, et indépendant du lit ; ce qui décide de la facture est lu par quelqu'un ; ce que personne n'a appris, ou que rien n'écrit à son sujet, n'est même pas proposé : une proposition est une demi-décision.",
    ),
    hints=[
        Text(
            "Proposal by proposal: do words of the note say it, about this patient? If not, 3. Has the model hardly met it, or is it a code of another country? 3.",
            "Proposition par proposition : des mots de la note le disent-ils, de cette personne ? Sinon, 3. Le modèle l'a-t-il à peine rencontré, ou le code est-il d'un autre pays ? 3.",
        ),
        Text(
            "Of the three that are left: is it the principal diagnosis, or does it change the price? Then somebody reads it first: 2.",
            "Pour les trois qui restent : est-ce le diagnostic principal, ou change-t-il le tarif ? Alors quelqu'un le lit d'abord : 2.",
        ),
    ],
)


@task.reference
def by_the_rule():
    return RIGHT


@task.mutant(
    Text(
        "Look at row 2 again: 380 of 400 right, but on notes whose letterhead helped. It is the principal diagnosis, and another ward's name takes it away.",
        "Revoyez la ligne 2 : 380 justes sur 400, mais sur des notes que l'en-tête aidait. C'est le diagnostic principal, et le nom d'un autre service le fait disparaître.",
    ),
)
def a_good_score_is_sent(answer):
    return answer[1] == "1"


@task.mutant(
    Text(
        "Look at row 4 again: it is true and well checked, and it raises the price. Whoever sends it answers for it in an inspection: somebody reads it first.",
        "Revoyez la ligne 4 : c'est vrai, bien vérifié, et cela élève le tarif. L'établissement en répond lors d'un contrôle : quelqu'un le lit d'abord.",
    ),
)
def the_price_is_sent(answer):
    return answer[3] == "1"


@task.mutant(
    Text(
        "Look at row 6 again: the words are about her mother. Her own file would say for years that she had a stroke.",
        "Revoyez la ligne 6 : les mots parlent de sa mère. Son dossier à elle dirait pendant des années qu'elle a fait un AVC.",
    ),
)
def a_relative_coded(answer):
    return answer[5] != "3"


@task.mutant(
    Text(
        "Look at row 5 again: ICD-10 is one, its national versions are several. An extension of France's list is no code in Québec's.",
        "Revoyez la ligne 5 : la CIM-10 est une, ses versions nationales sont plusieurs. Une extension de la liste française n'est pas un code au Québec.",
    ),
)
def one_list_for_all(answer):
    return answer[4] != "3"


@task.mutant(
    Text(
        "Look at row 3 again: four patients taught it, and nobody has checked one. A list that shows it looks as if it knew; one that is silent sends the coder to the note.",
        "Revoyez la ligne 3 : quatre personnes l'ont enseigné, et personne n'en a vérifié un seul. Une liste qui l'affiche a l'air de savoir ; une liste muette renvoie le codeur à la note.",
    ),
)
def rare_code_shown(answer):
    return answer[2] != "3"


@task.mutant(
    Text(
        "Look at row 1 again: it is written, about her, 300 of 300 right, and the bed changes nothing. If this is read by hand, nothing was gained.",
        "Revoyez la ligne 1 : c'est écrit, à son sujet, 300 justes sur 300, et le lit n'y change rien. S'il faut relire cela aussi, on n'a rien gagné.",
    ),
)
def nothing_is_sent(answer):
    return answer[0] != "1"


@task.mutant(
    Text(
        "A true proposal was thrown away in row 2 or 4. A coder would be glad of it, and reads it before it leaves.",
        "Une proposition vraie est jetée à la ligne 2 ou 4. Elle rendrait service au codeur, qui la lit avant qu'elle parte.",
    ),
)
def help_thrown_away(answer):
    return "3" in (answer[1], answer[3])
