"""Builder's task 2: between how many words the model hesitates, on average."""

import math

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=2,
    why=Text(
        "Right: one number for the whole text, each word with the same weight. A model that knows nothing hesitates between all the words of its vocabulary; that is the number to compare with.",
        "Juste : un seul nombre pour tout le texte, où chaque mot a le même poids. Un modèle qui ne sait rien hésite entre tous les mots de son vocabulaire : c'est le nombre auquel comparer.",
    ),
    hints=[
        Text(
            "First put all the probabilities in one array: np.concatenate(probabilities). A long sentence then counts for more words than a short one.",
            "Mettez d'abord toutes les probabilités dans un seul tableau : np.concatenate(probabilities). Une phrase longue compte alors pour plus de mots qu'une courte.",
        ),
        Text(
            "Take the mean of the logarithms, change its sign, and undo the logarithm with np.exp.",
            "Prenez la moyenne des logarithmes, changez son signe, puis défaites le logarithme avec np.exp.",
        ),
    ],
    laws=[
        laws.known(
            {"probabilities": [[1 / 450] * 3, [1 / 450] * 5]},
            450.0,
            Text(
                "A model that gives each of 450 words the same probability, 1/450, hesitates between 450 words: its perplexity is 450.",
                "Un modèle qui donne à chacun de 450 mots la même probabilité, 1/450, hésite entre 450 mots : sa perplexité vaut 450.",
            ),
        ),
        laws.known(
            {"probabilities": [[0.5, 0.125], [0.25]]},
            4.0,
            Text(
                "Three words with 1/2, 1/8 and 1/4: multiplied, 1/64; the cube root of 64 is 4. Is each word counted once?",
                "Trois mots à 1/2, 1/8 et 1/4 : multipliés, 1/64 ; la racine cubique de 64 est 4. Chaque mot compte-t-il une fois ?",
            ),
        ),
        laws.bounded(1, None),
        laws.permutation_invariant(["probabilities"]),
    ],
)


@task.reference
def exp_of_the_mean(probabilities):
    return np.exp(-np.mean(np.log(np.concatenate(probabilities))))


@task.alternative
def in_bits(probabilities):
    bits = [-math.log2(p) for sentence in probabilities for p in sentence]
    return 2 ** (sum(bits) / len(bits))


@task.alternative
def geometric_mean(probabilities):
    words, logarithm = 0, 0.0
    for sentence in probabilities:
        words += len(sentence)
        logarithm += sum(math.log(p) for p in sentence)
    return math.exp(-logarithm / words)


@task.mutant(
    Text(
        "You take the mean of the sentences, so that a sentence of one word weighs as much as one of twenty. Every word counts once.",
        "Vous faites la moyenne des phrases : une phrase d'un mot pèse autant qu'une de vingt. Chaque mot compte une fois.",
    ),
)
def sentences_alike(probabilities):
    return float(np.exp(-np.mean([np.mean(np.log(sentence)) for sentence in probabilities])))


@task.mutant(
    Text(
        "You take the mean of the perplexities of the sentences. One strange sentence then rules the whole: take the mean of the logarithms over all the words.",
        "Vous faites la moyenne des perplexités des phrases. Une seule phrase étrange l'emporte alors : prenez la moyenne des logarithmes sur tous les mots.",
    ),
)
def mean_of_perplexities(probabilities):
    return float(np.mean([np.exp(-np.mean(np.log(sentence))) for sentence in probabilities]))


@task.mutant(
    Text(
        "You divide 1 by the mean probability. A word that was nearly impossible then hardly counts; perplexity multiplies, it does not add.",
        "Vous divisez 1 par la probabilité moyenne. Un mot presque impossible ne compte alors presque pas ; la perplexité multiplie, elle n'additionne pas.",
    ),
)
def mean_of_probabilities(probabilities):
    return float(1 / np.mean(np.concatenate(probabilities)))


@task.mutant(
    Text(
        "That is the loss, the mean of the logarithms with the sign changed. The perplexity undoes the logarithm: np.exp.",
        "C'est la perte, l'opposé de la moyenne des logarithmes. La perplexité défait le logarithme : np.exp.",
    ),
)
def the_loss(probabilities):
    return float(-np.mean(np.log(np.concatenate(probabilities))))


@task.mutant(
    Text(
        "The logarithm has base 2 and is undone with base e. Use np.log with np.exp, or np.log2 with 2 **.",
        "Le logarithme est en base 2 et défait en base e. Prenez np.log avec np.exp, ou np.log2 avec 2 **.",
    ),
)
def two_bases(probabilities):
    return float(np.exp(-np.mean(np.log2(np.concatenate(probabilities)))))


@task.mutant(
    Text(
        "You take the mean of 1/p, word by word. One rare word then rules the whole text: take the mean of the logarithms.",
        "Vous faites la moyenne des 1/p, mot à mot. Un seul mot rare l'emporte alors : prenez la moyenne des logarithmes.",
    ),
)
def mean_of_inverses(probabilities):
    return float(np.mean(1 / np.concatenate(probabilities)))


@task.mutant(
    Text(
        "The sign is missing: below 1, the number is the typical probability of a word. The perplexity is its inverse.",
        "Il manque le signe : inférieur à 1, ce nombre est la probabilité typique d'un mot. La perplexité en est l'inverse.",
    ),
)
def without_the_sign(probabilities):
    return float(np.exp(np.mean(np.log(np.concatenate(probabilities)))))


@task.mutant(
    Text(
        "You multiply all the probabilities. Over a long text the product is too small to be written: it becomes 0, and its inverse infinite. Add up logarithms instead.",
        "Vous multipliez toutes les probabilités. Sur un long texte, le produit est trop petit pour s'écrire : il devient 0, et son inverse infini. Additionnez plutôt des logarithmes.",
    ),
)
def product_of_all(probabilities):
    p = np.concatenate(probabilities)
    with np.errstate(divide="ignore"):
        return float(np.prod(p) ** (-1 / len(p)))


@task.mutant(
    Text(
        "You raise 2 to the mean of natural logarithms. Two bases are mixed: np.exp undoes np.log, 2 ** undoes np.log2.",
        "Vous élevez 2 à la moyenne de logarithmes naturels. Deux bases se mêlent : np.exp défait np.log, 2 ** défait np.log2.",
    ),
)
def two_to_the_nats(probabilities):
    return float(2 ** -np.mean(np.log(np.concatenate(probabilities))))


@task.mutant(
    Text(
        "You divide by the number of sentences. Each word is one guess: divide by the number of words, or long sentences look harder than they are.",
        "Vous divisez par le nombre de phrases. Chaque mot est une supposition : divisez par le nombre de mots, sinon les longues phrases paraissent plus difficiles.",
    ),
)
def over_the_sentences(probabilities):
    with np.errstate(over="ignore"):
        return float(np.exp(-np.sum(np.log(np.concatenate(probabilities))) / len(probabilities)))


@task.cases
def texts(rng):
    for longest in (4, 9, 20):
        lengths = [1, longest, *rng.integers(1, longest + 1, 4)]
        drawn = [np.clip(rng.beta(0.7, 1.5, length), 1e-4, 1).round(6).tolist() for length in lengths]
        yield case(probabilities=drawn)
    yield case(probabilities=[[0.001] * 150, rng.uniform(0.001, 0.01, 150).round(6).tolist()])  # product 0
