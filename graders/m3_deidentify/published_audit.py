"""Explorer's task 5: documents with a date in clear, in a published evaluation."""

from labkit.tasks import Text, value_task

# Model card of AP-HP/eds-pseudo-public, "AP-HP Pseudo Test": dates, share of tokens redacted and share of documents in which all are.
TOKENS, DOCUMENTS, RECALL = 0.9884, 0.8590, 0.9843
IN_A_THOUSAND = 1000 * (1 - DOCUMENTS)

task = value_task(
    points=2,
    domain=[*range(1001), 14.1, 0.141, 0.14, 11.6, 1.2, 98.8, 85.9],
    accepts=lambda answer: abs(answer - IN_A_THOUSAND) <= 1.5,
    why=Text(
        "Right: 141 of 1,000 documents keep part of a date, with 98.8 % of the words of dates covered. The makers publish both figures, which few do. Ask for the second.",
        "Juste : 141 documents sur 1 000 gardent un morceau de date, alors que 98,8 % des mots de dates sont masqués. Les auteurs publient les deux chiffres, ce qui est rare. Demandez le second.",
    ),
    hints=[
        Text(
            "Which of the two figures counts words, and which counts documents?",
            "Lequel des deux chiffres compte des mots, et lequel des documents ?",
        ),
        Text(
            "In 85.9 % of the documents every date is covered. How many of 1,000 are the others?",
            "Dans 85,9 % des documents, toutes les dates sont masquées. Combien sont les autres, sur 1 000 ?",
        ),
    ],
)


@task.reference
def the_other_documents():
    return round(IN_A_THOUSAND)


@task.alternative
def rounded_down():
    return 140


@task.mutant(
    Text(
        "That comes from the 98.8 %, which counts words. A document has many dates, and one that is missed is enough.",
        "Cela vient des 98,8 %, qui comptent des mots. Un document a plusieurs dates, et une seule oubliée suffit.",
    ),
)
def by_word(answer):
    return answer in (11, 12, 11.6, 1.2, 98.8, 988)


@task.mutant(
    Text(
        "Those are the documents in which all dates are covered. The question is about the others.",
        "Ce sont les documents dont toutes les dates sont masquées. La question porte sur les autres.",
    ),
)
def all_covered(answer):
    return answer in (859, 860, 858, 86, 85.9)


@task.mutant(
    Text(
        "That is of a hundred documents, or a share. The question is about 1,000.",
        "C'est sur cent documents, ou une part. La question porte sur 1 000.",
    ),
)
def of_a_hundred(answer):
    return answer in (14, 14.1, 0.141, 0.14)


@task.mutant(
    Text(
        "That is the difference between the two figures. They count different things, words and documents: take the one of documents.",
        "C'est la différence des deux chiffres. Ils ne comptent pas la même chose, des mots et des documents : prenez celui des documents.",
    ),
)
def difference(answer):
    return answer in (129, 130, 13)
