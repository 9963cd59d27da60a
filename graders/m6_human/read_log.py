"""Builder's task 6: a log's faulty lines, the figures of the month, and what stops the system."""

import numpy as np
import pandas as pd

from labkit.oversight import validate_override_log
from labkit.tasks import Text, case, function_task, laws

from .override_log import (
    HARMS,
    KEYS,
    LIMIT,
    WINDOW,
    complete,
    faulty,
    first_line,
    harm_is_known,
    log_of,
    reason_given,
    triggers_of,
    valid_lines,
    were_set_aside,
    with_faults,
)


def page_laws():
    four = pd.DataFrame(
        {
            "suggestion": ["call", "wait", "call", "wait"],
            "decision": ["call", "call", "wait", "wait"],
            "reason": ["", "clinical_context", "patient_preference", ""],
            "harm": ["none", "none", "none", "serious"],
        }
    )
    rule = {"max_serious": 0, "window": 3, "limit": 2}
    page = {"refused": 0, "set_aside": 0.5, "serious": 1, "stopped": 2}
    lines = "\n".join(" / ".join(word or '""' for word in line) for line in four.to_numpy())
    return [
        *(
            laws.known(
                {"log": four, **rule},
                page[key],
                Text(
                    f'A dictionary of four figures is expected. Under "{key}" (spelled so), yours holds nothing, or another figure than one finds by hand in these four '
                    f"decisions (suggestion / decision / reason / harm), with max_serious=0, window=3, limit=2:\n{lines}",
                    f"On attend un dictionnaire de quatre chiffres. Sous « {key} » (écrit ainsi), le vôtre n'a rien, ou un autre chiffre que celui que l'on trouve à la main dans "
                    f"ces quatre décisions (suggestion / decision / reason / harm), avec max_serious=0, window=3, limit=2 :\n{lines}",
                ),
                part=key,
            )
            for key in KEYS
        ),
        laws.known(
            {"log": pd.concat([faulty(), four], ignore_index=True), **rule},
            page | {"refused": len(faulty())},
            Text(
                "A refused line counts once under refused, and nowhere else. Tried on a log of seven lines that break the schema (a reason missing, a reason too "
                "many, a harm that is none of the four words, two of these at once) followed by these four decisions, your figures change, or refused is not the "
                f"number of those lines:\n{lines}",
                "Une ligne refusée compte une fois dans refused, et nulle part ailleurs. Sur un journal de sept lignes qui ne respectent pas le schéma (un motif qui "
                "manque, un motif de trop, un préjudice hors des quatre mots, deux de ces fautes à la fois), suivies de ces quatre décisions, vos chiffres changent, ou "
                f"refused n'est pas le nombre de ces lignes :\n{lines}",
            ),
        ),
        laws.monotone(
            "limit",
            [1, 3, 5],
            Text(
                "A laxer limit never stops sooner; and where nothing stops the system, the number of lines left is larger than any position.",
                "Une limite plus large n'arrête jamais plus tôt ; et là où rien n'arrête le système, le nombre de lignes restantes dépasse toute position.",
            ),
            part="stopped",
        ),
        laws.unchanged_by(
            "limit",
            [1, 5],
            Text(
                "The limit decides when to stop: the share set aside does not depend on it.",
                "La limite décide du moment de l'arrêt : la part écartée n'en dépend pas.",
            ),
            part="set_aside",
        ),
    ]


