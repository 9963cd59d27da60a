"""Builder's task 6: a reader of one's own, judged phenomenon by phenomenon in both languages."""

from labkit.tasks import Criterion, Text, case, function_task

from .minimal_pairs import minimal_pairs
from .reader import (
    CUES,
    FLOOR,
    FRENCH,
    GIVEN,
    GIVEN_STOPS,
    LOOK,
    NAMES,
    PLUS,
    STOPS,
    by_regular_expressions,
    has_plus,
    nearest_cue,
    words_of,
)
from .vocabulary import TAGGERS

task = function_task(
    points=2,
    forbids=[*TAGGERS, "spacy"],
    criterion=Criterion(
        "f1_floor",
        {
            "truth": "truth",
            "least": FLOOR,
            "messages": LOOK,
            "names": NAMES,
            "closing": (
                "If read() rests on Tasks 1 and 3 and one of them is not right yet, begin there.",
                "Si read() s'appuie sur les tâches 1 et 3 et que l'une n'est pas encore juste, commencez par là.",
            ),
        },
    ),
    why=Text(
        "Right: five phenomena, two languages, each above the floor, on sentences nobody has seen. These sentences have the phrases of this "
        "lab; your ward has others. The table is never finished: measure it again there.",
        "Juste : cinq phénomènes, deux langues, tous au-dessus du plancher, sur des phrases jamais vues. Ces phrases ont les tournures de "
        "ce TP ; votre service en a d'autres. La table n'est jamais finie : mesurez-la de nouveau là-bas.",
    ),
    hints=[
        Text(
            'Are Tasks 1 and 3 right? Then read() is four lines: the words, with one word ("FINDING") in the finding\'s place; find_cues on '
            "them; for each (start, end, cue) found, one (start, label, looks) for each row of CUES[cue]; the numbers of the words that are in STOPS; polarity.",
            "Les tâches 1 et 3 sont-elles justes ? Alors read() tient en quatre lignes : les mots, avec un mot (« FINDING ») à la place du "
            "signe ; find_cues sur ces mots ; pour chaque (début, fin, déclencheur), un (début, étiquette, sens) par ligne de CUES[déclencheur] ; "
            "les numéros des mots qui sont dans STOPS ; polarity.",
        ),
        Text(
            "One phenomenon at a time: run the cell, read the sentences still misread, and add the phrase that decides to the row of its label and "
            'of the side it looks to: TABLE["absent", "forward"] += ", ...". Accents and capitals do not matter.',
            "Un phénomène à la fois : exécutez la cellule, lisez les phrases encore mal lues, et ajoutez l'expression qui décide à la ligne de son "
            'étiquette et du côté où elle regarde : TABLE["absent", "forward"] += ", ...". Accents et capitales ne comptent pas.',
        ),
        Text(
            "A short negative word inside a longer phrase that says something else: put the longer phrase on the row of its own label. "
            "The longest wins.",
            "Un petit mot négatif dans une expression plus longue qui dit autre chose : mettez l'expression longue à la ligne de sa propre "
            "étiquette. La plus longue l'emporte.",
        ),
        Text(
            "« Plus de frissons que la veille »: let « plus » deny what follows, and let « que » look back and say present: it stands nearer. "
            "Think of « qu' » and « de plus en plus ».",
            "« Plus de frissons que la veille » : que « plus » nie ce qui suit, et que « que » regarde en arrière et dise présent : il est "
            "plus près. Pensez à « qu' » et à « de plus en plus ».",
        ),
    ],
    laws=[],
)


@task.reference
def with_a_table(before, after, truth=None):
    return nearest_cue(before, after)


task.alternative(by_regular_expressions)


@task.alternative
def with_about_twenty_lines(before, after, truth=None):
    """What an honest table of a learner holds: not every phrase, and above the floor all the same."""
    own = "non retrouvee,absent,absente,pas seulement,non exclue,plus,que,qu',de plus en plus,no,denies,without,not"
    own += ",not seen,ruled out,resolved,not only,cannot be excluded,cannot exclude,possible,a eliminer,not excluded"
    return nearest_cue(before, after, cues=GIVEN | {cue: CUES[cue] for cue in own.split(",")})


@task.mutant(
    Text(
        "Every finding is present for you: that is keyword search. Half of what it finds is denied or in doubt. Do your cues reach the finding? "
        "Show what find_cues returns for one sentence.",
        "Chez vous, tout signe est présent : c'est la recherche par mots-clés. La moitié de ce qu'elle trouve est niée ou douteuse. Vos "
        "déclencheurs atteignent-ils le signe ? Affichez ce que find_cues renvoie pour une phrase.",
    ),
)
def keyword_search(before, after, truth=None):
    return "present"


