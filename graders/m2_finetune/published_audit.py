"""Explorer's task 5: the harm of a published audit of triage by people, weighed as this team weighs it."""

from labkit.tasks import Text, value_task

# Sax et al., JAMA Netw Open 2023;6(3):e233404: 5,315,176 encounters in 21 emergency departments; shares of all encounters.
ARRIVALS, UNDER, OVER, WEIGHS = 1000, 0.033, 0.289, 9
HARM = ARRIVALS * (WEIGHS * UNDER + OVER)


task = value_task(
    points=1,
    # whole numbers, and what people type who stay with shares
    domain=[*range(3001), 58.6, 0.586, 32.2, 0.322, 5.86],
    accepts=lambda answer: abs(answer - HARM) <= 6,
    why=Text(
        "Right: about half of the harm comes from the few who are undertriaged, half from the many who are overtriaged. A team that weighs a miss as three false "
        "alarms would see mostly overtriage. People err too: a model has to be compared with them on the same patients.",
        "Juste : environ la moitié du préjudice vient des rares patients sous-triés, l'autre moitié des nombreux patients sur-triés. Une équipe pour qui un cas "
        "manqué pèse trois fausses alarmes verrait surtout le sur-triage. Les personnes se trompent aussi : un modèle se compare à elles, sur les mêmes patients.",
    ),
    hints=[
        Text(
            "Of 1,000 arrivals, how many are undertriaged (3.3 %), how many overtriaged (28.9 %)?",
            "Sur 1 000 arrivées, combien sont sous-triées (3,3 %), combien sur-triées (28,9 %) ?",
        ),
        Text(
            "Nine for each undertriaged patient, one for each overtriaged one. Add them.",
            "Neuf par patient sous-trié, un par patient sur-trié. Additionnez.",
        ),
    ],
)


@task.reference
def nine_and_one():
    return round(HARM)


@task.mutant(
    Text(
        "That counts each error as one. Here an undertriaged patient weighs nine overtriaged ones.",
        "Chaque erreur y compte pour un. Ici, un patient sous-trié pèse neuf patients sur-triés.",
    ),
)
def errors_are_equal(answer):
    return answer in (322, 32.2, 0.322)


@task.mutant(
    Text(
        "That is one of the two parts. Add the harm of the undertriaged and that of the overtriaged.",
        "C'est l'une des deux parts. Additionnez le préjudice des sous-triés et celui des sur-triés.",
    ),
)
def one_part(answer):
    return answer in (297, 289, 33)


@task.mutant(
    Text(
        "You weighed overtriage by nine: it is the missed, undertriaged patient who weighs nine.",
        "Vous avez donné neuf au sur-triage : c'est le patient manqué, sous-trié, qui pèse neuf.",
    ),
)
def weight_on_overtriage(answer):
    return abs(answer - ARRIVALS * (UNDER + WEIGHS * OVER)) <= 6


@task.mutant(
    Text(
        "That is for another number of arrivals. The question asks for 1,000.",
        "C'est pour un autre nombre d'arrivées. La question porte sur 1 000.",
    ),
)
def another_number_of_arrivals(answer):
    return answer in (58, 59, 58.6, 0.586, 5.86, 6)


@task.mutant(
    Text(
        "3.3 % of 1,000 is 33 patients, and 28.9 % is 289: one of the two has a decimal point in the wrong place.",
        "3,3 % de 1 000 font 33 patients, et 28,9 % en font 289 : l'une des deux virgules est mal placée.",
    ),
)
def misplaced_point(answer):
    return answer in (3 * WEIGHS + 289, 4 * WEIGHS + 289, 330 + 289, WEIGHS * 33 + 29, WEIGHS * 33 + 2890)
