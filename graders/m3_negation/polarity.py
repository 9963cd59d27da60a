"""Builder's task 3: polarity."""

from labkit.tasks import Text, case, function_task, laws

from .vocabulary import TAGGERS


def _polarity(finding, cues, terminators, *, both_ways=False, forward_only=False, stops=True, pick=min):
    reaching = []
    for position, label, looks in cues:
        low, high = sorted((position, finding))
        towards = both_ways or (looks == "forward") == (position < finding)
        if forward_only and looks != "forward":
            continue
        if towards and not (stops and any(low < stop < high for stop in terminators)):
            reaching.append((high - low, label))
    return pick(reaching)[1] if reaching else "present"


def _reaches(finding, cue, terminators):
    return bool(_polarity(finding, [(cue[0], "reached", cue[2])], terminators) == "reached")


task = function_task(
    points=2,
    forbids=TAGGERS,
    why=Text(
        "Right: three answers, not two. « Embolism cannot be excluded » is uncertain, and its cue looks back at the finding.",
        "Juste : trois réponses, pas deux. « Embolie à éliminer » est incertain, et son déclencheur regarde en arrière, vers le signe.",
    ),
    hints=[
        Text(
            'A cue reaches the finding if it looks its way ("forward": the finding stands after it) and no terminator stands between.',
            "Un déclencheur atteint le signe s'il regarde de son côté (« forward » : le signe est après lui) et si aucune borne n'est "
            "entre les deux.",
        ),
        Text(
            "Of the cues that reach it, the nearest decides: abs(position - finding) is the smallest.",
            "Parmi ceux qui l'atteignent, le plus proche décide : abs(position - finding) est le plus petit.",
        ),
        Text(
            'If none reaches it, the finding is simply named: "present". Otherwise return the cue\'s own label, all three.',
            "Si aucun ne l'atteint, le signe est simplement nommé : \"present\". Sinon, renvoyez l'étiquette du déclencheur, les trois.",
        ),
    ],
    laws=[
        laws.known(
            {"finding": 3, "cues": [], "terminators": []},
            "present",
            Text(
                "A finding that no cue touches is present: the writer named it.",
                "Un signe qu'aucun déclencheur ne touche est présent : on l'a nommé.",
            ),
        ),
        laws.known(
            {"finding": 3, "cues": [(0, "uncertain", "forward")], "terminators": []},
            "uncertain",
            Text(
                "« Cannot exclude » does not exclude: the label « uncertain » must come out as it went in.",
                "« Ne permet pas d'exclure » n'exclut rien : l'étiquette « uncertain » doit ressortir telle quelle.",
            ),
        ),
    ],
)


@task.reference
def nearest_that_reaches(finding, cues, terminators):
    return _polarity(finding, cues, terminators)


@task.alternative
def by_filtering(finding, cues, terminators):
    def free(position):
        return not set(range(min(position, finding), max(position, finding))) & set(terminators)

    kept = [c for c in cues if free(c[0]) and (c[0] < finding if c[2] == "forward" else c[0] > finding)]
    return min(kept, key=lambda cue: abs(cue[0] - finding))[1] if kept else "present"


@task.alternative
def walking_outwards(finding, cues, terminators):
    left, right = True, True
    at = {(position, looks): label for position, label, looks in cues}
    for distance in range(1, 100):
        left, right = (
            left and finding - distance not in terminators,
            right and finding + distance not in terminators,
        )
        if left and (finding - distance, "forward") in at:
            return at[finding - distance, "forward"]
        if right and (finding + distance, "backward") in at:
            return at[finding + distance, "backward"]
    return "present"


for change in (
    "*both_ways*",
    "*forward_only*",
    "word:'forward'* #2",
    "comparison:looks != 'forward'*",
    "loop:continue*",
    "*stops and *",
):
    task.equivalent(f"_polarity:{change}", "only wrong answers use these options")
for change in ("_polarity:comparison:position < finding*", "by_filtering:comparison:c[0] *"):
    task.equivalent(change, "no cue stands on the finding itself")