@task.mutant(
    Text(
        "These are the cues you were given. They are French, and not all of French: every English denial is read as present. Run "
        "the cell, take the phenomenon you get wrong most, and add the phrase that decides its sentences.",
        "Ce sont les déclencheurs donnés. Ils sont français, et pas tout le français : toute négation anglaise est lue comme présente. "
        "Exécutez la cellule, prenez le phénomène où vous vous trompez le plus, et ajoutez l'expression qui décide de ses phrases.",
    ),
)
def the_ten_cues(before, after, truth=None):
    return nearest_cue(before, after, cues=GIVEN, stops=GIVEN_STOPS)


@task.mutant(
    Text(
        "Your table reads French well and no English. An English cue is no translation: « no longer » is one phrase, « not excluded » looks "
        "back. Add English phrases, and English terminators.",
        "Votre table lit bien le français, et pas l'anglais. Un déclencheur anglais ne se traduit pas mot à mot : « no longer » (ne … plus) "
        "est une seule expression, « not excluded » (non exclu) regarde en arrière. Ajoutez des expressions et des bornes anglaises.",
    ),
)
def french_cues_only(before, after, truth=None):
    return nearest_cue(before, after, cues=GIVEN | PLUS | FRENCH, stops=GIVEN_STOPS)


@task.mutant(
    Text(
        "Your negations run to the full stop: « pas de toux MAIS des frissons », « no cough BUT chills ». What follows is another thought: "
        "give polarity the numbers of the terminators.",
        "Vos négations courent jusqu'au point : « pas de toux MAIS des frissons », « no cough BUT chills ». La suite est une autre idée : donnez "
        "à polarity les numéros des bornes.",
    ),
)
def to_the_full_stop(before, after, truth=None):
    return nearest_cue(before, after, stops=())


@task.mutant(
    Text(
        "A comma ends your cues: « pas de toux, de vertiges, de frissons », « denies cough, dizziness or chills » are lists, and the last finding is "
        "denied like the first. Keep words among the terminators, not the comma.",
        "Chez vous, la virgule arrête les déclencheurs : « pas de toux, de vertiges, de frissons », « denies cough, dizziness or chills » sont des "
        "listes, et le dernier signe est nié comme le premier. Gardez des mots parmi les bornes, pas la virgule.",
    ),
)
def comma_ends_it(before, after, truth=None):
    return nearest_cue(before, after, stops=(*STOPS, ","))


@task.mutant(
    Text(
        "Your cues look both ways: in « frissons, pas de toux », « chills, no cough », the denial falls on the chills too. « Pas » and « no » look "
        "forward, at what comes after them: give polarity the side of each cue, and let it use it.",
        "Vos déclencheurs regardent des deux côtés : dans « frissons, pas de toux », « chills, no cough », la négation tombe aussi sur les frissons. "
        "« Pas » et « no » regardent en avant, vers ce qui les suit : donnez à polarity le côté de chaque déclencheur, et qu'elle en tienne compte.",
    ),
)
def both_ways(before, after, truth=None):
    return nearest_cue(before, after, both_ways=True)


@task.mutant(
    Text(
        "You use the terminators before the finding, not those after it: in « nodule visible, mais fracture non retrouvée », « nodule seen, but "
        "fracture not seen », the denial looks back over the « mais » and takes the nodule away. Give polarity the terminators of the whole sentence.",
        "Vous tenez compte des bornes placées avant le signe, pas de celles d'après : dans « nodule visible, mais fracture non retrouvée », « nodule "
        "seen, but fracture not seen », la négation regarde en arrière par-dessus le « mais » et efface le nodule. Donnez à polarity les bornes "
        "de toute la phrase.",
    ),
)
def stops_before_only(before, after, truth=None):
    return nearest_cue(before, after, stops_after=False)


@task.mutant(
    Text(
        "You have two labels: what is in doubt, you call absent. « Embolism not excluded », « cannot exclude an embolism »: nobody has "
        "excluded it. Keep « uncertain ».",
        "Vous avez deux étiquettes : le douteux, vous le dites absent. « Embolie non exclue », « embolie à éliminer » : personne ne l'a "
        "exclue. Gardez « uncertain ».",
    ),
)
def not_found_means_excluded(before, after, truth=None):
    said = nearest_cue(before, after)
    return "absent" if said == "uncertain" else said


