"""The explorer's decisions, the prediction, the spaced questions and the explain-it of lab m4_threshold.

Right answers are worked out from the very cohort the notebook shows, never written down.
"""

from functools import cache
from itertools import product

import numpy as np

from labkit.tasks import LabGrader, Text

WARDS = ("intensive_care", "acute_medicine", "emergency", "day_surgery")
# How many false alarms each ward says a case found is worth, and so the threshold each decides at.
FALSE_ALARMS_PER_CASE = {"intensive_care": 19, "acute_medicine": 9, "emergency": 9, "day_surgery": 9}
# The clinic of task 1 is not in the cohort: its figure can be read nowhere and has to be worked out.
CLINIC_PREVALENCE = 0.02
CLINIC_PPV = 100 * 0.9 * CLINIC_PREVALENCE / (0.9 * CLINIC_PREVALENCE + 0.1 * (1 - CLINIC_PREVALENCE))
SIGNS = ["age", "temperature", "heart_rate", "respiratory_rate", "systolic_bp", "spo2", "lactate", "crp"]


@cache
def stays():
    from labkit.data import load_stays

    return load_stays()


def alarm_counts(ward):
    """True alarms, false alarms, cases and patients of one ward."""
    rows = stays()[stays().ward == ward]
    true_alarms = int(((rows.alarm == 1) & (rows.sepsis == 1)).sum())
    return true_alarms, int(rows.alarm.sum()) - true_alarms, int(rows.sepsis.sum()), len(rows)


def alarms_for_sepsis_in_hundred(ward):
    true_alarms, false_alarms, _, _ = alarm_counts(ward)
    return round(100 * true_alarms / (true_alarms + false_alarms))


def best_policy(ward):
    """T (treat all), A (follow the alarm) or N (treat nobody): the highest net benefit at the ward's threshold."""
    true_alarms, false_alarms, cases, patients = alarm_counts(ward)
    weight = 1 / FALSE_ALARMS_PER_CASE[ward]
    benefit = {"T": cases - (patients - cases) * weight, "A": true_alarms - false_alarms * weight, "N": 0.0}
    return max(benefit, key=benefit.__getitem__)


@cache
def emergency_log_odds():
    """Log-odds of the balanced model on the second half of the emergency stays, and the outcomes, as in the notebook."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    rows = stays()[stays().ward == "emergency"]
    half = len(rows) // 2
    model = make_pipeline(StandardScaler(), LogisticRegression(class_weight="balanced"))
    model.fit(rows[SIGNS].iloc[:half], rows.sepsis.iloc[:half])
    return model.decision_function(rows[SIGNS].iloc[half:]), rows.sepsis.to_numpy()[half:]


def observed_to_expected(shift):
    log_odds, sepsis = emergency_log_odds()
    return sepsis.sum() / (1 / (1 + np.exp(-(log_odds + shift)))).sum()


def declare(grader: LabGrader) -> None:
    """Add everything of this file to the lab's grader."""
    _read_the_ward(grader)
    _choose_threshold(grader)
    _policy_by_ward(grader)
    _mend_the_model(grader)
    _order_the_steps(grader)
    _choices(grader)
    _explain(grader)