task = function_task(
    points=2,
    forbids=[
        "labkit.oversight.StopRule",
        "labkit.oversight.override_summary",
        "labkit.oversight.validate_override_log",
    ],
    why=Text(
        "Right. The rule was written before the first patient, and a log decides, not a meeting: above, it is the suggestions set aside that stop the "
        "system, before a second serious harm; those who set it aside were its first alarm. And a rule is worth what its log is worth: leave one "
        "reason out, and the same month runs on. That is why refused lines stand on the page, and are mended the same day.",
        "Juste. La règle était écrite avant le premier patient, et c'est un journal qui tranche, pas une réunion : ci-dessus, ce sont les suggestions "
        "écartées qui arrêtent le système, avant un deuxième préjudice grave ; ceux qui l'ont écarté étaient sa première alarme. Et une règle vaut ce que "
        "vaut son journal : un motif manque, et le même mois continue. C'est pourquoi les lignes refusées figurent sur la page et se corrigent le jour même.",
    ),
    hints=[
        Text(
            'First which lines are left. Set aside is log.suggestion != log.decision, a reason is given where log.reason != "": valid is where the two say the '
            "same, (...) == (...), in parentheses; & joins the second rule, log.harm.isin([...]) with the four words.",
            "D'abord, quelles lignes restent. Écartée, c'est log.suggestion != log.decision ; un motif est donné là où log.reason != \"\" : valid est vrai là où "
            "les deux disent la même chose, (...) == (...), entre parenthèses ; & ajoute la seconde règle, log.harm.isin([...]) avec les quatre mots.",
        ),
        Text(
            "log = log[valid] keeps those lines; before that, (~valid).sum() counts the refused ones. The mean of a column of True and False is a share, its "
            "sum a number.",
            "log = log[valid] garde ces lignes ; avant cela, (~valid).sum() compte les refusées. La moyenne d'une colonne de True et False est une part, sa "
            "somme un nombre.",
        ),
        Text(
            ".rolling(window, min_periods=1).sum() counts among the last ones, .cumsum() since the start.",
            ".rolling(window, min_periods=1).sum() compte parmi les dernières, .cumsum() depuis le début.",
        ),
        Text(
            "Stop at the first line where serious harms exceed max_serious or overrides reach limit: np.flatnonzero(a | b) lists such lines, the first is "
            "[0]; if the list is empty, the number of lines left. labkit.oversight has this page ready made (validate_override_log, StopRule): not here, "
            "where it is yours to write.",
            "Arrêtez à la première ligne où les préjudices graves dépassent max_serious ou où les suggestions écartées atteignent limit : "
            "np.flatnonzero(a | b) donne ces lignes, la première est [0] ; si la liste est vide, le nombre de lignes restantes. "
            "labkit.oversight a cette page toute faite (validate_override_log, StopRule) : pas ici, où c'est à vous de l'écrire.",
        ),
    ],
    laws=page_laws,
)


def _page(aside, serious, refused, rule):
    harmed, overridden = triggers_of(aside, serious, *rule)
    return {
        "refused": int(refused),
        "set_aside": float(np.mean(aside)),
        "serious": int(np.sum(serious)),
        "stopped": first_line(harmed | overridden),
    }


def _counting(log, valid, rule, harms=("serious",)):
    kept = log[valid]
    return _page(were_set_aside(kept), kept["harm"].isin(harms).to_numpy(), (~valid).sum(), rule)


@task.reference
def valid_lines_only(log, max_serious, window, limit):
    return _counting(log, valid_lines(log), (max_serious, window, limit))


@task.alternative
def line_by_line(log, max_serious, window, limit):
    """An alternative without pandas' windows."""
    aside, serious, stopped, refused = [], 0, None, 0
    for suggestion, decision, reason, harm in log[["suggestion", "decision", "reason", "harm"]].to_numpy():
        if bool(reason) != (suggestion != decision) or harm not in HARMS:
            refused += 1
            continue
        aside.append(suggestion != decision)
        serious += harm == "serious"
        if stopped is None and (serious > max_serious or sum(aside[-window:]) >= limit):
            stopped = len(aside) - 1
    share = sum(aside) / len(aside)
    stopped = len(aside) if stopped is None else stopped
    return {"refused": refused, "set_aside": share, "serious": serious, "stopped": stopped}


