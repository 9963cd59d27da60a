"""Builder's task 4: whose finding, and when."""

from labkit.tasks import Text, function_task, laws

from .families import families_and_histories
from .last_word import any_of, by_last_positions, last_word_decides, looking_back, with_half
from .vocabulary import TAGGERS
from .wrong_reports import wrong_reports

task = function_task(
    points=2,
    forbids=TAGGERS,
    why=Text(
        "Right: two questions beside polarity. The father's infarction is not the patient's, an « antécédent » is neither absent nor of today, "
        "and « antécédents familiaux » is both: a relative's, and past.",
        "Juste : deux questions, à côté de la polarité. L'infarctus du père n'est pas celui du patient, un antécédent n'est ni absent ni "
        "d'aujourd'hui, et « antécédents familiaux » est les deux : à un proche, et passé.",
    ),
    hints=[
        Text(
            "Walk from the first word to the finding and remember two things: whom the sentence last spoke of, and of what time.",
            "Allez du premier mot jusqu'au signe, et retenez deux choses : de qui la phrase a parlé en dernier, et de quel moment.",
        ),
        Text(
            "A relative counts, unless one of the two words before is in sources (« selon sa mère »): that relative is skipped. Be careful with the first "
            "words: at i = 1, words[i - 2:i] begins at -1, from the end, and is empty.",
            "Un proche compte, sauf si l'un des deux mots d'avant est dans sources (« selon sa mère ») : ce proche est sauté. Attention aux premiers "
            "mots : en i = 1, words[i - 2:i] part de -1, donc de la fin, et il est vide.",
        ),
        Text(
            "The two answers do not touch each other: a word of past sets the time and leaves whose it is; a word of patient_words does the reverse. "
            "Return (who, when).",
            "Les deux réponses ne se touchent pas : un mot de past fixe le moment et laisse la personne ; un mot de patient_words fait l'inverse. "
            "Renvoyez (qui, quand).",
        ),
    ],
    laws=[
        laws.known(
            {"words": ["toux"], "finding": 0},
            ("patient", "current"),
            Text(
                "Where nobody and no time is named, the note speaks of the patient, now. Return a pair, whose then when: two words "
                "with a comma between them, not one string.",
                "Si personne n'est nommé, ni aucun moment, la note parle du patient, maintenant. Renvoyez un couple, la personne puis le "
                "moment : deux mots séparés par une virgule, pas une seule chaîne.",
            ),
        ),
    ],
)


task.reference(last_word_decides)
task.alternative(looking_back)
task.alternative(by_last_positions)

for change in (
    "last_word_decides:bounds::finding -> *",
    "by_last_positions:bounds::finding -> *",
    "looking_back:number:1 -> 0",
):
    task.equivalent(change, "the finding itself is none of these words")
for change in ("last_word_decides:inside:word in * #2", "looking_back:inside:words[i] in past -> *"):
    task.equivalent(change, "a word that comes so far is one of the words: the line before has asked")
task.equivalent("*:bounds:max(0, i - 2):i -> max(0, i - 2):i + 1", "a relative is no source")
task.equivalent("by_last_positions:number:1 -> 2", "lower than every place is lower than every place")


@task.mutant(
    Text(
        "A relative anywhere in the sentence makes every finding the family's. « Mère diabétique, patiente hypertendue »: look at who comes "
        "last before the finding.",
        "Un proche n'importe où dans la phrase vous fait attribuer tous les signes à la famille. « Mère diabétique, patiente hypertendue » : "
        "regardez qui vient en dernier avant le signe.",
    ),
)
def any_relative(words, finding, **known):
    return with_half(words, finding, known, who=any_of(words, known["relatives"], "family", "patient"))


@task.mutant(
    Text(
        "A relative anywhere before the finding makes it the family's. Two things undo that: the sentence comes back to the patient, or "
        "the relative only reports (« selon sa mère »).",
        "Un proche n'importe où avant le signe vous le fait attribuer à la famille. Deux choses l'annulent : la phrase revient au patient, "
        "ou le proche ne fait que rapporter (« selon sa mère »).",
    ),
)
def any_relative_before(words, finding, **known):
    return with_half(
        words, finding, known, who=any_of(words[:finding], known["relatives"], "family", "patient")
    )


@task.mutant(
    Text(
        "You give every finding to the patient: her father's infarction becomes hers, and so does the treatment.",
        "Vous attribuez tout à la patiente : l'infarctus de son père devient le sien, et le traitement aussi.",
    ),
)
def always_the_patient(words, finding, **known):
    return with_half(words, finding, known, who="patient")