def _read_the_ward(grader: LabGrader) -> None:
    task = grader.value(
        "alarms_in_hundred",
        points=2,
        # counts, and what people type who keep the decimal or stay with a share
        domain=[*range(101), 15.5, 15.52, 0.15, 0.155, 0.16, 0.9, 0.02],
        # 15.5 in 100: who rounds down is right as well
        accepts=lambda answer: abs(answer - CLINIC_PPV) < 0.6,
        why=Text(
            "Right. The alarm has not changed: sensitivity and specificity are 0.90 here too. What changed is who comes to the "
            "clinic: so many patients without sepsis that one in ten of them is a crowd.",
            "Juste. L'alarme n'a pas changé : sensibilité et spécificité sont de 0,90 ici aussi. Ce qui change, c'est qui vient "
            "au centre : tant de patients sans sepsis qu'un sur dix fait une foule.",
        ),
        hints=[
            Text(
                "Change the prevalence in the cell above to 0.02 and run it.",
                "Changez la prévalence dans la cellule ci-dessus pour 0.02 et exécutez-la.",
            ),
            Text(
                "Divide the true alarms by all the alarms (true and false), then count out of 100 and round.",
                "Divisez les vraies alarmes par toutes les alarmes (vraies et fausses), puis comptez sur 100 et arrondissez.",
            ),
        ],
    )

    @task.reference
    def from_counts():
        return round(CLINIC_PPV)

    @task.alternative
    def rounded_down():
        return int(CLINIC_PPV)

    @task.alternative
    def as_numpy_number():
        return np.float64(round(CLINIC_PPV))

    @task.mutant(
        "belongs_to_test",
        Text(
            "That is how many of 100 sick patients the alarm rings for (sensitivity). The question goes the other way: of 100 "
            "alarms, how many are for someone sick?",
            "C'est le nombre de malades sur 100 pour qui l'alarme sonne (sensibilité). La question va dans l'autre sens : sur 100 "
            "alarmes, combien concernent un malade ?",
        ),
    )
    def sensitivity(answer):
        return answer == 90

    @task.mutant(
        "prevalence",
        Text(
            "That is how many patients in 100 have sepsis at this clinic, alarm or not. Look at the alarms only.",
            "C'est le nombre de patients sur 100 qui ont un sepsis dans ce centre, alarme ou non. Ne regardez que les alarmes.",
        ),
    )
    def prevalence(answer):
        return answer == round(100 * CLINIC_PREVALENCE)

    @task.mutant(
        "a_share",
        Text(
            "A number out of 100 is asked for, not a share between 0 and 1.",
            "On demande un nombre sur 100, pas une part entre 0 et 1.",
        ),
    )
    def a_share(answer):
        return 0 < answer < 1

    @task.mutant(
        "true_over_false",
        Text(
            "You give either the true alarms among 1,000 patients, or the true alarms divided by the false ones. The question is "
            "about 100 alarms: divide the true ones by all those that rang, true and false together.",
            "Vous donnez soit les vraies alarmes pour 1 000 patients, soit les vraies alarmes divisées par les fausses. La question porte "
            "sur 100 alarmes : divisez les vraies par toutes celles qui ont sonné, vraies et fausses.",
        ),
    )
    def true_over_false(answer):
        return answer in (round(100 * CLINIC_PPV / (100 - CLINIC_PPV)), round(1000 * 0.9 * CLINIC_PREVALENCE))

    @task.mutant(
        "counts_read_off",
        Text(
            "That is a number of alarms among 1,000 patients, read off the table. Of 100 alarms, how many are true?",
            "C'est un nombre d'alarmes pour 1 000 patients, lu dans le tableau. Sur 100 alarmes, combien sont vraies ?",
        ),
    )
    def counts_read_off(answer):
        return answer == round(1000 * 0.1 * (1 - CLINIC_PREVALENCE))

    @task.mutant(
        "alarms_among_patients",
        Text(
            "That is for how many patients in 100 the alarm rings, rightly or wrongly. The question starts from 100 alarms.",
            "C'est le nombre de patients sur 100 pour qui l'alarme sonne, à tort ou à raison. La question part de 100 alarmes.",
        ),
    )
    def alarms_among_patients(answer):
        return abs(answer - 100 * (0.9 * CLINIC_PREVALENCE + 0.1 * (1 - CLINIC_PREVALENCE))) < 1

    @task.mutant(
        "false_alarms",
        Text(
            "That is how many of 100 alarms are false. The question asks for the others.",
            "C'est le nombre de fausses alarmes sur 100. La question porte sur les autres.",
        ),
    )
    def false_alarms(answer):
        return abs(answer - (100 - CLINIC_PPV)) < 1

    @task.mutant(
        "another_ward",
        Text(
            "That is another ward's figure. Did the cell above run again after you changed the prevalence?",
            "C'est le chiffre d'un autre service. La cellule ci-dessus a-t-elle été relancée après le changement de prévalence ?",
        ),
    )
    def another_ward(answer):
        return answer in {alarms_for_sepsis_in_hundred(ward) for ward in WARDS}