@task.alternative
def by_convolution(log, max_serious, window, limit):
    """An alternative: a window is a convolution; the figures come back as a Series."""
    kept = log[valid_lines(log)]
    aside = were_set_aside(kept).astype(int)
    recent = np.convolve(aside, np.ones(window, int))[: len(aside)]
    serious = np.cumsum(kept["harm"].to_numpy() == "serious")
    found = np.flatnonzero((serious > max_serious) | (recent >= limit))
    return pd.Series(
        {
            "refused": len(log) - len(kept),
            "set_aside": aside.sum() / len(aside),
            "serious": serious[-1],
            "stopped": found[0] if len(found) else len(aside),
        }
    )


@task.alternative
def by_the_reasons(log, max_serious, window, limit):
    """An alternative: on the lines that count, a reason stands exactly where the suggestion was set aside."""
    kept = log.loc[valid_lines(log)].reset_index(drop=True)
    aside, serious = kept["reason"].str.len() > 0, kept["harm"].eq("serious")
    stops = aside.rolling(window, min_periods=1).sum().ge(limit) | serious.cumsum().gt(max_serious)
    stopped = stops.idxmax() if stops.any() else len(kept)
    return {
        "refused": len(log) - len(kept),
        "set_aside": aside.mean(),
        "serious": serious.sum(),
        "stopped": stopped,
    }


def _stopping(log, stopped, max_serious, window, limit):
    """The right figures, with another way of stopping: `stopped` goes from the lines that count and the rule to a position."""
    kept = log[valid_lines(log)]
    page = valid_lines_only(log, max_serious, window, limit)
    return page | {
        "stopped": stopped(
            were_set_aside(kept), (kept["harm"] == "serious").to_numpy(), max_serious, window, limit
        )
    }


def _with_a_window_of(longer, log, max_serious, window, limit):
    def stopped(aside, serious, *rule):
        harmed, overridden = triggers_of(aside, serious, max_serious, window + longer, limit)
        return first_line(harmed | overridden)

    return _stopping(log, stopped, max_serious, window, limit)


def _when_nothing_stops(answer, log, rule):
    page = valid_lines_only(log, **rule)
    return page | {"stopped": answer} if page["stopped"] == valid_lines(log).sum() else page


for change in ("absolute", "not_below_nought"):
    task.equivalent(f"*:put_in:{change}", "counts and a share are never below 0")
for change in ("triggers_of:number:1 -> 0", "by_the_reasons:number:1 -> 0"):
    task.equivalent(change, "a window without any line is none of the log's")
for change in ("default:*reset_index()", "word:True -> False"):
    task.equivalent(
        f"by_the_reasons:{change}", "a column with the old numbers beside the others changes none of them"
    )
task.equivalent("by_the_reasons:number:0 -> 1", "a reason is a word of more than one letter")


@task.mutant(
    Text(
        "You take every line as it comes. A log that breaks its schema has no figures: leave out the lines that break one of the two rules, and count "
        "them under refused.",
        "Vous prenez toutes les lignes comme elles viennent. Un journal qui ne respecte pas son schéma n'a pas de chiffres : écartez les lignes qui "
        "enfreignent une des deux règles, et comptez-les dans refused.",
    )
)
def nothing_refused(log, max_serious, window, limit):
    return _counting(log, np.ones(len(log), bool), (max_serious, window, limit))


@task.mutant(
    Text(
        "You count the refused lines, but do not take them out: they still weigh on the three other figures. After counting, go on with the lines left "
        "alone, log = log[valid].",
        "Vous comptez les lignes refusées, mais vous ne les retirez pas : elles pèsent encore sur les trois autres chiffres. Une fois comptées, continuez avec "
        "les seules lignes restantes, log = log[valid].",
    )
)
def counted_but_left_in(log, max_serious, window, limit):
    page = nothing_refused(log, max_serious, window, limit)
    return page | {"refused": int((~valid_lines(log)).sum())}


