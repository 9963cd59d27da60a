"""Stays of a week, with words for each code, and the codes that a model proposes for them, learned on this side or that."""

import numpy as np

_WORDS = {
    "I50.9": "dyspnea edema crackles orthopnea",
    "J18.9": "cough fever crackles sputum",
    "S72.0": "fall hip pain shortening",
    "N39.0": "fever dysuria confusion urine",
    "I10": "hypertension headache treated",
    "E11.9": "diabetes metformin thirst treated",
    # The category alone, as it is coded now and then: part of another code's name, and not that code.
    "E11": "insulin foot ulcer thirst",
}


def _note(rng, codes):
    said = [word for code in codes for word in _WORDS[code].split()]
    kept = [said[place] for place in rng.permutation(len(said))[: int(rng.integers(3, 6))]]
    return " ".join([*kept, *rng.choice(["yesterday", "alone", "home", "night", "daughter"], 2)])


def drawn(rng, n, begins_with_the_test):
    names = list(_WORDS)
    codes = [
        [names[place] for place in rng.permutation(len(names))[: int(rng.integers(1, 4))]] for _ in range(n)
    ]
    # Names that begin like another's: P7 may be judged where P71 teaches.
    patient = np.array([f"P{number}" for number in rng.integers(1, n // 2, n)])
    in_test = np.isin(np.arange(n), 1 + rng.permutation(n - 2)[: n // 5])
    in_test[0] = in_test[-1] = begins_with_the_test
    texts = [_note(rng, row) for row in codes]
    if begins_with_the_test:
        # Whoever stands first, or last, in the test has another stay, written in the same words.
        for place, (end, who) in enumerate([(0, "P90"), (-1, "P91")]):
            other = np.flatnonzero(~in_test)[2 + place]
            patient[end] = patient[other] = who
            texts[end], texts[other] = (
                texts[end] + " granddaughter upstairs",
                texts[other] + " granddaughter upstairs",
            )
    else:
        # The first and the last stay alone teach a code, in words that a stay of the test has too.
        for end, who, code, word in [(0, "P92", "G45.9", "speechless"), (-1, "P93", "M31.6", "temples")]:
            patient[end], codes[end], texts[end] = who, [code], f"{word} {'alone' if end else 'night'}"
            texts[np.flatnonzero(in_test)[end]] += f" {word}"
    # A stay without a code, and a code that only the test has.
    codes[np.flatnonzero(~in_test)[1]] = []
    one = np.flatnonzero(in_test)[1]
    codes[one] = [*codes[one], "Z59.0"]
    return {"texts": np.array(texts), "codes": codes, "patient": patient, "in_test": in_test}


def exactly(texts, codes, patient, in_test, k):
    """The same by the closed formula of ridge regression: scikit-learn's solver stops a little before it."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    learns = np.flatnonzero(~np.isin(patient, patient[in_test]))
    words = TfidfVectorizer().fit(texts[learns])
    x = words.transform(texts[learns]).toarray()
    names = sorted({code for place in learns for code in codes[place]})
    y = np.array([[2.0 * (code in codes[place]) - 1 for code in names] for place in learns])
    middle = x.mean(axis=0)
    dual = np.linalg.solve((x - middle) @ (x - middle).T + np.eye(len(x)), y - y.mean(axis=0))
    scores = (words.transform(texts[in_test]).toarray() - middle) @ (x - middle).T @ dual + y.mean(axis=0)
    return [[names[place] for place in np.argsort(-row)[:k]] for row in scores]


def proposed(texts, codes, learns, words_of, tested, k):
    """The reference, with other stays to learn codes from (`learns`) and to learn words from (`words_of`)."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import RidgeClassifier
    from sklearn.preprocessing import MultiLabelBinarizer

    words, sheet = TfidfVectorizer().fit(texts[words_of]), MultiLabelBinarizer()
    gold = sheet.fit_transform([row for row, one in zip(codes, learns, strict=True) if one])
    model = RidgeClassifier().fit(words.transform(texts[learns]), gold)
    best = np.argsort(-model.decision_function(words.transform(texts[tested])), axis=1)[:, :k]
    return sheet.classes_[best].tolist()
