"""What makes a capital a proper name: neither an acronym nor an eponym, a ward, a profession, a language or a heading's word."""

import re

from labkit.text.deidentify.gazetteer import gazetteer
from labkit.text.folding import fold

CAPITAL = r"[A-ZÀ-Ý][\w'’-]*\w"
#: A name of several words on one line: "La Seyne-sur-Mer", "Royal Doulton", "Lincoln Heights".
PROPER = rf"(?:(?:St|Ste|Mt|Ft)\.? )?{CAPITAL}(?: (?:(?:sur|les|la|le|of|the|and|&) )?{CAPITAL}){{0,3}}"

_BARRED = frozenset(
    """
a an the at in on of for with from by and or not no if as is was are were has had have will would may can could should his her their our your my its
this that these those who when where while after before since until still now then today tomorrow yesterday tonight overnight again also please however both each all any some
le la les un une des du de et ou mais donc or ni car il elle ils elles on nous vous je tu son sa ses leur leurs mon ma mes notre votre ce cet cette ces qui que quoi dont pas plus
patient patients pt pts client clients resident residents usager usagere family famille carer carers caregiver staff nursing nurse nurses team equipe mother father mum mom dad parents parent
mere pere maman papa fille fils frere soeur epouse epoux mari femme conjoint conjointe voisin voisine ami amie enfant enfants bebe wife husband son daughter brother sister child baby boy girl man woman lady gentleman
student teacher school police ambulance paramedic paramedics ems pharmacy pharmacist lab laboratory pathology report reports letter note notes history chart email message caller collateral
witness witnesses bystander everyone nobody someone somebody none unknown interpreter guardian spouse partner friend neighbour neighbor doctor physician surgeon consultant registrar
monsieur madame usagers entourage dame infirmiere infirmier medecin kine pharmacie laboratoire ecole maitresse personne chacun celui celle cela ca aucun aucune inconnu neant rien tout
maladie syndrome signe score test disease sign cancer diabete diabetes asthme asthma migraine stroke epilepsy gout goutte infarctus tumeur tumour tumor anemie anemia glaucome glaucoma record records section statement form sheet pain hand hip knee eye skin bone heart lung blood brain stem weight under baseline bedside discharge rest time least present midnight noon midday times arrival hospital hospitals clinic clinics result results procedure procedures prescriber plan plans best kind diagnosis impression complaint complaints risk risks finding findings need needs call calls
health services service social security council control poison board committee ethics law office court crown public works city town village house home flat hospice day night week month year
normal saline dextrose ringer ringer's type stage phase class grade group block building room bed bay floor level line score scale room air oxygen sinus rhythm
english french spanish arabic urdu hindi punjabi german italian portuguese mandarin cantonese polish russian turkish bengali tamil greek latin english-speaking welsh gaelic creole inuktitut cree
sante soins medecine chirurgie urgence urgences interne externe sociale sociaux qualite transmissions transmission
christmas easter ramadan lent noel paques toussaint ascension spring summer autumn fall winter am pm utc gmt ad
red green blue yellow orange purple pink white black grey gray brown rouge vert bleu jaune blanc noir gris
inconfort retour domicile urgence urgences accueil bloc salle soins medicine medecine telemetry telehealth theatre recovery triage resus cath step-down stepdown
""".split()  # noqa: SIM905
)
_WARD = re.compile(
    r"^(?:cardio|pneumo|neuro|gastro|hepat|onco|uro|gyn|ortho|hemat|haemat|nephro|psych|geriat|anesth|anaesth|chirurg|endocrin|endosc|rhum|rheum|dermat|radio|infect|orl|ent|medec|medic"
    r"|urgen|emerg|palli|intern|general|omniprat|pedia|paed|peds|reanim|rehab|reeduc|dialys|imagerie|imaging|observ|intensi|intermed|surg|pharmac|ambulat|extern|consult|outpat|inpat|ophtalm|ophthal|genetic"
    r"|bacter|hygien|allergo|addict|cancer|stomato|plastic|vascul|thorac|pathol|microb|biochem|respir|breast|fracture|falls|memory|renal|kidney|liver|chest|wound|tissue|diabet|thyroid|epilep|sleep|speech|occupation"
    r"|physio|nutri|dietet|echocard|colpos|birth|deliver|antenat|postnat|pre-?op|post-?op|virtual|minor|major|accident|bariatr|phleb|nuclear|clinical|admin|safeguard|crisis|frailty|coronar|cardiac|stroke|acute|trauma|transplant|hyperbar"
    r"|contracep|fertil|podiat|orthot|prosth|audiol|maxillo|chaplain|anticoag|maternit|obstet|neonat|spinal|lipid|arthr|procto|cystic|chronic|community|mental|adult|older|elderly|child|young|critical|continu|convalesc|holding|palliative|supportive|emotional|parkinson|macmillan)"
)
_MADE_OF = re.compile(
    r"(?:ology|logie|ologist|logue|iatry|iatrie|iatre|iatrics|urgie|urgery|istry|therapy|therapie|scopy|scopie|graphy|graphie|(?<!in)gram|gramme|ectomy|ectomie|itis|(?<=....)ite|osis|(?<!r)ose|emia|emie)$"
)
_GERM_OR_DRUG = re.compile(
    r"(?:ella|coccus|coque|coques|bacter|bacteria|monas|virus|mycin|mycine|cillin|cilline|floxacin|floxacine|azole|pril|sartan|statin|statine|olol|oxaban|parin|parine|formin|formine|mab|tinib|pam|lam|zepam|idone|apine|setron|prazole|triptan"
    r"|cycline|dipine|afil|gliptin|gliptine|flozin|flozine|ycin|inib|umab|barbital|caine|odone|orphine|amide|azide|(?<!s)ide|(?<!g)ate)$"
)


def fold_words(written: str) -> list[str]:
    """The words of a name, folded, without a possessive's end."""
    return [re.sub(r"'s?$", "", word) for word in re.findall(r"[^\W\d_][\w'-]*", fold(written))]


def is_proper(written: str, *, acronyms: bool = False, person: bool = False) -> bool:
    """Whether what is written with capitals names somebody, a place or a firm.

    Parameters
    ----------
    written : str
    acronyms : bool
        Whether capitals throughout of five letters and less may be a name: a firm's (`SNCF`), not a town's.
    person : bool
        Whether a person is looked for: then what a word ends in counts where no list has it.
    """
    lists = gazetteer()
    words = fold_words(written)
    named = [word for word in words if word not in lists.particles and len(word) > 1]
    if not named or fold(written) in lists.countries or named[0] in lists.countries:
        return False
    if not acronyms and (
        (written.isupper() and len(written) < 6) or re.fullmatch(r"[A-Z0-9]{2,6}s?", written)
    ):
        return False
    barred = lists.never | lists.titles | lists.acronyms | _BARRED
    first_or_all = named if person else named[:1]
    if any(word in barred or (word in lists.eponyms and len(named) == 1) for word in first_or_all):
        return False
    if any(word in lists.eponyms for word in named[:1]) and not person:
        return False
    return not any(
        ((person or not at) and _WARD.search(word))
        or _MADE_OF.search(word)
        or (not person and _GERM_OR_DRUG.search(word))
        for at, word in enumerate(named)
        if word not in lists.given and word not in lists.surnames
    )
