"""Explorer's task 2: what to do with five minutes, in five classes."""

from itertools import product

from labkit.tasks import Text, value_task

#: What the notebook's table shows of each class: how many are right, of how many, and what is known of the others.
CLASSES = (
    ("our_class_alarms_of_100", 12, 24, "several_ideas_none_held_by_half"),
    ("our_class_shift", 7, 24, "half_of_them_one_digit_too_many"),
    ("our_class_threshold", 19, 24, "each_error_made_by_one_or_two"),
    ("evening_class_policy", 6, 26, "nearly_all_follow_the_alarm_everywhere"),
    (
        "day_class_true_or_false",
        14,
        27,
        "best_nine_elsewhere_3_right_weakest_nine_8_right_not_can_be_read_two_ways",
    ),
)

task = value_task(
    points=3,
    domain=["".join(figures) for figures in product("1234", repeat=len(CLASSES))],
    why=Text(
        "Right. First the question: may it be at fault, by its box or by its wording? Only then the count: too few know, half know, nearly all know. The bounds 35 and 70 % are customs, not thresholds of nature: with 24 "
        "learners a share is known to some 20 points.",
        "Juste. D'abord la question : est-elle en cause, par sa case ou par ses mots ? Ensuite seulement le compte : trop peu savent, la moitié sait, presque tous savent. Les bornes 35 et 70 % sont des usages, non des lois de la nature : avec 24 "
        "personnes, une part se connaît à quelque 20 points près.",
    ),
    hints=[
        Text(
            "Begin with what is no idea: a slip of the keyboard, a question that the best miss more often than the weakest. Two rows are so.",
            "Commencez par ce qui n'est pas une idée : une faute de frappe, une question que les meilleurs manquent plus souvent que les plus faibles. Deux lignes sont dans ce cas.",
        ),
        Text(
            "For the three others, write the share right: below 35 %, between, above 70 %.",
            "Pour les trois autres, calculez la part de réponses justes : moins de 35 %, entre les deux, plus de 70 %.",
        ),
    ],
)


@task.reference
def question_first_then_count():
    return "24314"


@task.alternative
def with_spaces():
    return "2 4 3 1 4"


@task.mutant(
    Text(
        "Look at the second row again: few are right, but half of the others had understood and typed a digit too many. Explaining again would teach them what they know.",
        "Revoyez la deuxième ligne : peu ont juste, mais la moitié des autres avaient compris et ont tapé un chiffre de trop. Réexpliquer leur apprendrait ce qu'ils savent.",
    ),
)
def count_alone(answer):
    return answer[1] != "4"


@task.mutant(
    Text(
        "Look at the last row again: about half are right, which looks made for a discussion. But those who are best elsewhere miss it, and the weakest have it. What would the pairs agree on?",
        "Revoyez la dernière ligne : la moitié a juste, ce qui semble fait pour une discussion. Mais les meilleurs ailleurs la manquent, et les plus faibles la réussissent. Sur quoi les paires tomberaient-elles d'accord ?",
    ),
)
def the_question_is_never_at_fault(answer):
    return answer[1] == "4" and answer[4] != "4"


@task.mutant(
    Text(
        "Look at the fourth row again: hardly anybody has it, and nearly all share one idea. In pairs, two people who believe the same will confirm each other.",
        "Revoyez la quatrième ligne : presque personne n'a juste, et presque tous partagent une idée. À deux, ceux qui croient la même chose se confirment.",
    ),
)
def pairs_where_nobody_knows(answer):
    return answer[1] == "4" and answer[4] == "4" and answer[3] != "1"


@task.mutant(
    Text(
        "Look at the first row again: half are right and the others hold several ideas. In nearly every pair somebody has an argument; your explanation would silence it.",
        "Revoyez la première ligne : la moitié a juste, les autres ont plusieurs idées. Dans presque chaque paire, quelqu'un a un argument ; votre explication le ferait taire.",
    ),
)
def explains_where_they_could_argue(answer):
    return answer[1] == "4" and answer[3:] == "14" and answer[0] != "2"


@task.mutant(
    Text(
        "Look at the third row again: most have it, and the others are one or two people for each error. Five minutes of everybody's time cost more than a word to each of them.",
        "Revoyez la troisième ligne : la plupart ont juste, et les autres erreurs sont le fait d'une ou deux personnes. Cinq minutes de tous coûtent plus qu'un mot à chacune.",
    ),
)
def five_minutes_for_all(answer):
    return answer[1] == "4" and answer[3:] == "14" and answer[0] == "2" and answer[2] != "3"