def _choose_threshold(grader: LabGrader) -> None:
    task = grader.value(
        "ward_threshold",
        points=2,
        domain=[*range(1, 100), 0.05, 0.95, 0.5, 0.19, 5.3, 5.26],
        why=Text(
            "Right. Nineteen false alarms for one case found make twenty patients: one in twenty, 5 %. The ward chose it, not "
            "the model.",
            "Juste. Dix-neuf fausses alarmes pour un cas trouvé font vingt patients : un sur vingt, 5 %. C'est le service qui "
            "l'a choisi, pas le modèle.",
        ),
        hints=[
            Text(
                "Picture the patients at the threshold: for one who has sepsis, how many who do not is the ward ready to see?",
                "Imaginez les patients au seuil : pour un qui a un sepsis, combien sans sepsis le service accepte-t-il de voir ?",
            ),
            Text(
                "1 case + 19 false alarms = 20 patients. What share is 1 of 20?",
                "1 cas + 19 fausses alarmes = 20 patients. Quelle part représente 1 sur 20 ?",
            ),
        ],
    )

    @task.reference
    def one_in_twenty():
        return 5

    @task.alternative
    def one_in_twenty_decimal():
        return 5.0

    @task.alternative
    def from_harms():
        return np.float64(100 / (1 + 19))

    @task.mutant(
        "half_is_neutral",
        Text(
            "50 % is not neutral: at 50 % the ward says that a missed sepsis is no worse than one needless examination.",
            "50 % n'est pas neutre : à 50 %, le service dit qu'un sepsis manqué n'est pas plus grave qu'un examen inutile.",
        ),
    )
    def half(answer):
        return answer == 50

    @task.mutant(
        "number_as_percent",
        Text(
            "19 is a number of false alarms, not a percentage. How many patients are there, counting the case itself?",
            "19 est un nombre de fausses alarmes, pas un pourcentage. Combien de patients y a-t-il, en comptant le cas lui-même ?",
        ),
    )
    def nineteen(answer):
        return answer == 19

    @task.mutant(
        "patients_as_percent",
        Text(
            "Twenty patients, yes: the case and its nineteen false alarms. Which share of the twenty is the one with sepsis?",
            "Vingt patients, oui : le cas et ses dix-neuf fausses alarmes. Quelle part des vingt représente celui qui a un sepsis ?",
        ),
    )
    def twenty(answer):
        return answer == 20

    @task.mutant(
        "a_share",
        Text(
            "That is a share between 0 and 1; the answer is asked for in %, as a whole number.",
            "C'est une part entre 0 et 1 ; la réponse est demandée en %, en nombre entier.",
        ),
    )
    def a_share(answer):
        return answer < 1

    @task.mutant(
        "odds_not_probability",
        Text(
            "One case to nineteen false alarms is the odds. The threshold is a share of all the patients: count the case with them.",
            "Un cas contre dix-neuf fausses alarmes, c'est la cote. Le seuil est une part de tous les patients : comptez le cas "
            "avec eux.",
        ),
    )
    def one_to_nineteen(answer):
        return 5 < answer < 6

    @task.mutant(
        "upside_down",
        Text(
            "Upside down: that ward would wait until sepsis is nearly certain. A grave miss asks to act early, at a low risk.",
            "À l'envers : ce service attendrait d'être presque certain du sepsis. Manquer un cas est grave : il faut agir tôt, à "
            "un risque faible.",
        ),
    )
    def ninety_five(answer):
        return answer in (81, 95)

    @task.mutant(
        "prevalence_as_threshold",
        Text(
            "You seem to have looked for the threshold in the data (Youden's index, or the mean risk). It is not there: it "
            "comes from what a miss and a false alarm do to people.",
            "Vous semblez avoir cherché le seuil dans les données (indice de Youden, ou risque moyen). Il n'y est pas : il vient "
            "de ce que font aux gens un cas manqué et une fausse alarme.",
        ),
    )
    def from_data(answer):
        return answer in (4, 6, 7, 8, 9, 10)