for change in ("_polarity:comparison:low < stop < high*", "by_filtering:bounds:range(*"):
    task.equivalent(change, "a terminator is neither the cue nor the finding")
task.equivalent("by_filtering:ties:*", "no two cues that reach stand equally far")
task.equivalent("by_filtering:arithmetic:cue[0] - finding -> finding - cue[0]", "a distance has no sign")
task.equivalent(
    "walking_outwards:number:1*", "no cue stands on the finding itself, and no sentence has a hundred words"
)


@task.mutant(
    Text(
        "You know two labels only: what is not affirmed is absent. « Cannot exclude an embolism » then reads as « no embolism », and "
        "nobody looks again. Keep « uncertain ».",
        "Vous ne connaissez que deux étiquettes : ce qui n'est pas affirmé est absent. « Ne permet pas d'exclure une embolie » se lit alors "
        "« pas d'embolie », et on ne cherche plus. Gardez « uncertain ».",
    ),
)
def not_found_means_excluded(finding, cues, terminators):
    return "present" if _polarity(finding, cues, terminators) == "present" else "absent"


@task.mutant(
    Text(
        "Your cues reach across the terminators, to the full stop: what stands after « mais » is judged by what stands before it.",
        "Vos déclencheurs passent par-dessus les bornes, jusqu'au point : ce qui suit « mais » est jugé par ce qui le précède.",
    ),
)
def runs_to_the_full_stop(finding, cues, terminators):
    return _polarity(finding, cues, terminators, stops=False)


@task.mutant(
    Text(
        "You only look at cues that stand before the finding. « Embolie non retrouvée », « fever: denied »: some look back.",
        "Vous ne regardez que les déclencheurs placés avant le signe. « Embolie non retrouvée », « fever: denied » : certains regardent en "
        "arrière.",
    ),
)
def forward_only(finding, cues, terminators):
    return _polarity(finding, cues, terminators, forward_only=True)


@task.mutant(
    Text(
        "Your cues look both ways. In « toux, pas de fièvre » the « pas » then denies the cough too. Use the third part of each cue, the side it looks to.",
        "Vos déclencheurs regardent des deux côtés. Dans « toux, pas de fièvre », le « pas » nie alors aussi la toux. Tenez compte du "
        "troisième élément de chaque déclencheur.",
    ),
)
def both_ways(finding, cues, terminators):
    return _polarity(finding, cues, terminators, both_ways=True)


@task.mutant(
    Text(
        "You use the terminators that stand before the finding, not those after it. In « fièvre, mais embolie non retrouvée » the "
        "« non retrouvée » looks back as far as « mais », no further: the fever is there.",
        "Vous tenez compte des bornes placées avant le signe, pas de ceux d'après. Dans « fièvre, mais embolie non retrouvée », "
        "« non retrouvée » regarde en arrière jusqu'au « mais », pas plus loin : la fièvre est là.",
    ),
)
def stops_before_only(finding, cues, terminators):
    return _polarity(finding, cues, [stop for stop in terminators if stop < finding])


@task.mutant(
    Text(
        "You return the first cue of the list that reaches the finding. The list is in no order: of those that reach it, the nearest decides.",
        "Vous renvoyez le premier déclencheur de la liste qui atteint le signe. La liste n'est pas triée : de ceux qui l'atteignent, le plus "
        "proche décide.",
    ),
)
def first_of_the_list(finding, cues, terminators):
    return next((cue[1] for cue in cues if _reaches(finding, cue, terminators)), "present")


@task.mutant(
    Text(
        "Two things: your cues reach across the terminators (« mais » must stop them), and you return the first one in the list where the "
        "nearest should decide.",
        "Deux choses : vos déclencheurs passent par-dessus les bornes (« mais » doit les arrêter), et vous renvoyez le premier de la "
        "liste alors que le plus proche décide.",
    ),
)
def first_of_the_list_to_the_full_stop(finding, cues, terminators):
    return first_of_the_list(finding, cues, [])