@task.mutant(
    Text(
        "You have two labels: what is in doubt, you call present. « Suspicion de thrombose » then brings an anticoagulant. Keep « uncertain »: "
        "a person looks again.",
        "Vous avez deux étiquettes : le douteux, vous le dites présent. « Suspicion de thrombose » amène alors un anticoagulant. Gardez "
        "« uncertain » : quelqu'un vérifie.",
    ),
)
def doubt_is_presence(before, after, truth=None):
    said = nearest_cue(before, after)
    return "present" if said == "uncertain" else said


@task.mutant(
    Text(
        "Your cues look forward only. « Fracture non retrouvée », « embolism ruled out »: some stand after the finding and look back.",
        "Vos déclencheurs ne regardent que vers l'avant. « Fracture non retrouvée », « embolism ruled out » (exclue) : certains sont après le "
        "signe et regardent en arrière.",
    ),
)
def forward_only(before, after, truth=None):
    return nearest_cue(before, after, cues={cue: what for cue, what in CUES.items() if what[1] == "forward"})


@task.mutant(
    Text(
        "Your cues are single words: « pas d'exclure » is then « pas », and « not only » is « not ». A doubt becomes a denial. Add the "
        "phrases of several words: the longest wins.",
        "Vos déclencheurs sont des mots isolés : « pas d'exclure » se lit alors « pas », et « not only » se lit « not ». Un doute devient "
        "une négation. Ajoutez les expressions de plusieurs mots : la plus longue l'emporte.",
    ),
)
def single_words(before, after, truth=None):
    return nearest_cue(before, after, cues={cue: what for cue, what in CUES.items() if " " not in cue})


@task.mutant(
    Text(
        "Your French cues are masculine: « non retrouvé », « absent », « exclu ». A fracture is feminine, and « non retrouvée » is another word "
        "for a matcher: half of French findings are missed.",
        "Vos déclencheurs français sont au masculin : « non retrouvé », « absent », « exclu ». Une fracture est au féminin, et « non retrouvée » "
        "est un autre mot pour le repérage : la moitié des signes français y échappe.",
    ),
)
def masculine_only(before, after, truth=None):
    feminine = {"non retrouvee", "absente", "non exclue"}
    return nearest_cue(before, after, cues={cue: what for cue, what in CUES.items() if cue not in feminine})


@task.mutant(
    Text(
        "« Plus de » is always « none » for you. « Plus de frissons que la veille »: the patient gets worse, and the chart says cured.",
        "« Plus de » veut toujours dire « aucun » chez vous. « Plus de frissons que la veille » : l'état s'aggrave, et le dossier dit guéri.",
    ),
)
def always_none(before, after, truth=None):
    return "absent" if has_plus(before) else nearest_cue(before, after)


@task.mutant(
    Text(
        "« Plus de » is always « more » for you: every symptom that has gone stays in the chart. « Elle n'a plus de fièvre »: none.",
        "« Plus de » veut toujours dire « davantage » chez vous : tout symptôme disparu reste au dossier. « Elle n'a plus de fièvre » : aucune.",
    ),
)
def always_more(before, after, truth=None):
    return "present" if has_plus(before) else nearest_cue(before, after)


@task.mutant(
    Text(
        "With « plus de » you wait for a « ne » or a « n' ». Notes drop it: « Plus de fièvre ce jour » has none, and means none.",
        "Avec « plus de », vous attendez un « ne » ou un « n' ». Les notes l'omettent : « Plus de fièvre ce jour » n'en a pas, et veut dire "
        "aucune.",
    ),
)
def needs_ne(before, after, truth=None):
    if not has_plus(before):
        return nearest_cue(before, after)
    return "absent" if {"ne", "n'"} & set(words_of(before)) else "present"


@task.mutant(
    Text(
        "For « plus de » you look after the finding only (« que la veille »). « De plus en plus de frissons » says it before.",
        "Pour « plus de », vous ne regardez qu'après le signe (« que la veille »). « De plus en plus de frissons » le dit avant.",
    ),
)
def only_que(before, after, truth=None):
    return nearest_cue(
        before, after, cues={cue: what for cue, what in CUES.items() if cue != "de plus en plus"}
    )


@task.mutant(
    Text(
        "« Plus de » is upside down: « que la veille » compares, so there is more of it.",
        "« Plus de » est à l'envers : « que la veille » compare, donc il y en a davantage.",
    ),
)
def upside_down(before, after, truth=None):
    said = nearest_cue(before, after)
    return {"absent": "present", "present": "absent"}[said] if has_plus(before) else said


@task.cases
def sentences_nobody_has_seen(rng):
    for before, after, truth in minimal_pairs(rng):
        yield case(before=before, after=after, truth=truth)