def _order_the_steps(grader: LabGrader) -> None:
    right = "CAEDB"
    task = grader.order(
        "steps",
        points=1,
        path="explorer",
        steps={
            "A": Text(
                "Turn that number into a threshold of risk.",
                "Traduire ce nombre en un seuil de risque.",
            ),
            "B": Text(
                "Write down who may override the alarm, and when it is switched off.",
                "Écrire qui peut passer outre l'alarme, et quand on l'arrête.",
            ),
            "C": Text(
                "Ask the ward how many false alarms one case found is worth.",
                "Demander au service combien de fausses alarmes vaut un cas trouvé.",
            ),
            "D": Text(
                "Compare the model with treating everybody and treating nobody, at that threshold.",
                "Comparer le modèle à « traiter tout le monde » et à « ne traiter personne », à ce seuil.",
            ),
            "E": Text(
                "Check on the ward's own patients that the predicted risks are right on average.",
                "Vérifier, chez les patients du service, que les risques prédits sont justes en moyenne.",
            ),
        },
        why=Text(
            "Right. Ask people, turn their answer into a threshold, check on this very ward, compare; and have a way to stop before the start.",
            "Juste. Demander aux équipes, en tirer un seuil, vérifier dans ce service même, comparer ; et savoir comment arrêter "
            "avant de commencer.",
        ),
        hints=[
            Text(
                "Nothing can be compared before there is a threshold, and no threshold before the ward was asked.",
                "Rien ne se compare avant d'avoir un seuil, et pas de seuil avant d'avoir demandé au service.",
            ),
            Text(
                "A net benefit computed from wrong risks means nothing: check them before you compare.",
                "Un bénéfice net calculé sur des risques faussés ne veut rien dire : vérifiez-les avant de comparer.",
            ),
        ],
    )

    @task.reference
    def people_first():
        return right

    @task.alternative
    def in_small_letters():
        return right.lower()

    @task.alternative
    def check_first():
        return "ECADB"  # checking the risks needs no threshold: it may come first

    task.accepts = lambda answer: answer in (right, "ECADB", "CEADB")

    @task.mutant(
        "threshold_from_data",
        Text(
            "You compare before there is a threshold, or look for it in the data: ask the ward first.",
            "Vous comparez avant d'avoir un seuil, ou vous le cherchez dans les données : demandez d'abord au service.",
        ),
    )
    def compares_first(answer):
        return answer.index("D") < answer.index("C") or answer.index("A") < answer.index("C")

    @task.mutant(
        "rules_after_go_live",
        Text(
            "The rules for overriding and stopping end the preparation: they rest on all the rest, and nothing follows them.",
            "Les règles pour passer outre et pour arrêter achèvent la préparation : elles reposent sur tout le reste, et rien ne "
            "les suit.",
        ),
    )
    def rules_early(answer):
        return not answer.endswith("B")

    @task.mutant(
        "curve_before_threshold",
        Text(
            "You compare the policies before turning the ward's number into a threshold: at which point of the curve would you "
            "read?",
            "Vous comparez les politiques avant de traduire le nombre du service en seuil : à quel point de la courbe liriez-"
            "vous ?",
        ),
    )
    def curve_before_threshold(answer):
        return answer.index("D") < answer.index("A")

    @task.mutant(
        "compares_unchecked_risks",
        Text(
            "You compare first and check the risks afterwards: a model that overstates every risk loses a comparison it might "
            "win once mended.",
            "Vous comparez d'abord et vérifiez les risques ensuite : un modèle qui surestime tous les risques perd une "
            "comparaison qu'il gagnerait une fois corrigé.",
        ),
    )
    def unchecked(answer):
        return answer.index("D") < answer.index("E")


