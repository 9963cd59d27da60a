"""Explorer's task 4: how many answers of a language model a home visit by car is worth in energy, as two powers of ten."""

from itertools import product
from math import ceil, floor, log10

from labkit.tasks import Text, value_task

#: Watt-hours: an answer from the median of one provider to a long answer of the hungriest of thirty models; a visit from five kilometres in
#: an electric car to sixty in one that burns petrol.
ANSWER, VISIT = (0.24, 29.0), (750.0, 37_000.0)
RIGHT = f"{floor(log10(VISIT[0] / ANSWER[1]))}{ceil(log10(VISIT[1] / ANSWER[0]))}"
SAME_END = f"{floor(log10(VISIT[1] / ANSWER[1]))}{ceil(log10(VISIT[0] / ANSWER[0]))}"

task = value_task(
    points=2,
    domain=["".join(pair) for pair in product("0123456789", repeat=2)],
    why=Text(
        'Right: from tens of answers to more than a hundred thousand. A slide that says "one visit is 52,000 answers" knows five figures of a number of which nobody knows the first. What the range does say: a single answer is small beside a visit, 400 patients a day for a year are not, and who drives less because of it was never measured.',
        "Juste : de quelques dizaines de réponses à plus de cent mille. Une diapositive qui dit « une visite vaut 52 000 réponses » donne cinq chiffres d'un nombre dont personne ne connaît le premier. Ce que dit la fourchette : une réponse est peu de chose à côté d'une visite, 400 patients par jour pendant un an ne le sont pas, et personne n'a mesuré qui roule moins grâce à elle.",
    ),
    hints=[
        Text(
            "The smallest ratio: the smallest visit divided by the largest answer. The largest ratio: the largest visit divided by the smallest answer.",
            "Le plus petit rapport : la plus petite visite divisée par la plus grosse réponse. Le plus grand : la plus grosse visite divisée par la plus petite réponse.",
        ),
        Text(
            "Round the smallest down to a power of ten (10, 100, 1,000...) and the largest up; write how many zeros each has.",
            "Arrondissez le plus petit à la puissance de dix inférieure (10, 100, 1 000...), le plus grand à la supérieure ; écrivez le nombre de zéros de chacun.",
        ),
    ],
)


@task.reference
def both_ends_crossed():
    return RIGHT


@task.mutant(
    Text(
        "You divided small by small and large by large. Both are uncertain, each by itself: the smallest ratio has the smallest visit and the largest answer.",
        "Vous avez divisé le petit par le petit et le grand par le grand. Les deux sont incertains, chacun de son côté : le plus petit rapport a la plus petite visite et la plus grosse réponse.",
    ),
)
def same_ends(answer):
    return answer in (SAME_END, SAME_END[::-1])


@task.mutant(
    Text(
        "You give a single power of ten. The visit alone changes fiftyfold from a town to a village, the answer more than a hundredfold.",
        "Vous donnez une seule puissance de dix. La visite seule varie d'un facteur cinquante de la ville au village, la réponse de plus de cent.",
    ),
)
def one_number(answer):
    return answer[0] == answer[1]


@task.mutant(
    Text(
        "The smaller number of zeros comes first.",
        "Le plus petit nombre de zéros s'écrit d'abord.",
    ),
)
def larger_first(answer):
    return answer[0] > answer[1] and answer not in (SAME_END[::-1],)


@task.mutant(
    Text(
        "The range is too narrow at one end: round the smallest ratio down and the largest up.",
        "La fourchette est trop étroite d'un côté : arrondissez le plus petit rapport vers le bas et le plus grand vers le haut.",
    ),
)
def too_narrow(answer):
    return (
        answer[0] < answer[1]
        and answer not in (SAME_END, RIGHT)
        and RIGHT[0] <= answer[0]
        and answer[1] <= RIGHT[1]
    )


@task.mutant(
    Text(
        "The range is wider than what the table says, or kilowatt-hours were taken for watt-hours: a kilowatt-hour is 1,000 watt-hours.",
        "La fourchette est plus large que ce que dit le tableau, ou des kilowattheures ont été pris pour des wattheures : un kilowattheure en vaut 1 000.",
    ),
)
def beyond_the_table(answer):
    return answer[0] < answer[1] and (answer[0] < RIGHT[0] or answer[1] > RIGHT[1])
