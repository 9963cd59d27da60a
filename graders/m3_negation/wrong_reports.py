"""Wrong readings of who reports: a window that is too short or too long, a full stop or a reporter that starts again."""

from labkit.tasks import Text

from .last_word import last_word_decides


def with_reports(words, finding, known, window):
    """The rule, with another window in which a source makes a relative a reporter."""
    who, when = "patient", last_word_decides(words, finding, **known)[1]
    for i, word in enumerate(words[:finding]):
        if word in known["patient_words"]:
            who = "patient"
        if word in known["relatives"] and not set(window(i)) & set(known["sources"]):
            who = "family"
    return who, when


def wrong_reports(task):
    """Declare them, in this order."""

    @task.mutant(
        Text(
            "« Selon mère, fièvre »: the source is the first word, the relative the second, and you miss the source. words[i - 2:i] begins at -1 there, that is "
            "from the end of the list, and is empty. Begin at max(0, i - 2).",
            "« Selon mère, fièvre » : la source est le premier mot, le proche le deuxième, et vous manquez la source. words[i - 2:i] part alors de -1, donc de la "
            "fin de la liste, et il est vide. Partez de max(0, i - 2).",
        ),
    )
    def a_slice_from_the_end(words, finding, **known):
        return with_reports(words, finding, known, lambda i: words[i - 2 : i])

    @task.mutant(
        Text(
            "You look for a source in one word before the relative. « Selon sa mère »: the source is two words before.",
            "Vous cherchez une source dans le seul mot qui précède le proche. « Selon sa mère » : la source est deux mots avant.",
        ),
    )
    def one_word_before(words, finding, **known):
        return with_reports(words, finding, known, lambda i: words[max(0, i - 1) : i])

    @task.mutant(
        Text(
            "You look for a source three words before the relative. « Selon le médecin, mère : AVC »: the doctor reports, and the mother had it. Two words, no more.",
            "Vous cherchez une source jusqu'à trois mots avant le proche. « Selon médecin, mère : AVC » : le médecin rapporte, et c'est la mère qui l'a eu. Deux mots, "
            "pas plus.",
        ),
    )
    def three_words_before(words, finding, **known):
        return with_reports(words, finding, known, lambda i: words[max(0, i - 3) : i])

    @task.mutant(
        Text(
            "At a full stop you come back to the patient, today. By the rule of this task only a word that speaks of it changes the answer: « Père, ATCD : infarctus. "
            "AVC » is one list, and the stroke is the father's, and past.",
            "Au point, vous revenez au patient et à aujourd'hui. Selon la règle de cette tâche, seul un mot qui en parle change la réponse : « Père, ATCD : infarctus. "
            "AVC » est une seule liste, et l'AVC est au père, et passé.",
        ),
    )
    def the_full_stop_resets(words, finding, **known):
        more = {"patient_words": [*known["patient_words"], "."], "now": [*known["now"], "."]}
        return last_word_decides(words, finding, **known | more)

    @task.mutant(
        Text(
            "A relative who reports brings you back to the patient. That relative is skipped and changes nothing: in « Père : infarctus ; selon sa mère, AVC » the "
            "stroke is still the father's.",
            "Un proche qui rapporte vous ramène au patient. Ce proche est sauté, il ne change rien : dans « Père : infarctus ; selon sa mère, AVC », l'AVC est "
            "toujours celui du père.",
        ),
    )
    def who_reports_brings_back_the_patient(words, finding, **known):
        who, when = "patient", last_word_decides(words, finding, **known)[1]
        for i, word in enumerate(words[:finding]):
            if word in known["relatives"]:
                who = "patient" if set(words[max(0, i - 2) : i]) & set(known["sources"]) else "family"
            elif word in known["patient_words"]:
                who = "patient"
        return who, when