@task.mutant(
    Text(
        "« Selon sa mère, fièvre »: the mother reports, the patient has the fever. Look at the two words before the relative.",
        "« Selon sa mère, fièvre » : la mère rapporte, c'est la patiente qui a la fièvre. Regardez les deux mots avant le proche.",
    ),
)
def who_reports_has_it(words, finding, **known):
    return last_word_decides(words, finding, **known | {"sources": []})


@task.mutant(
    Text(
        "One « selon » anywhere, and no relative counts any more. « Selon sa mère, toux ; père : infarctus »: the mother reports, the "
        "father had it. Look at the two words before each relative.",
        "Un seul « selon » dans la phrase, et plus aucun proche ne compte. « Selon sa mère, toux ; père : infarctus » : la mère rapporte, "
        "le père l'a eu. Regardez les deux mots avant chaque proche.",
    ),
)
def a_source_anywhere(words, finding, **known):
    return with_half(words, finding, known, who=any_of(words, known["sources"], "patient", None))


@task.mutant(
    Text(
        "A « selon » before the finding makes every relative a reporter for you. « Selon sa mère, toux ; père : infarctus »: only the "
        "relative right after it reports.",
        "Un « selon » avant le signe fait, chez vous, de tout proche un rapporteur. « Selon sa mère, toux ; père : infarctus » : seul le "
        "proche qui le suit rapporte.",
    ),
)
def a_source_anywhere_before(words, finding, **known):
    return with_half(words, finding, known, who=any_of(words[:finding], known["sources"], "patient", None))


@task.mutant(
    Text(
        "Once a relative is named you never come back to the patient, although the sentence does: « père décédé d'un AVC ; patient "
        "hypertendu ».",
        "Une fois un proche nommé, vous ne revenez plus au patient, alors que la phrase y revient : « père décédé d'un AVC, patient "
        "hypertendu ».",
    ),
)
def never_back_to_the_patient(words, finding, **known):
    return last_word_decides(words, finding, **known | {"patient_words": []})


@task.mutant(
    Text(
        "« Antécédents familiaux : infarctus », « family history of stroke »: you file them as the patient's own past. « Familiaux » and « family » "
        "stand among the relatives: whose comes from them, when from « antécédents ».",
        "« Antécédents familiaux : infarctus », « family history of stroke » : vous les classez comme le passé du patient. « Familiaux » et « family » "
        "sont parmi les proches : la personne vient d'eux, le moment vient d'« antécédents ».",
    ),
)
def family_history_is_the_patients(words, finding, **known):
    beside_past = {
        word
        for i, word in enumerate(words)
        if word in known["relatives"] and set(words[max(0, i - 1) : i + 2]) & set(known["past"])
    }
    kept = [word for word in known["relatives"] if word not in beside_past]
    return last_word_decides(words, finding, **known | {"relatives": kept})


@task.mutant(
    Text(
        "A past illness is somebody else's, for you, or nobody's: the patient's own « antécédent » goes to the family. History is neither absence "
        "nor heredity: an old infarction is the patient's, and past. Keep the two answers apart.",
        "Chez vous, une maladie passée est à quelqu'un d'autre, ou à personne : l'antécédent du patient part à la famille. Un antécédent n'est "
        "ni une absence ni une hérédité : l'infarctus ancien est au patient, et il est passé. Séparez les deux réponses.",
    ),
)
def history_is_absence(words, finding, **known):
    who, when = last_word_decides(words, finding, **known)
    return ("family" if when == "past" else who, when)


@task.mutant(
    Text(
        "Everything is of today for you: an infarction under « ATCD » then calls the resuscitation team. Read the words of past and of now.",
        "Chez vous, tout est d'aujourd'hui : un infarctus sous « ATCD » fait alors appeler le déchocage. Lisez les mots de past et de now.",
    ),
)
def always_now(words, finding, **known):
    return with_half(words, finding, known, when="current")


@task.mutant(
    Text(
        "A past word anywhere in the sentence makes every finding past, even one named before it. « Dyspnée ; ATCD : infarctus »: only what "
        "follows the word is concerned here.",
        "Un mot du passé n'importe où dans la phrase rend tout passé, même ce qui est nommé avant lui. « Dyspnée ; ATCD : infarctus » : ici, "
        "seul ce qui suit le mot est concerné.",
    ),
)
def any_past_word(words, finding, **known):
    return with_half(words, finding, known, when=any_of(words, known["past"], "past", "current"))


