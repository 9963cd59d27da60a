"""Explorer's task 1: what smoothing takes from the words that were seen."""

from labkit.tasks import Text, value_task

FOLLOWED, FEVER, VOCABULARY = 50, 9, 450
IN_PERCENT = 100 * (FEVER + 1) / (FOLLOWED + VOCABULARY)

task = value_task(
    points=2,
    # whole numbers, and what people type who keep decimals or stay with a share
    domain=[*range(101), 1.8, 2.2, 19.6, 0.02, 0.018, 0.18, 0.2],
    accepts=lambda answer: answer == IN_PERCENT,
    why=Text(
        "Right: 10 of 500. From 18 % to 2 %: adding one for each of 450 words gives nine tenths of the weight to words that were never seen there. With alpha 0.01 *fever* keeps about 17 %. How much to set aside for the unseen is a choice; perplexity on new notes decides it.",
        "Juste : 10 sur 500. De 18 % à 2 % : ajouter un à chacun des 450 mots donne neuf dixièmes du poids à des mots jamais vus à cette place. Avec alpha 0,01, *fièvre* garde environ 17 %. Combien réserver à l'inconnu est un choix ; la perplexité sur de nouvelles notes en décide.",
    ),
    hints=[
        Text(
            "Above: how often *fever* followed, plus one. Below: all the words that followed, plus one for each word of the list.",
            "En haut : combien de fois *fièvre* a suivi, plus un. En bas : tous les mots qui ont suivi, plus un pour chaque mot de la liste.",
        ),
        Text(
            "The list has 450 words, so the denominator is 50 + 450. Multiply the share by 100.",
            "La liste compte 450 mots : le dénominateur est 50 + 450. Multipliez la part par 100.",
        ),
    ],
)


@task.reference
def one_more_for_each():
    return 2


@task.mutant(
    Text(
        "That is the share without smoothing, 9 of 50. Add one above, and one for each word of the list below.",
        "C'est la part sans lissage, 9 sur 50. Ajoutez un en haut et, en bas, un pour chaque mot de la liste.",
    ),
)
def not_smoothed(answer):
    return answer in (18, 0.18)


@task.mutant(
    Text(
        "One was added above, and below nothing or a single one. Each of the 450 words receives one: the denominator receives 450.",
        "Un a été ajouté en haut, et en bas rien ou un seul. Chacun des 450 mots reçoit un : le dénominateur en reçoit 450.",
    ),
)
def added_above_only(answer):
    return answer in (20, 0.2, 19.6)


@task.mutant(
    Text(
        "That is a share. The question asks for per cent: multiply by 100.",
        "C'est une part. La question demande des pour cent : multipliez par 100.",
    ),
)
def a_share(answer):
    return answer in (0.02, 0.018)


@task.mutant(
    Text(
        "450 words were added below and nothing above: *fever* receives one as well, like every word.",
        "450 mots ont été ajoutés en bas et rien en haut : *fièvre* reçoit un aussi, comme chaque mot.",
    ),
)
def added_below_only(answer):
    return answer == 1.8


@task.mutant(
    Text(
        "You divided by 450 alone. The 50 words that were counted stay in the denominator.",
        "Vous avez divisé par 450 seulement. Les 50 mots comptés restent au dénominateur.",
    ),
)
def counted_words_forgotten(answer):
    return answer == 2.2


@task.mutant(
    Text(
        "That is the count, 9 and one more. The question asks for its share of everything counted, in %.",
        "C'est le compte, 9 et un de plus. La question demande sa part de tout ce qui est compté, en %.",
    ),
)
def the_count(answer):
    return answer in (9, 10)