@task.mutant(
    Text(
        "Under refused you count faults. A line with two faults is one line, that goes back to one author: count the lines that have at least one.",
        "Dans refused, vous comptez des fautes. Une ligne qui en a deux reste une seule ligne, qui retourne à un seul auteur : comptez les lignes qui en ont au "
        "moins une.",
    )
)
def faults_counted(log, max_serious, window, limit):
    faults = (were_set_aside(log) != reason_given(log)).sum() + (~harm_is_known(log)).sum()
    return valid_lines_only(log, max_serious, window, limit) | {"refused": int(faults)}


@task.mutant(
    Text(
        "You count what somebody typed in the column reason. Whether a suggestion was set aside is computed from suggestion and decision; where the two "
        "do not say the same, the line is refused.",
        "Vous comptez ce que quelqu'un a tapé dans la colonne reason. Qu'une suggestion ait été écartée se calcule à partir de suggestion et de "
        "decision ; là où les deux se contredisent, la ligne est refusée.",
    )
)
def reasons_believed(log, max_serious, window, limit):
    kept = log[harm_is_known(log)]
    serious = (kept["harm"] == "serious").to_numpy()
    return _page(reason_given(kept), serious, len(log) - len(kept), (max_serious, window, limit))


@task.mutant(
    Text(
        "You refuse a suggestion set aside without a reason, but let through a reason where it was followed. Was it followed, or set aside and the decision "
        "badly copied? Nobody knows: such a line is refused as well.",
        "Vous refusez une suggestion écartée sans motif, mais laissez passer un motif là où elle a été suivie. L'a-t-on suivie, ou écartée en recopiant mal "
        "la décision ? Personne ne le sait : une telle ligne est refusée elle aussi.",
    )
)
def needless_reasons_kept(log, max_serious, window, limit):
    return _counting(
        log, (reason_given(log) | ~were_set_aside(log)) & harm_is_known(log), (max_serious, window, limit)
    )


@task.mutant(
    Text(
        "You take any word for a harm. 'grave' or 'SERIOUS' would be counted by nobody, and a serious harm would go unseen: a harm outside the four words "
        "makes the line refused.",
        "Vous acceptez n'importe quel mot comme préjudice. 'grave' ou 'SERIOUS' ne serait compté par personne, et un préjudice grave passerait inaperçu : "
        "un préjudice hors des quatre mots fait refuser la ligne.",
    )
)
def any_word_of_harm(log, max_serious, window, limit):
    return _counting(log, were_set_aside(log) == reason_given(log), (max_serious, window, limit))


@task.mutant(
    Text(
        "You count a refused line as a suggestion set aside. Nobody knows what was decided there: it counts under refused, and nowhere else.",
        "Vous comptez une ligne refusée comme une suggestion écartée. Personne ne sait ce qui y a été décidé : elle compte dans refused, et nulle part ailleurs.",
    )
)
def refused_is_overridden(log, max_serious, window, limit):
    page = valid_lines_only(log, max_serious, window, limit)
    return page | {"set_aside": float((were_set_aside(log) | ~valid_lines(log)).mean())}


@task.mutant(
    Text(
        "You divide by all lines, the refused ones too: the worse a log is kept, the better the system would look. Divide by the lines left.",
        "Vous divisez par toutes les lignes, refusées comprises : plus un journal est mal tenu, meilleur le système semblerait. Divisez par les lignes "
        "restantes.",
    )
)
def share_of_all_lines(log, max_serious, window, limit):
    page = valid_lines_only(log, max_serious, window, limit)
    return page | {"set_aside": float((were_set_aside(log) & valid_lines(log)).mean())}


@task.mutant(
    Text(
        "Under set_aside that is a number of suggestions. Asked for is their share of the lines left: a month of 500 decisions is not read as one of 50.",
        "Dans set_aside, c'est un nombre de suggestions. On demande leur part dans les lignes restantes : un mois de 500 décisions ne se lit pas comme un "
        "mois de 50.",
    )
)
def count_for_share(log, max_serious, window, limit):
    page = valid_lines_only(log, max_serious, window, limit)
    return page | {"set_aside": int((were_set_aside(log) & valid_lines(log)).sum())}