def _policy_by_ward(grader: LabGrader) -> None:
    right = "".join(best_policy(ward) for ward in WARDS)
    task = grader.value(
        "policy_by_ward",
        points=3,
        domain=["".join(letters) for letters in product("TAN", repeat=len(WARDS))],
        why=Text(
            "Right. The same alarm is worth following on two wards, worth less than treating everybody where sepsis is an even "
            "chance, and does harm where it is rare.",
            "Juste. La même alarme mérite d'être suivie dans deux services, vaut moins que traiter tout le monde là où le sepsis "
            "touche un patient sur deux, et nuit là où il est rare.",
        ),
        hints=[
            Text(
                "Row by row: which of the three numbers is the highest? Treating nobody is worth 0.",
                "Ligne par ligne : lequel des trois nombres est le plus grand ? Ne traiter personne vaut 0.",
            ),
            Text(
                "A negative number is worse than doing nothing, however good the alarm is elsewhere.",
                "Un nombre négatif est pire que ne rien faire, même si l'alarme est bonne ailleurs.",
            ),
        ],
    )

    @task.reference
    def highest_net_benefit():
        return right

    @task.alternative
    def in_small_letters():
        return right.lower()

    @task.alternative
    def with_spaces_around():
        return f" {right} "

    @task.mutant(
        "alarm_everywhere",
        Text(
            "You follow the alarm everywhere: 'a good alarm is good anywhere'. Look at the first and the last row again.",
            "Vous suivez l'alarme partout : « une bonne alarme est bonne partout ». Regardez de nouveau la première et la "
            "dernière ligne.",
        ),
    )
    def everywhere(answer):
        return answer == "AAAA"

    @task.mutant(
        "better_safe",
        Text(
            "'Better safe than sorry' has a price: treating everybody is below the alarm on a ward where most have no sepsis.",
            "« Mieux vaut prévenir que guérir » a un prix : traiter tout le monde fait moins bien que l'alarme dans un service où la plupart "
            "n'ont pas de sepsis.",
        ),
    )
    def better_safe(answer):
        return "T" in answer[1:]

    @task.mutant(
        "nobody_where_it_helps",
        Text(
            "Treating nobody is worth 0. On the first two rows there is a number well above 0: to do nothing there is to miss people's sepsis.",
            "Ne traiter personne vaut 0. Sur les deux premières lignes, un nombre est bien au-dessus de 0 : ne rien faire, là, c'est manquer "
            "des sepsis.",
        ),
    )
    def nobody_where_it_helps(answer):
        return "N" in answer[:2]

    @task.mutant(
        "ppv_below_half_is_useless",
        Text(
            "You drop the alarm where most alarms are false. In the emergency department two alarms in three are false, and "
            "following it still does more good than harm: this ward accepts nine for a case.",
            "Vous renoncez à l'alarme là où elle se trompe le plus souvent. Aux urgences, deux alarmes sur trois sont fausses, et la "
            "suivre fait encore plus de bien que de mal : ce service en accepte neuf pour un cas.",
        ),
    )
    def ppv_below_half(answer):
        return answer[2] == "N"

    @task.mutant(
        "never_harmful",
        Text(
            "In day surgery the number for the alarm is below 0: following it does more harm than treating nobody.",
            "En chirurgie ambulatoire, le nombre de l'alarme est sous 0 : la suivre fait plus de mal que ne traiter personne.",
        ),
    )
    def never_harmful(answer):
        return answer[3] == "A"

    @task.mutant(
        "best_ppv_best_use",
        Text(
            "The alarm is most often right in intensive care, so you follow it there. But this team accepts nineteen false alarms "
            "for a case, and half its patients have sepsis: what do the cases that the alarm misses cost? Read the first row again.",
            "C'est en réanimation que l'alarme a le plus souvent raison, donc vous la suivez là. Mais cette équipe accepte dix-neuf "
            "fausses alarmes pour un cas, et la moitié de ses patients ont un sepsis : que coûtent les cas que l'alarme manque ? "
            "Relisez la première ligne.",
        ),
    )
    def best_ppv_best_use(answer):
        return answer[0] == "A"


