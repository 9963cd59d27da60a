"""Whose a finding is, and when: the last word before it decides."""


def last_word_decides(words, finding, relatives, patient_words, sources, past, now):
    who, when = "patient", "current"
    for i, word in enumerate(words[:finding]):
        if word in patient_words or word in relatives and not set(words[max(0, i - 2) : i]) & set(sources):
            who = "family" if word in relatives else "patient"
        if word in past or word in now:
            when = "past" if word in past else "current"
    return who, when


def looking_back(words, finding, relatives, patient_words, sources, past, now):
    who = when = None
    for i in range(finding - 1, -1, -1):
        if who is None and words[i] in patient_words:
            who = "patient"
        if who is None and words[i] in relatives and not any(w in sources for w in words[max(0, i - 2) : i]):
            who = "family"
        if when is None and words[i] in (*past, *now):
            when = "past" if words[i] in past else "current"
    return [who or "patient", when or "current"]


def by_last_positions(words, finding, relatives, patient_words, sources, past, now):
    before = list(enumerate(words))[:finding]

    def last(names, reports=()):
        at = [i for i, w in before if w in names and not set(words[max(0, i - 2) : i]).intersection(reports)]
        return max(at, default=-1)

    kin, own = last(relatives, sources), last(patient_words)
    return ("family" if kin > own else "patient", "past" if last(past) > last(now) else "current")


def with_half(words, finding, known, *, who=None, when=None):
    """The reference's answer with one half, or both, replaced."""
    right = last_word_decides(words, finding, **known)
    return (who or right[0], when or right[1])


def any_of(words, names, yes, no):
    return yes if set(words) & set(names) else no