@task.mutant(
    Text(
        "Once a past word is read, all that follows is past for you, even after « ce jour ». « ATCD : infarctus. Ce jour : dyspnée »: the "
        "breathlessness of today goes under history, and nobody comes.",
        "Un mot du passé une fois lu, toute la suite est passée pour vous, même après « ce jour ». « ATCD : infarctus. Ce jour : dyspnée » : "
        "la dyspnée d'aujourd'hui part aux antécédents, et personne ne vient.",
    ),
)
def past_even_before_today(words, finding, **known):
    return with_half(words, finding, known, when=any_of(words[:finding], known["past"], "past", "current"))


@task.mutant(
    Text(
        "One state for two questions: when the sentence comes back to the patient, you also come back to today. « ATCD : patient opéré d'une "
        "hernie »: the patient's, and past. Keep who and when in two variables.",
        "Un seul état pour deux questions : quand la phrase revient au patient, vous revenez aussi à aujourd'hui. « ATCD : patient opéré d'une "
        "hernie » : c'est le patient, et c'est passé. Gardez qui et quand dans deux variables.",
    ),
)
def the_patient_ends_the_past(words, finding, **known):
    return last_word_decides(words, finding, **known | {"now": [*known["now"], *known["patient_words"]]})


@task.mutant(
    Text(
        "One state for two questions: at « ce jour » you also come back to the patient. « Père : ce jour, infarctus »: today, and still the "
        "father's. Keep who and when in two variables.",
        "Un seul état pour deux questions : à « ce jour », vous revenez aussi au patient. « Père : ce jour, infarctus » : c'est aujourd'hui, et "
        "c'est toujours le père. Gardez qui et quand dans deux variables.",
    ),
)
def today_ends_the_relative(words, finding, **known):
    return last_word_decides(
        words, finding, **known | {"patient_words": [*known["patient_words"], *known["now"]]}
    )


@task.mutant(
    Text(
        "Any relative and any past word before the finding count for you, whatever comes after them. The sentence may come back to the patient, "
        "the relative may only report, and « ce jour » ends the past: the last word decides.",
        "Chez vous, tout proche et tout mot du passé placés avant le signe comptent, quoi qu'il vienne ensuite. La phrase peut revenir au patient, "
        "le proche peut ne faire que rapporter, et « ce jour » met fin au passé : le dernier mot décide.",
    ),
)
def any_word_before(words, finding, **known):
    before = words[:finding]
    who = any_of(before, known["relatives"], "family", "patient")
    return (who, any_of(before, known["past"], "past", "current"))


@task.mutant(
    Text(
        "Any relative and any past word in the sentence count for you, even after the finding. Read up to the finding, words[:finding], and let "
        "the last word decide.",
        "Chez vous, tout proche et tout mot du passé de la phrase comptent, même après le signe. Lisez jusqu'au signe, words[:finding], et "
        "laissez le dernier mot décider.",
    ),
)
def any_word_anywhere(words, finding, **known):
    who = any_of(words, known["relatives"], "family", "patient")
    return (who, any_of(words, known["past"], "past", "current"))


@task.mutant(
    Text(
        "You keep the first word that speaks of whose it is, and the first that speaks of when. The sentence may turn: the last one before the "
        "finding decides.",
        "Vous gardez le premier mot qui dit chez qui, et le premier qui dit quand. La phrase peut changer de sujet ou de moment : c'est le "
        "dernier avant le signe qui décide.",
    ),
)
def first_word_decides(words, finding, **known):
    said = [last_word_decides(words[: i + 1], i + 1, **known) for i in range(finding)]
    spoken = {*known["patient_words"], *known["relatives"]}
    who = next((pair[0] for pair, word in zip(said, words, strict=False) if word in spoken), "patient")
    times = {*known["past"], *known["now"]}
    when = next((pair[1] for pair, word in zip(said, words, strict=False) if word in times), "current")
    return who, when


@task.mutant(
    Text(
        "You read the whole sentence, and let its last word decide. What follows the finding speaks of something else: read words[:finding].",
        "Vous lisez toute la phrase, et son dernier mot décide. Ce qui suit le signe parle d'autre chose : lisez words[:finding].",
    ),
)
def last_word_of_the_sentence(words, finding, **known):
    return last_word_decides(words, len(words), **known)


wrong_reports(task)


@task.mutant(
    Text(
        "Both answers are right, the other way round: whose first, then when.",
        "Les deux réponses sont justes, mais dans l'autre ordre : d'abord chez qui, puis quand.",
    ),
)
def when_then_who(words, finding, **known):
    return last_word_decides(words, finding, **known)[::-1]


task.cases(families_and_histories)