def _mend_the_model(grader: LabGrader) -> None:
    shifts = [round(-6 + step / 10, 1) for step in range(91)]
    closest = min(shifts, key=lambda shift: abs(np.log(observed_to_expected(shift))))
    task = grader.value(
        "shift",
        points=2,
        domain=shifts,
        # One step of 0.1 is finer than the sampling error of O/E here (about 250 cases: a standard error near 6 %).
        accepts=lambda shift: abs(shift - closest) < 0.15,
        why=Text(
            "Right. One number moved and the model is useful again: same order of patients, same AUC, and risks that are right on average.",
            "Juste. Un seul nombre déplacé, et le modèle redevient utile : même ordre des patients, même AUC, et des risques justes en moyenne.",
        ),
        hints=[
            Text(
                "The model expects about six times as many cases as there are: its risks are too high. Which sign must the shift have?",
                "Le modèle attend environ six fois plus de cas qu'il n'y en a : ses risques sont trop élevés. De quel signe doit être le décalage ?",
            ),
            Text(
                "Try -1, -2, -4: between which two does O/E pass 1? Then try the middle, and so on.",
                "Essayez -1, -2, -4 : entre lesquels O/A passe-t-il par 1 ? Essayez le milieu, et ainsi de suite.",
            ),
        ],
    )

    @task.reference
    def closest_to_one():
        return closest

    @task.alternative
    def from_prevalences():
        # What the builder's formula gives: balanced weights make the model assume 50 %.
        _, sepsis = emergency_log_odds()
        return round(float(np.log(sepsis.mean() / (1 - sepsis.mean()))), 1)

    @task.alternative
    def as_numpy():
        return np.float64(closest)

    @task.mutant(
        "nothing_to_mend",
        Text(
            "Without a shift the model keeps its fine AUC and its wrong risks: it announces six cases for each one there is.",
            "Sans décalage, le modèle garde sa belle AUC et ses risques faux : il annonce six cas quand il y en a un.",
        ),
    )
    def nothing(answer):
        return answer == 0

    @task.mutant(
        "wrong_way",
        Text(
            "The risks were too high and you raised them: the shift must be negative.",
            "Les risques étaient trop élevés et vous les avez augmentés : le décalage doit être négatif.",
        ),
    )
    def wrong_way(answer):
        return answer > 0

    @task.mutant(
        "too_little",
        Text(
            "Better, but the model still expects more cases than there are. O/E below 1 means: too many predicted.",
            "C'est mieux, mais le modèle attend encore plus de cas qu'il n'y en a. O/A sous 1 veut dire : trop de cas prédits.",
        ),
    )
    def too_little(answer):
        return closest < answer < 0

    @task.mutant(
        "too_far",
        Text(
            "Too far: now the model expects fewer cases than there are, and the ward would miss them. O/E is above 1.",
            "Trop loin : le modèle attend maintenant moins de cas qu'il n'y en a, et le service les manquerait. O/A dépasse 1.",
        ),
    )
    def too_far(answer):
        return answer < closest