@task.mutant(
    Text(
        "Under set_aside that is a percentage. A share is asked for, between 0 and 1: two pages are only compared in one unit.",
        "Dans set_aside, c'est un pourcentage. On demande une part, entre 0 et 1 : deux pages ne se comparent que dans la même unité.",
    )
)
def in_percent(log, max_serious, window, limit):
    page = valid_lines_only(log, max_serious, window, limit)
    return page | {"set_aside": 100 * page["set_aside"]}


@task.mutant(
    Text(
        "Under refused you count the lines that pass. It is the others that somebody has to mend.",
        "Dans refused, vous comptez les lignes acceptées. Ce sont les autres que quelqu'un doit corriger.",
    )
)
def counts_those_kept(log, max_serious, window, limit):
    return valid_lines_only(log, max_serious, window, limit) | {"refused": int(valid_lines(log).sum())}


@task.mutant(
    Text(
        "You count every entry other than 'none'. The rule is about serious harms: 'minor' and 'unknown' are followed up, they do not stop the system.",
        "Vous comptez toute entrée autre que 'none'. La règle porte sur les préjudices graves : 'minor' et 'unknown' se suivent, ils n'arrêtent pas le "
        "système.",
    )
)
def every_harm_is_serious(log, max_serious, window, limit):
    return _counting(log, valid_lines(log), (max_serious, window, limit), harms=HARMS[1:])


@task.mutant(
    Text(
        "You stop at the right decision, but give its place in the log as it came, refused lines included: idxmax does, it gives the label that the row had. "
        "Asked for is the place among the lines that are left (np.argmax, or reset_index(drop=True) first).",
        "Vous arrêtez à la bonne décision, mais donnez sa place dans le journal reçu, lignes refusées comprises : c'est ce que fait idxmax, qui donne "
        "l'étiquette que portait la ligne. On demande la place parmi les lignes restantes (np.argmax, ou d'abord reset_index(drop=True)).",
    )
)
def refused_hold_a_place(log, max_serious, window, limit):
    valid, page = valid_lines(log), valid_lines_only(log, max_serious, window, limit)
    return page | {"stopped": int(np.append(np.flatnonzero(valid), valid.sum())[page["stopped"]])}


@task.mutant(
    Text(
        "Your window of the last decisions still holds the refused lines, which dilute it: a log badly kept would stop later. Leave them out first "
        "(log[valid]), then count among the last.",
        "Votre fenêtre des dernières décisions contient encore les lignes refusées, qui la diluent : un journal mal tenu arrêterait plus tard. Écartez-les "
        "d'abord (log[valid]), puis comptez parmi les dernières.",
    )
)
def refused_fill_the_window(log, max_serious, window, limit):
    valid, page = valid_lines(log), valid_lines_only(log, max_serious, window, limit)
    serious = valid & (log["harm"] == "serious").to_numpy()
    harmed, overridden = triggers_of(were_set_aside(log) & valid, serious, max_serious, window, limit)
    return page | {"stopped": first_line(harmed | overridden)}


@task.mutant(
    Text(
        "The position alone. The page of the month has four figures: return a dictionary with the keys refused, set_aside, serious and stopped.",
        "La position seule. La page du mois a quatre chiffres : renvoyez un dictionnaire avec les clés refused, set_aside, serious et stopped.",
    )
)
def position_alone(log, max_serious, window, limit):
    return valid_lines_only(log, max_serious, window, limit)["stopped"]


@task.mutant(
    Text(
        "Four figures without their names: whoever reads the page must know which is which. Return a dictionary with the keys refused, set_aside, serious and "
        "stopped.",
        "Quatre chiffres sans leur nom : qui lit la page doit savoir lequel est lequel. Renvoyez un dictionnaire avec les clés refused, set_aside, serious et "
        "stopped.",
    )
)
def without_keys(log, max_serious, window, limit):
    return tuple(valid_lines_only(log, max_serious, window, limit).values())


