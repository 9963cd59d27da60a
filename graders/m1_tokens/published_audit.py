"""Explorer's task: what French costs with the tokenizer of a published audit."""

from labkit.tasks import Text, value_task

# Petrov et al., NeurIPS 2023: tokens of the same sentences (FLORES-200), as their repository gives them.
TOKENS = {"gpt4": {"english": 52_835, "french": 84_407}, "camembert": {"english": 80_199, "french": 67_031}}
FOR_100 = 100 * TOKENS["gpt4"]["french"] / TOKENS["gpt4"]["english"]


def rounded(tokenizer, over, under):
    return round(100 * TOKENS[tokenizer][over] / TOKENS[tokenizer][under])


task = value_task(
    points=1,
    # whole numbers, and what people type who keep the decimals or stay with a ratio
    domain=[*range(1, 401), 159.8, 159.76, 1.6, 1.598, 62.6, 59.8, 1500, 1505, 31572, 84407],
    accepts=lambda answer: abs(answer - FOR_100) < 0.5,
    why=Text(
        "Right: 160 for 100. The sentences are everyday ones; clinical letters may differ, so count your own. With a list made from French the "
        "bill is reversed; for a language almost absent from the texts it is more than fifteen times as high.",
        "Juste : 160 pour 100. Ce sont des phrases de tous les jours ; des lettres cliniques peuvent donner autre chose : comptez les vôtres. "
        "Avec une liste faite d'après du français, la facture s'inverse ; pour une langue presque absente des textes, elle est plus de "
        "quinze fois plus élevée.",
    ),
    hints=[
        Text(
            "The price follows the tokens. How many French tokens are there for one English token, with GPT-4's list?",
            "Le prix suit les jetons. Combien de jetons français pour un jeton anglais, avec la liste de GPT-4 ?",
        ),
        Text(
            "Divide the French tokens by the English ones, multiply by 100, and round.",
            "Divisez les jetons français par les anglais, multipliez par 100, puis arrondissez.",
        ),
    ],
)


@task.reference
def french_over_english():
    return round(FOR_100)


@task.alternative
def with_a_decimal():
    return round(FOR_100, 1)


@task.mutant(
    Text(
        "You divided the English tokens by the French ones: that is what English would cost if French cost 100.",
        "Vous avez divisé les jetons anglais par les français : c'est ce que coûterait l'anglais si le français coûtait 100.",
    ),
)
def upside_down(answer):
    return 62 <= answer <= 63


@task.mutant(
    Text(
        "That is how much more it costs. The question asks for the whole price.",
        "C'est le supplément. La question porte sur le prix entier.",
    ),
)
def only_the_difference(answer):
    return 59 <= answer <= 60


@task.mutant(
    Text(
        "That is with CamemBERT's tokenizer, made from French. The program has GPT-4's.",
        "C'est avec le segmenteur de CamemBERT, fait d'après du français. Le programme a celui de GPT-4.",
    ),
)
def another_tokenizer(answer):
    return answer in (rounded("camembert", "french", "english"), rounded("camembert", "english", "french"))


@task.mutant(
    Text(
        "That is this lab's own tokenizer, or one of the two counted above. Take the numbers of the audit.",
        "C'est le segmenteur de ce TP, ou l'un des deux comptés plus haut. Prenez les chiffres de l'audit.",
    ),
)
def this_labs_letters(answer):
    return answer in (118, 119, 139, 162, 177)


@task.mutant(
    Text(
        "That is a ratio. For a price of 100 in English, what is the price in French?",
        "C'est un rapport. Si l'anglais coûte 100, combien coûte le français ?",
    ),
)
def a_ratio(answer):
    return answer < 10


@task.mutant(
    Text(
        "Fifteen times is the Shan language, not French.",
        "Quinze fois, c'est le shan, pas le français.",
    ),
)
def the_shan_language(answer):
    return 1000 <= answer <= 2000


@task.mutant(
    Text(
        "That is a number of tokens. The price is asked: 100 in English, so how much in French?",
        "C'est un nombre de jetons. On demande un prix : 100 en anglais, donc combien en français ?",
    ),
)
def tokens_not_price(answer):
    return answer > 10_000


@task.mutant(
    Text(
        "You cut the decimals off. A whole number is had by rounding: look at the first decimal.",
        "Vous avez coupé les décimales. Un nombre entier s'obtient en arrondissant : regardez la première décimale.",
    ),
)
def cut_off(answer):
    return 159 <= answer < 159.5