def _choices(grader: LabGrader) -> None:
    surprise = Text(
        "About 1 alarm in 12 is for a patient with sepsis: with 1 % of patients ill, the others are 99 times as many, and the "
        "alarm rings for one in ten of them.",
        "Environ 1 alarme sur 12 concerne un patient qui a un sepsis : avec 1 % de malades, les autres sont 99 fois plus "
        "nombreux, et l'alarme sonne pour un sur dix.",
    )
    grader.prediction(
        "day_surgery_alarm",
        question=Text(
            "Sensitivity 0.90, specificity 0.90. In intensive care 9 alarms in 10 are right. In day surgery, where 1 patient in "
            "100 has sepsis, how many alarms are right?",
            "Sensibilité 0,90, spécificité 0,90. En réanimation (soins intensifs), 9 alarmes sur 10 sont justes. En chirurgie "
            "ambulatoire (chirurgie d'un jour), où 1 patient sur 100 a un sepsis, combien d'alarmes sont justes ?",
        ),
        choices={
            "a": Text("about 9 in 10, it is the same alarm", "environ 9 sur 10, c'est la même alarme"),
            "b": Text("about 2 in 3", "environ 2 sur 3"),
            "c": Text("about 1 in 3", "environ 1 sur 3"),
            "d": Text("about 1 in 12", "environ 1 sur 12"),
            "e": Text("about 1 in 100", "environ 1 sur 100"),
        },
        right="d",
        comments=dict.fromkeys("abcde", surprise),
    )
    grader.quiz(
        "from_m3_negation",
        from_lab="m3_negation",
        question=Text(
            "A letter says « pas d'argument pour une embolie pulmonaire ». How do you label the embolism?",
            "Une lettre dit « pas d'argument pour une embolie pulmonaire ». Comment étiquetez-vous l'embolie ?",
        ),
        choices={
            "a": Text("present", "présente"),
            "b": Text("absent: it was excluded", "absente : elle est exclue"),
            "c": Text(
                "uncertain: nothing speaks for it, nothing excludes it",
                "incertaine : rien ne l'évoque, rien ne l'exclut",
            ),
        },
        right="c",
        comments={
            "a": Text(
                "The word is there, the disease is not affirmed.",
                "Le mot y est, la maladie n'est pas affirmée.",
            ),
            "b": Text(
                "Excluding takes a test that can exclude. 'No argument for' only reports that none was seen.",
                "Pour exclure, il faut un examen qui le permette. « Pas d'argument pour » dit seulement que l'on n'en a pas vu.",
            ),
            "c": Text(
                "Yes: three labels, not two. A model trained with two learns that absence of evidence is evidence of absence.",
                "Oui : trois étiquettes, pas deux. Un modèle entraîné avec deux apprend que l'absence de preuve est une preuve "
                "d'absence.",
            ),
        },
    )
    grader.quiz(
        "from_m2_finetune",
        from_lab="m2_finetune",
        question=Text(
            "Two triage models have the same score on the same notes. What do you look at before choosing?",
            "Deux modèles de triage ont le même score sur les mêmes notes. Que regardez-vous avant de choisir ?",
        ),
        choices={
            "a": Text("their size: the larger one is safer", "leur taille : le plus grand est plus sûr"),
            "b": Text("which notes each one gets wrong", "les notes sur lesquelles chacun se trompe"),
            "c": Text("nothing: equal scores, equal models", "rien : scores égaux, modèles égaux"),
        },
        right="b",
        comments={
            "a": Text(
                "Size says nothing of which patients are missed.",
                "La taille ne dit rien des patients manqués.",
            ),
            "b": Text(
                "Yes: one may fail on « pas de douleur thoracique », the other on rare words. The score does not say.",
                "Oui : l'un peut échouer sur « pas de douleur thoracique », l'autre sur les mots rares. Le score ne le dit pas.",
            ),
            "c": Text(
                "Equal scores can hide opposite errors.",
                "Des scores égaux peuvent cacher des erreurs opposées.",
            ),
        },
    )


def _explain(grader: LabGrader) -> None:
    grader.explain(
        "explain",
        points=4,
        rubric=[
            (
                1,
                Text(
                    "Uses counts of patients (“of 1,000 operated on, ...”), not only percentages or formulas.",
                    "Utilise des nombres de patients (« sur 1 000 opérés, ... »), pas seulement des pourcentages ou des formules.",
                ),
            ),
            (
                1,
                Text(
                    "Says that the alarm is the same and that the ward's prevalence makes the difference.",
                    "Dit que l'alarme est la même et que la prévalence du service fait la différence.",
                ),
            ),
            (
                1,
                Text(
                    "Proposes something to do: another threshold, no alarm on this ward, a second look; and says who decides.",
                    "Propose une action : un autre seuil, pas d'alarme dans ce service, un second regard ; et dit qui décide.",
                ),
            ),
            (
                1,
                Text(
                    "Is clear without any training in statistics, and blames neither the nurse nor the software.",
                    "Se comprend sans formation en statistique et n'accuse ni la cadre de santé (infirmière-chef) ni le logiciel.",
                ),
            ),
        ],
    )