def _without(key, log, rule):
    """The right page, but for one key."""
    whole = valid_lines_only(log, **rule)
    return {name: figure for name, figure in whole.items() if name != key}


def _missing(key):
    return Text(
        f'The key "{key}" is missing from your dictionary (or spelled otherwise); the rest is right.',
        f"Il manque à votre dictionnaire la clé « {key} » (ou elle est écrite autrement) ; le reste est juste.",
    )


@task.mutant(_missing("refused"))
def without_refused(log, **rule):
    return _without("refused", log, rule)


@task.mutant(_missing("set_aside"))
def without_set_aside(log, **rule):
    return _without("set_aside", log, rule)


@task.mutant(_missing("serious"))
def without_serious(log, **rule):
    return _without("serious", log, rule)


@task.mutant(_missing("stopped"))
def without_stopped(log, **rule):
    return _without("stopped", log, rule)


TOO_LONG = Text(
    "Your window holds more than the last `window` decisions, the one just taken among them: four in ten becomes four in eleven, and a log is stopped that "
    "the rule lets run. Up to line i, that is aside[max(0, i - window + 1): i + 1].",
    "Votre fenêtre contient plus que les `window` dernières décisions, celle du moment comprise : quatre sur dix devient quatre sur onze, et l'on arrête un "
    "journal que la règle laisse courir. À la ligne i : aside[max(0, i - window + 1): i + 1].",
)


@task.mutant(TOO_LONG)
def window_one_too_long(log, **rule):
    return _with_a_window_of(1, log, **rule)


@task.mutant(TOO_LONG)
def window_two_too_long(log, **rule):
    return _with_a_window_of(2, log, **rule)


@task.mutant(
    Text(
        "Your window holds fewer than the last `window` decisions: the one just taken is among them, and so is the first of the ten. Up to line i, that is "
        "aside[max(0, i - window + 1): i + 1].",
        "Votre fenêtre contient moins que les `window` dernières décisions : celle du moment en fait partie, et la première des dix aussi. À la ligne i : "
        "aside[max(0, i - window + 1): i + 1].",
    )
)
def window_one_too_short(log, **rule):
    return _with_a_window_of(-1, log, **rule)


@task.mutant(
    Text(
        "Your window stops before the decision just taken: the one that fills the limit would be seen a decision late. Up to line i, that is "
        "aside[max(0, i - window + 1): i + 1].",
        "Votre fenêtre s'arrête avant la décision du moment : celle qui atteint la limite serait vue une décision trop tard. À la ligne i, ce sont "
        "aside[max(0, i - window + 1): i + 1].",
    )
)
def decision_left_out(log, max_serious, window, limit):
    def stopped(aside, serious, *rule):
        before = np.append(False, aside[:-1])
        return first_line(np.logical_or(*triggers_of(before, serious, max_serious, window, limit)))

    return _stopping(log, stopped, max_serious, window, limit)


@task.mutant(
    Text(
        "You count overrides since the first day: any system that lives long enough would stop. Count among the last `window` decisions.",
        "Vous comptez les suggestions écartées depuis le premier jour : tout système qui dure finirait par s'arrêter. Comptez parmi les "
        "`window` dernières décisions.",
    )
)
def whole_log(log, max_serious, window, limit):
    def stopped(aside, serious, *rule):
        harmed, overridden = triggers_of(aside, serious, max_serious, len(log), limit)
        return first_line(harmed | overridden)

    return _stopping(log, stopped, max_serious, window, limit)


@task.mutant(
    Text(
        "You only look at overrides: a serious harm would not stop anything.",
        "Vous ne regardez que les suggestions écartées : un préjudice grave n'arrêterait rien.",
    )
)
def harm_forgotten(log, **rule):
    return _stopping(log, lambda *lines: first_line(triggers_of(*lines)[1]), **rule)


