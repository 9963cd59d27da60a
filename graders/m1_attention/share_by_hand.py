"""Explorer's task 1: a dot product and a share, by hand."""

import math

from labkit.tasks import Text, value_task

# The word that looks, and the three it looks at: the notebook's table has the same.
LOOKS = (1, 0, 2)
WORDS = {"fever": (0, 3, 1), "then": (1, 2, 0), "antibiotic": (1, 0, 1)}
SCORES = {word: sum(a * b for a, b in zip(LOOKS, numbers, strict=True)) for word, numbers in WORDS.items()}
IN_PERCENT = 100 * math.exp(SCORES["antibiotic"]) / sum(math.exp(score) for score in SCORES.values())

task = value_task(
    points=2,
    # whole numbers, and what people type who keep decimals or stay with a share
    domain=[*range(101), 66.4, 66.5, 0.66, 0.665, 0.67, 0.5, 30.1],
    accepts=lambda answer: abs(answer - IN_PERCENT) < 0.75,
    why=Text(
        "Right: scores 2, 1 and 3; 20 parts of 30. Half of the sum of the scores has become two thirds of the share: softmax exaggerates. And the shares add up to 100 % even if none of the three words matters.",
        "Juste : scores 2, 1 et 3 ; 20 parts sur 30. La moitié de la somme des scores est devenue deux tiers de la part : le softmax exagère. Et les parts somment à 100 % même si aucun des trois mots ne compte.",
    ),
    hints=[
        Text(
            "For each word: first number times first number, second times second, third times third, and add. For *antibiotic*: 1 × 1 + 0 × 0 + 2 × 1.",
            "Pour chaque mot : premier nombre fois premier nombre, deuxième fois deuxième, troisième fois troisième, et on additionne. Pour *antibiotique* : 1 × 1 + 0 × 0 + 2 × 1.",
        ),
        Text(
            "Read the parts of the three scores in the table of parts, add them up, and divide that of *antibiotic* by the sum. Times 100.",
            "Lisez les parts des trois scores dans le tableau, additionnez-les, puis divisez celle d'*antibiotique* par la somme. Fois 100.",
        ),
        Text(
            "The scores are 2, 1 and 3: 7.4, 2.7 and 20 parts.",
            "Les scores sont 2, 1 et 3 : 7,4, 2,7 et 20 parts.",
        ),
    ],
)


@task.reference
def by_the_table():
    return 66


@task.alternative
def with_decimals():
    return 66.5


@task.mutant(
    Text(
        "That is its part of the scores themselves. The scores are turned into parts first: one point more multiplies the part by 2.7.",
        "C'est sa part des scores eux-mêmes. On change d'abord les scores en parts : un point de plus multiplie la part par 2,7.",
    ),
)
def of_the_scores(answer):
    return answer in (50, 0.5)


@task.mutant(
    Text(
        "That is the score, or its number of parts. How much is it of all the parts, in %?",
        "C'est le score, ou son nombre de parts. Combien cela fait-il de toutes les parts, en % ?",
    ),
)
def score_for_share(answer):
    return answer in (3, 20, 30, 30.1)


@task.mutant(
    Text(
        "That is a share. In %, multiply by 100.",
        "C'est une part. En %, multipliez par 100.",
    ),
)
def as_a_share(answer):
    return 0 < answer < 1 and answer != 0.5


@task.mutant(
    Text(
        "That is the share of *fever*, or of *then*. Which of the three words is asked for?",
        "C'est la part de *fièvre*, ou de *puis*. Quel mot demande-t-on ?",
    ),
)
def of_another_word(answer):
    return answer in (24, 25, 9)


@task.mutant(
    Text(
        "One of the three words is missing from the sum, or has the wrong score. All three look for their share of the same 100 %: add up three numbers of parts.",
        "Il manque un des trois mots dans la somme, ou son score est faux. Les trois se partagent les mêmes 100 % : additionnez trois nombres de parts.",
    ),
)
def a_word_left_out(answer):
    return answer in (70, 71, 73, 87, 88, 95)


@task.mutant(
    Text(
        "A third each: that would be so if the three scores were equal. Work out the three dot products first.",
        "Un tiers chacun : ce serait vrai si les trois scores étaient égaux. Calculez d'abord les trois produits scalaires.",
    ),
)
def all_alike(answer):
    return answer == 33


@task.mutant(
    Text(
        "That is what is left for the two other words together.",
        "C'est ce qui reste aux deux autres mots ensemble.",
    ),
)
def the_rest(answer):
    return answer == 34
