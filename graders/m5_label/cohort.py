"""The notebook's network, labels and models: computed when first asked for."""

from functools import cache

import numpy as np

from .worlds import Z, enrolled, finds, swapped

SEED, TONIGHT, REVIEWED = 3, 120, 2_000
LEAST_FOUND, MOST_LOST = 40, 20
LABELS = ("spent", "diagnoses_written", "autonomy_scale", "age", "home_visit")
SIGNS = ["age", "temperature", "heart_rate", "respiratory_rate", "systolic_bp", "spo2", "crp", "wbc"]


def slots_for(patients):
    """Places of the programme: 3 of 100 patients."""
    return round(0.03 * patients)


@cache
def patients():
    """The network's patients, as the notebook draws them."""
    from labkit.data import generate_stays, planted

    effects = [planted.LabelBias(), planted.InformativeMissingness()]
    rows = generate_stays(24_000, SEED, effects).stays.drop_duplicates("patient_id")
    return rows.reset_index(drop=True)


@cache
def labels():
    """What each proposal for a label would rank by, and for whom it is known."""
    rows = patients()
    need, far = rows.need_next_year_h.to_numpy(), (rows.area == "remote").to_numpy()
    rng = np.random.default_rng(7)
    everybody = np.ones(len(rows), dtype=bool)
    found = {"spent": (rows.cost_next_year_eur.to_numpy(), everybody)}
    present = rng.poisson(need / 6) + 1
    written = rng.binomial(present, np.where(far, 0.65, 0.85)) + rng.random(len(rows)) / 100
    found["diagnoses_written"] = (written, everybody)
    found["autonomy_scale"] = (np.exp(np.log(need) + 0.55 * rng.standard_normal(len(rows))), everybody)
    found["age"] = (rows.age + rng.random(len(rows)) / 100).to_numpy(), everybody
    reviewed = np.zeros(len(rows), dtype=bool)
    reviewed[rng.permutation(len(rows))[:REVIEWED]] = True
    found["home_visit"] = (np.exp(np.log(need) + 0.45 * rng.standard_normal(len(rows))), reviewed)
    return {name: found[name] for name in LABELS}


@cache
def compared():
    """For each label: slots the group loses with bounds, its slots by need, found of a hundred in need."""
    rows = patients()
    table = {}
    for name, (values, known) in labels().items():
        need = rows.need_next_year_h.to_numpy()[known]
        far = (rows.area == "remote").to_numpy()[known]
        slots = slots_for(int(known.sum()))
        gone, come = swapped(values[known], need, far, slots)
        half = Z * np.sqrt(gone + come)
        table[name] = {
            "slots": slots,
            "far_by_need": int((enrolled(need, slots) & far).sum()),
            "lost": gone - come,
            "low": gone - come - half,
            "high": gone - come + half,
            "found": round(100 * finds(values[known], need, slots) / slots),
        }
    return table


def decision(row):
    """1 (propose), 2 (takes slots from the group), 3 (says too little of need) or 4 (judge more patients)."""
    if row["low"] > 0:
        return "2"
    if row["found"] < LEAST_FOUND:
        return "3"
    return "1" if row["high"] < MOST_LOST / 100 * row["far_by_need"] else "4"


@cache
def shares():
    """Of a hundred enrolled, how many live far away: by cost and by need."""
    rows = patients()
    far, slots = (rows.area == "remote").to_numpy(), slots_for(len(rows))
    columns = {"cost": rows.cost_next_year_eur, "need": rows.need_next_year_h}
    return {name: float(far[enrolled(values, slots)].mean()) for name, values in columns.items()}


@cache
def rings():
    """Among stays without sepsis, unseen: share with lactate ordered, and of those with and without, how many ring."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    from labkit.data import generate_stays, planted

    effects = [planted.LabelBias(), planted.InformativeMissingness()]
    rows = generate_stays(24_000, SEED, effects).stays
    rows = rows[rows.ward.isin(["emergency", "acute_medicine"])].reset_index(drop=True)
    known = rows[SIGNS].astype(float)
    known[["crp", "wbc"]] = np.log(known[["crp", "wbc"]])
    ordered = rows.lactate.notna()
    known["ordered"] = ordered.astype(float)
    known["lactate"] = np.where(ordered, np.log(rows.lactate.fillna(1)), 0.0)
    half = len(rows) // 2
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(known[:half], rows.sepsis[:half])
    alarm = model.predict_proba(known[half:])[:, 1] >= 0.10
    well, asked = (rows.sepsis[half:] == 0).to_numpy(), ordered[half:].to_numpy()
    return float(asked[well].mean()), float(alarm[well & asked].mean()), float(alarm[well & ~asked].mean())