@task.mutant(
    Text(
        "You wait for harm. People who keep setting the suggestion aside are the earliest sign, and come before anybody is hurt.",
        "Vous attendez le préjudice. Des personnes qui écartent sans cesse la suggestion en sont le premier signe, avant que quiconque "
        "soit blessé.",
    )
)
def overrides_forgotten(log, **rule):
    return _stopping(log, lambda *lines: first_line(triggers_of(*lines)[0]), **rule)


@task.mutant(
    Text(
        "You wait for one override more than the limit: the limit is the number at which to stop (>=).",
        "Vous attendez une suggestion écartée de plus que la limite : la limite est le nombre auquel on arrête (>=).",
    )
)
def one_late(log, max_serious, window, limit):
    def stopped(aside, serious, *rule):
        harmed, overridden = triggers_of(aside, serious, max_serious, window, limit + 1)
        return first_line(harmed | overridden)

    return _stopping(log, stopped, max_serious, window, limit)


@task.mutant(
    Text(
        "You ask for both at once. Either is enough: too many serious harms, or too many overrides.",
        "Vous exigez les deux à la fois. L'un suffit : trop de préjudices graves, ou trop de suggestions écartées.",
    )
)
def both_needed(log, **rule):
    return _stopping(log, lambda *lines: first_line(np.logical_and(*triggers_of(*lines))), **rule)


@task.mutant(
    Text(
        "You stop when serious harms *reach* max_serious: with max_serious = 0 that is before anything has happened. The rule says exceed (>).",
        "Vous arrêtez quand les préjudices graves *atteignent* max_serious : avec max_serious = 0, c'est avant que rien ne soit arrivé. La règle dit "
        "dépassent (>).",
    )
)
def no_harm_borne(log, max_serious, window, limit):
    def stopped(aside, serious, *rule):
        harmed, overridden = triggers_of(aside, serious, max_serious - 1, window, limit)
        return first_line(harmed | overridden)

    return _stopping(log, stopped, max_serious, window, limit)


@task.mutant(
    Text(
        "Your window counts nothing until it is full: the first days, when a system is least known, are not watched. min_periods=1 counts what there is.",
        "Votre fenêtre ne compte rien tant qu'elle n'est pas pleine : les premiers jours, où l'on connaît le moins le système, ne sont pas surveillés. "
        "min_periods=1 compte ce qu'il y a.",
    )
)
def blind_at_first(log, max_serious, window, limit):
    def stopped(aside, serious, *rule):
        harmed, overridden = triggers_of(aside, serious, max_serious, window, limit)
        return first_line(harmed | (overridden & (np.arange(len(aside)) >= window - 1)))

    return _stopping(log, stopped, max_serious, window, limit)


@task.mutant(
    Text(
        "Where nothing triggers the rule you answer 0, the first decision: argmax and idxmax say 0 when they find no True. Return the number of lines "
        "left there.",
        "Là où rien ne déclenche la règle, vous répondez 0, la première décision : argmax et idxmax disent 0 quand ils ne trouvent aucun True. "
        "Renvoyez alors le nombre de lignes restantes.",
    )
)
def stops_when_nothing_happens(log, **rule):
    return _stopping(log, lambda *lines: int(np.argmax(np.logical_or(*triggers_of(*lines)))), **rule)


@task.mutant(
    Text(
        "Where nothing triggers the rule you answer -1, which Python reads as the last line. Return the number of lines left there: all of them were read, and "
        "a system that stops later always has the larger number.",
        "Là où rien ne déclenche la règle, vous répondez -1, que Python lit comme la dernière ligne. Renvoyez alors le nombre de lignes restantes : toutes ont "
        "été lues, et qui s'arrête plus tard a toujours le plus grand nombre.",
    )
)
def minus_one_when_nothing_stops(log, **rule):
    return _when_nothing_stops(-1, log, rule)


