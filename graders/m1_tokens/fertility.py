"""Builder's task 5: fertility."""

import re

from labkit.tasks import Text, case, function_task, laws
from labkit.text.tokens import words

from .lexis import SENTENCES, some

task = function_task(
    points=1,
    forbids=["labkit.text.fertility", "labkit.text.tokens.fertility"],
    why=Text(
        "Right. It is never below 1 where every word costs a token, and it means something only under one rule for words: say "
        "which when you quote it.",
        "Juste. Elle n'est jamais sous 1 quand chaque mot coûte un jeton, et elle n'a de sens qu'avec une seule règle pour les "
        "mots : dites laquelle quand vous la citez.",
    ),
    hints=[
        Text(
            "All the tokens of the corpus, divided by all its words.",
            "Tous les jetons du corpus, divisés par tous ses mots.",
        ),
        Text(
            "`len(words(text))` counts the words of one text; add them up before you divide.",
            "`len(words(text))` compte les mots d'un texte ; additionnez-les avant de diviser.",
        ),
    ],
    laws=[
        laws.known(
            {"tokens": [6, 4], "texts": ["L'HTA", "no fever today"]},
            2.0,
            Text(
                "Ten tokens; « L'HTA » is two words here, « no fever today » three.",
                "Dix jetons ; « L'HTA » fait ici deux mots, « no fever today » trois.",
            ),
        ),
        laws.bounded(
            1,
            None,
            Text(
                "Every word of these letters costs a token or more: fertility cannot be below 1.",
                "Chaque mot de ces lettres coûte un jeton ou plus : la fertilité ne peut pas être sous 1.",
            ),
        ),
        laws.permutation_invariant(
            ["tokens", "texts"],
            Text(
                "The order of the letters must not change the result.",
                "L'ordre des lettres ne doit pas changer le résultat.",
            ),
        ),
        laws.replication_invariant(
            ["tokens", "texts"],
            Text(
                "Every letter twice: fertility is a rate, it must stay the same.",
                "Chaque lettre deux fois : la fertilité est un taux, elle doit rester la même.",
            ),
        ),
    ],
)


@task.reference
def tokens_per_word(tokens, texts):
    return sum(tokens) / sum(len(words(text)) for text in texts)


@task.alternative
def by_loop(tokens, texts):
    cost = length = 0
    for n, text in zip(tokens, texts, strict=True):
        cost, length = cost + n, length + len(words(text))
    return cost / length


@task.alternative
def by_arrays(tokens, texts):
    import numpy as np

    return np.sum(tokens) / len(words(" ".join(texts)))


@task.mutant(
    Text(
        "You average the letters' own rates: a two-word note weighs as much as a two-page letter. The bill is paid on the sum.",
        "Vous faites la moyenne des taux de chaque lettre : une note de deux mots pèse autant qu'une lettre de deux pages. La "
        "facture se paie sur la somme.",
    ),
)
def mean_of_rates(tokens, texts):
    return sum(n / len(words(text)) for n, text in zip(tokens, texts, strict=True)) / len(texts)


@task.mutant(
    Text(
        "You cut words at white space: « L'HTA » is one word for you and « : » is one too. French writes both often, so the rule "
        "changes the comparison. Use `words`.",
        "Vous coupez les mots aux espaces : « L'HTA » fait un mot chez vous, et « : » aussi. Le français écrit souvent l'un et "
        "l'autre : la règle change la comparaison. Utilisez `words`.",
    ),
)
def cut_at_spaces(tokens, texts):
    return sum(tokens) / sum(len(text.split()) for text in texts)


@task.mutant(
    Text(
        "You count words with `\\w+`: a decimal such as 2,5 and a word with a hyphen then make two. Use `words`, the same rule for both languages.",
        "Vous comptez les mots avec `\\w+` : un nombre décimal comme 2,5 et un mot composé en font alors deux. Utilisez `words`, la même "
        "règle pour les deux langues.",
    ),
)
def runs_of_word_characters(tokens, texts):
    return sum(tokens) / sum(len(re.findall(r"\w+", text)) for text in texts)


@task.mutant(
    Text(
        "You round the result. Return it as it is: others go on computing with it.",
        "Vous arrondissez le résultat. Renvoyez-le tel quel : d'autres calculent avec.",
    ),
)
def rounded(tokens, texts):
    return round(tokens_per_word(tokens, texts), 1)


@task.mutant(
    Text(
        "You divide words by tokens. Fertility is what one word costs: tokens per word.",
        "Vous divisez les mots par les jetons. La fertilité est ce que coûte un mot : des jetons par mot.",
    ),
)
def upside_down(tokens, texts):
    return 1 / tokens_per_word(tokens, texts)


@task.mutant(
    Text(
        "You divide by the number of texts: that is the cost of a letter, not of a word.",
        "Vous divisez par le nombre de textes : c'est le coût d'une lettre, pas d'un mot.",
    ),
)
def per_letter(tokens, texts):
    return sum(tokens) / len(texts)


@task.mutant(
    Text(
        "You divide by the characters. French words are not the same length as English ones: count words, with `words`.",
        "Vous divisez par les caractères. Les mots français n'ont pas la longueur des mots anglais : comptez des mots, avec "
        "`words`.",
    ),
)
def per_character(tokens, texts):
    return sum(tokens) / sum(len(text) for text in texts)


@task.cases
def letters_and_bills(rng):
    for n in (3, 5, 8, 12, 20):
        texts = [" ".join(some(rng, SENTENCES, int(k))) for k in rng.integers(1, 6, size=n)]
        yield case(tokens=[int(len(words(t)) * rng.uniform(1.2, 4)) + 1 for t in texts], texts=texts)