@task.mutant(
    Text(
        "You keep the last cue of the list that reaches the finding. The list is in no order: compare distances, the nearest decides.",
        "Vous gardez le dernier déclencheur de la liste qui atteint le signe. La liste n'est pas triée : comparez les distances, le plus "
        "proche décide.",
    ),
)
def last_of_the_list(finding, cues, terminators):
    return next((cue[1] for cue in reversed(cues) if _reaches(finding, cue, terminators)), "present")


@task.mutant(
    Text(
        "Two cues reach the finding, and you let the farther one decide. The nearest one does: « no fever, suspected embolism ».",
        "Deux déclencheurs atteignent le signe, et vous laissez décider le plus éloigné. C'est le plus proche : « sans fièvre, suspicion "
        "d'embolie ».",
    ),
)
def farthest_decides(finding, cues, terminators):
    return _polarity(finding, cues, terminators, pick=max)


@task.mutant(
    Text(
        "Where two cues reach the finding, « absent » always wins for you, near or far. The nearest decides, whatever it says.",
        "Si deux déclencheurs atteignent le signe, « absent » l'emporte toujours chez vous, proche ou non. C'est le plus proche qui décide, "
        "quoi qu'il dise.",
    ),
)
def absent_wins(finding, cues, terminators):
    return _first_said(finding, cues, terminators, ["absent", "uncertain", "present"])


@task.mutant(
    Text(
        "Where two cues reach the finding, « uncertain » always wins for you, near or far. The nearest decides, whatever it says.",
        "Si deux déclencheurs atteignent le signe, « uncertain » l'emporte toujours chez vous, proche ou non. C'est le plus proche qui "
        "décide, quoi qu'il dise.",
    ),
)
def uncertain_wins(finding, cues, terminators):
    return _first_said(finding, cues, terminators, ["uncertain", "absent", "present"])


def _first_said(finding, cues, terminators, order):
    said = [cue[1] for cue in cues if _reaches(finding, cue, terminators)]
    return min(said, key=order.index) if said else "present"


@task.mutant(
    Text(
        "You take the nearest cue first, and ask only then whether it reaches the finding. If it does not, another may: keep the cues that "
        "reach, then take the nearest of those.",
        "Vous prenez d'abord le déclencheur le plus proche, puis vous demandez s'il atteint le signe. S'il ne l'atteint pas, un autre le peut : "
        "gardez ceux qui l'atteignent, puis prenez le plus proche de ceux-là.",
    ),
)
def nearest_then_reaches(finding, cues, terminators):
    nearest = min(cues, key=lambda cue: abs(cue[0] - finding), default=None)
    return nearest[1] if nearest and _reaches(finding, nearest, terminators) else "present"


@task.mutant(
    Text(
        "One terminator anywhere, and no cue counts for you. A terminator stops a cue only if it stands between that cue and the finding.",
        "Une seule borne, où qu'elle soit, et plus aucun déclencheur ne compte chez vous. Elle n'arrête un déclencheur que si elle est entre "
        "ce déclencheur et le signe.",
    ),
)
def any_terminator_stops_all(finding, cues, terminators):
    return "present" if terminators else _polarity(finding, cues, terminators)


@task.mutant(
    Text(
        "A terminator anywhere before the finding stops every cue for you. It must stand between the cue and the finding.",
        "Une borne n'importe où avant le signe arrête, chez vous, tous les déclencheurs. Elle doit être entre le déclencheur et le signe.",
    ),
)
def any_terminator_before_stops(finding, cues, terminators):
    if any(stop < finding for stop in terminators):
        return "present"
    return _polarity(finding, cues, terminators)


@task.mutant(
    Text(
        "You use the terminators after the finding, not those before it. In « no fever, but cough » the « no » stops at « but ».",
        "Vous tenez compte des bornes placées après le signe, pas de celles d'avant. Dans « pas de fièvre, mais une toux », le « pas » "
        "s'arrête au « mais ».",
    ),
)
def stops_after_only(finding, cues, terminators):
    return _polarity(finding, cues, [stop for stop in terminators if stop > finding])