@task.mutant(
    Text(
        "Where nothing triggers the rule you answer None (is a return or an else missing?). Return the number of lines left there: a page can compare a "
        "number with last month's.",
        "Là où rien ne déclenche la règle, vous répondez None (manque-t-il un return, un else ?). Renvoyez alors le nombre de lignes restantes : un nombre se "
        "compare à celui du mois dernier.",
    )
)
def none_when_nothing_stops(log, **rule):
    return _when_nothing_stops(None, log, rule)


@task.mutant(
    Text(
        "Where nothing triggers the rule you answer the length of the log as it came, refused lines included. Positions count among the lines left: return "
        "their number.",
        "Là où rien ne déclenche la règle, vous répondez la longueur du journal reçu, lignes refusées comprises. Les positions se comptent parmi les lignes "
        "restantes : renvoyez leur nombre.",
    )
)
def all_lines_when_nothing_stops(log, **rule):
    return _when_nothing_stops(len(log), log, rule)


@task.mutant(
    Text(
        "Where nothing triggers the rule you answer the last line's position: that would say the system stops there. Return the number of lines left, one more.",
        "Là où rien ne déclenche la règle, vous répondez la position de la dernière ligne : ce serait dire que le système s'y arrête. Renvoyez le nombre de "
        "lignes restantes, un de plus.",
    )
)
def last_line_when_nothing_stops(log, **rule):
    return _when_nothing_stops(int(valid_lines(log).sum()) - 1, log, rule)


@task.mutant(
    Text(
        "You count the decisions from 1: the position asked for counts from 0, as in Python.",
        "Vous comptez les décisions à partir de 1 : la position demandée compte à partir de 0, comme en Python.",
    )
)
def counted_from_one(log, max_serious, window, limit):
    page = valid_lines_only(log, max_serious, window, limit)
    return page | {"stopped": min(page["stopped"] + 1, int(valid_lines(log).sum()))}


@task.cases
def logs(rng):
    n = 44
    nothing = np.zeros(n, bool)
    sparse = nothing.copy()
    sparse[int(rng.integers(0, 3)) :: 6] = True  # never more than two in ten, many in all
    dense = sparse.copy()
    start = int(rng.integers(20, 28))
    dense[start : start + WINDOW] = True
    harms = nothing.copy()
    harms[[int(rng.integers(4, 9)), int(rng.integers(12, 18))]] = True
    early = sparse.copy()
    early[int(rng.integers(0, 2)) : 6] = True
    late = nothing.copy()
    late[-1] = True
    just = nothing.copy()  # four in ten, once: one line more in between, and it is four in eleven
    nearly = nothing.copy()  # four in twelve, then four in eleven, never four in ten
    nearly[int(rng.integers(0, 5)) + np.array([0, 3, 7, 11, 18, 21, 24, 28])] = True
    place = int(rng.integers(15, 25))
    just[[place, place + 3, place + 6, place + WINDOW - 1]] = True
    between = rng.choice(np.arange(place + 1, place + WINDOW - 1), 2, replace=False)
    for aside, serious, borne, faults in (
        (dense, nothing, 0, [0, 3, *(start + rng.integers(1, 3, 2)), *rng.integers(5, 20, 3)]),
        (sparse, harms, 1, []),
        (sparse, nothing, 0, rng.integers(2, n, 7)),
        (just, late, 0, [1, 2, *between, *rng.integers(30, n, 2)]),
        (dense, late, 0, []),
        (dense, harms, 0, rng.integers(0, 12, 6)),
        (early, nothing, 0, [1, 4]),
        (nearly, nothing, 0, []),
    ):
        log = with_faults(log_of(rng, aside, serious), sorted(int(place) for place in faults))
        refused = set(validate_override_log(complete(log))["row"])
        assert refused == set(np.flatnonzero(~valid_lines(log))) and len(refused) == len(faults)
        yield case(log=log, max_serious=borne, window=WINDOW, limit=LIMIT)
    first = nothing.copy()  # one line set aside is enough, and it is the first: the window is not full yet
    first[0] = True
    yield case(log=log_of(rng, first, nothing), max_serious=0, window=WINDOW, limit=1)