@task.mutant(
    Text(
        "The directions are exchanged: « forward » means that the cue comes first and the finding after it, so that the cue's number is the lower one.",
        "Les sens sont échangés : « forward » veut dire que le déclencheur vient d'abord, le signe après ; son numéro est donc le plus petit.",
    ),
)
def directions_exchanged(finding, cues, terminators):
    other = {"forward": "backward", "backward": "forward"}
    return _polarity(finding, [(place, label, other[looks]) for place, label, looks in cues], terminators)


@task.cases
def clauses(rng):
    """What is absent in one drawing is uncertain in another: no place tells a label."""
    other = {"absent": "uncertain", "uncertain": "absent", "present": "present"}

    def clause(finding, cues, terminators):
        if rng.integers(2):
            cues = [(place, other[label], direction) for place, label, direction in cues]
        return case(finding=finding, cues=cues, terminators=terminators)

    def at(low, high):
        return int(rng.integers(low, high))

    f = at(20, 30)
    yield case(finding=f, cues=[(f - at(1, 5), "uncertain", "forward")], terminators=[])
    yield clause(finding=f, cues=[(f - at(6, 9), "absent", "forward")], terminators=[f - at(2, 4)])
    yield case(finding=f, cues=[(f + at(1, 4), "absent", "backward")], terminators=[f - 3])
    yield clause(finding=f, cues=[(f + at(1, 4), "absent", "forward")], terminators=[])
    yield clause(
        finding=f,
        cues=[(f - at(7, 10), "absent", "forward"), (f - at(1, 4), "uncertain", "forward")],
        terminators=[],
    )
    yield clause(
        finding=f,
        cues=[(f - at(1, 3), "present", "forward"), (f - at(8, 10), "absent", "forward")],
        terminators=[f + 6],
    )
    yield clause(
        finding=f,
        cues=[(f + at(4, 6), "uncertain", "backward"), (f - at(7, 9), "absent", "forward")],
        terminators=[f + 3],
    )
    yield clause(finding=f, cues=[(f + at(4, 8), "absent", "backward")], terminators=[f + 2])
    yield clause(
        finding=f,
        cues=[
            (f - at(8, 10), "absent", "forward"),
            (f + at(1, 4), "uncertain", "backward"),
            (f - at(5, 7), "present", "forward"),
        ],
        terminators=[],
    )
    # two that look back and reach; the far one alone, beyond a terminator of the other side; a terminator just before the cue
    near = f + at(1, 4)
    yield clause(
        finding=f,
        cues=[(near, "absent", "backward"), (near + at(2, 5), "uncertain", "backward")],
        terminators=[f - 2],
    )
    yield clause(finding=f, cues=[(f - 4, "absent", "forward")], terminators=[f - 5, f + 1])
    yield clause(finding=f, cues=[(f + 4, "uncertain", "backward")], terminators=[f - 1, f + 5])
    # two that reach, near and far, each label near once; a nearer one that looks the other way or is stopped, and one that reaches
    for near, far in (
        ("absent", "uncertain"),
        ("uncertain", "absent"),
        ("present", "absent"),
        ("present", "uncertain"),
    ):
        cues = [(f - at(1, 4), near, "forward"), (f - at(5, 9), far, "forward")]
        yield case(finding=f, cues=cues[:: 1 if rng.integers(2) else -1], terminators=[])
    yield clause(
        finding=f, cues=[(f + 1, "uncertain", "forward"), (f - at(3, 6), "absent", "forward")], terminators=[]
    )
    yield clause(
        finding=f,
        cues=[(f + 3, "absent", "backward"), (f - at(5, 8), "uncertain", "forward")],
        terminators=[f + 2],
    )
    # a terminator just before the finding, and one just before a cue that looks back
    yield clause(finding=f, cues=[(f - 4, "absent", "forward")], terminators=[f - 1])
    yield clause(finding=f, cues=[(f + 4, "uncertain", "backward")], terminators=[f + 3])
