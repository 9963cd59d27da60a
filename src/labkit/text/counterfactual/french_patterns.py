"""Where a French note names the patient: nouns, titles, pronouns, marks of sex."""

import re
from functools import cache

from labkit.text.counterfactual.pairs import load_pairs

_APOSTROPHE = "['’]"
_ADJECTIVES = (
    r"jeune|vieux|vieil(?:le)?|petite?|ancien(?:ne)?|nouveau|nouvel(?:le)?|grande?|bon(?:ne)?|gros(?:se)?|gentil(?:le)?|excellente?"
    r"|premier|première|cher|chère|pauvre|brave"
)
# Nouns of one form, whose article tells.
_SAME = r"malade|(?:quadra|quinqua|sexa|septua|octo|nona)génaire|(?:tr|quar|cinqu|soix)antenaire|trentenaire|centenaire|pensionnaire"
# Nouns of one gender whoever is meant: what agrees with them tells nothing of the patient.
FIXED = re.compile(
    r"(?<![\w-])(?:nourrisson|bébé|nouveau-né|(?:madame|monsieur)(?= l[ae] [a-zà-ÿ])|(?<=^)dame|(?<=[.;:\n,] )dame|(?:^|(?<=[.;:\n,] ))(?:petite|vieille|jeune|brave|grande) dame|(?:dame|monsieur)(?= (?:de compagnie|d['’]à côté|du (?:dessus|dessous|rez|fond)|de l['’](?:accueil|association)|bénévole|blanche))|personne (?:âgée|de \d)|cette personne|l['’]enfant(?= (?:est|a|était|semble|reste|se|s['’])))(?![\w-])",
    re.IGNORECASE,
)
# "Elle irradie" is a pain, "il existe" nobody: what follows the pronoun tells.
_NOBODY = (
    r"(?:n['’]|ne |s['’]|se )?(?:y |en )?(?:a\b(?= été (?:noté|constaté|décidé|convenu|mis en évidence|(?:retrouvé|mis) (?:une?|des?|du|de la|plusieurs|quelques|que|\d)))|y a|existe|s?['’]?agit|faut"
    r"|convient|persiste|irradie|cède|semble(?:rait)? (?:que|s['’])|paraît (?:qu|y\b|s['’]|bien qu)|(?:est|était|était|est pas|a pas été) (?:décelé|retrouvé|observé|visualisé|rapporté|noté|constaté|conseillé|recommandé|décidé|convenu"
    r"|important|possible|prévu|nécessaire|à noter|préférable|rappelé|proposé)|serait (?:bon|utile|souhaitable|préférable|possible|judicieux)|devra|(?:pourrait|peut) s['’]agir|manque|reste (?:à|une?|des?|du|\d|quelques|que)\b|ressort)"
)
# A verb that follows makes of `elle` a subject ("après elle a vomi") and of `lui` an object ("pour lui donner").
_NO_SUBJECT = r"(?! (?:(?:lui |l['’]|la |le |les |en |y |s['’]|se |n['’]|ne )*(?:a|est|ait|avait|était|sera|aura|va|peut|doit|dit|fait|marche|vit|reste|[\wà-ÿ]+(?:ait|aient)|avoir|être|[\wà-ÿ]{2,}(?<!hi)(?<!lég)(?<!derni)(?<!premi)(?:er|ir|oir|[dtu]re|[iv]re))\b|ne\b|n['’]))"
_VERBS = (
    "revoir revoit revois reverrai reverrons reverra recevoir reçois voir vois voit prendre adresser adresse suivre suit transférer "
    "hospitaliser garder rassurer surveiller convoquer laisser confier confie examiner réévaluer contacter réadresser trouve trouver trouvait visiter accompagne accompagner chercher ramener"
)

# "Nous le gardons", "son fils est venu la voir", "le Dr Roy, qui la trouve fatiguée".
_BEFORE_CLITIC = "|".join(
    rf"(?<=\b{word} )" + ("(?<!omme on )" if word == "on" else "")
    for word in "de je on nous vous pour qui venu venue venus venues vient viennent viendra viendront".split()  # noqa: SIM905
)

# Where a person whose age follows is the patient: "accompagnée par une étudiante de 20 ans" is another.
HEADING = r"(?:(?<=^)|(?<=[.:\n])|(?<=[.:] )|(?<=\bchez )|(?<=agit d['’]))"

# Participles that name a person where one points: "ce retraité".
_STATES = frozenset(
    ["retraité", "retraitée", "préretraité", "préretraitée", "étudiant", "étudiante", "enseignant", "enseignante", "employé", "employée"]
)  # fmt: skip


def _trades() -> set[str]:
    """Persons by trade or habit: `coiffeuse`, `agriculteur`."""
    return {
        word
        for word in load_pairs("fr")["person"]
        if word.endswith(("eur", "euse", "trice", "ier", "ière", "ger", "gère"))
        and " " not in word
        or word in _STATES
    }


@cache
def patterns_of_french() -> dict[str, re.Pattern[str]]:
    pairs = load_pairs("fr")

    def any_of(words: set[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))

    articles = rf"du |au |de la |de l{_APOSTROPHE}|à la |à l{_APOSTROPHE}|le |la |l{_APOSTROPHE}|une? |cet(?:te)? |ce |mon |ma |aucune? |toute? "
    end = r"(?![\w(·])"
    return {
        "noun": re.compile(
            rf"(?:(?<![\w'’-])|(?<=\b[dD]['’])|(?<=qu['’]))(?<!\b[sS]a )(?P<article>{articles})?(?P<adjective>(?:{_ADJECTIVES}) )?(?P<noun>{any_of({*pairs['noun'], 'dame'})}){end}",
            re.IGNORECASE,
        ),
        "title": re.compile(r"(?<!\w)(?:M\.(?= ?[A-ZÀ-Ý])|(?:Mme|MME|Mr|Mlle)\b(?!\.\w))"),
        "pronoun": re.compile(
            rf"(?<![\w’'-])(?P<word>{any_of(set(pairs['pronoun']))}){end}(?! {_NOBODY})", re.IGNORECASE
        ),
        # "Chez elle" is at hers: after these the pronoun takes its other form.
        "stressed": re.compile(
            r"\b(?:(?:chez|envers|vers|sur|avec|pour|sans|par|contre|selon|malgré|entre|devant|derrière|sous|grâce à|quant à|face à|d['’]après|après|avant|c['’](?:est|était)|ni|comme) |(?<![\w'’-])(?=(?:lui|elle) et (?:sa|son|ses|leurs?) )|(?:(?<=[a-zà-ÿ] )|(?<=[a-zà-ÿ], ))(?=de lui|d['’]elle)|(?:sûre?|occup\w*|hors|contente?|autour|soin|fière?|proche) )"
            rf"(?P<pronoun>(?:de )?lui|(?:d['’])?elle)\b(?!-){_NO_SUBJECT}",
            re.IGNORECASE,
        ),
        # A person by trade, pointed at or told the age of: "cette ancienne coiffeuse", "un étudiant de 21 ans".
        "trade": re.compile(
            rf"(?<![\w'’-])(?P<article>cet(?:te)? |ce |(?=une? ){HEADING}une? (?=(?:[\wà-ÿ]+ )?[\wà-ÿ-]+,? (?:âgée? )?de \d{{1,3}} ans))(?P<adjective>(?:{_ADJECTIVES}) )?(?P<noun>{any_of(_trades())}){end}",
            re.IGNORECASE,
        ),
        # Any trade that the table of forms knows, told the age of: "une institutrice de 52 ans".
        "aged trade": re.compile(
            rf"(?<![\w'’-])(?P<article>(?=une? ){HEADING}une? )(?P<adjective>(?:{_ADJECTIVES}) )?(?P<noun>[a-zà-ÿ]+(?:eur|euse|rice|ier|ière|ien|ienne|cate?|ger|gère))(?=,? (?:âgée? )?de \d{{1,3}} ans)",
            re.IGNORECASE,
        ),
        # The same word for both: only the article tells.
        "same": re.compile(
            rf"(?<![\w'’-])(?<!lit )(?<!chevet )(?P<article>du |au |de la |à la |le |la |une? |cet(?:te)? |ce |aucune? )(?P<noun>{_SAME}){end}",
            re.IGNORECASE,
        ),
        "inverted": re.compile(r"(?<=-)(?:il|elle)\b", re.IGNORECASE),
        "elided": re.compile(r"(?<=qu['’])(?:il|elle)\b" + rf"(?! {_NOBODY})", re.IGNORECASE),
        "partner": re.compile(rf"(?<![\w'’-])(?:{any_of(set(pairs['partner']))}){end}", re.IGNORECASE),
        "aged": re.compile(r"(?<![\w'’-])[FH](?=,? (?:de )?\d{1,3} ?(?:ans|ANS|a)\b)"),
        "clitic": re.compile(rf"(?:{_BEFORE_CLITIC})(?:le|la)(?= (?:{'|'.join(_VERBS.split())})\b)"),
        "child": re.compile(
            r" (?:de |âgée? de |d['’])(?:\d|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quelques)"
        ),
        "sex": re.compile(r"(?<=Sexe : )[MF]\b|(?<=Sexe: )[MF]\b|(?<=sexe : )[MF]\b|(?<=Sexe )[MF]\b"),
        "gender_word": re.compile(
            r"(?<=[Ss]exe )(?:masculin|féminin)\b|(?<=[Ss]exe : )(?:masculin|féminin)\b|(?<=[Ss]exe: )(?:masculin|féminin)\b"
        ),
        "parent": re.compile(
            r"(?<![\w-])(?<!\bsa )(?<!\bson )(?<!\bla )(?<!\ble )(?:grand-)?(?:père|mère)(?= de (?:\d+|une?|deux|trois|quatre|cinq|six|plusieurs)"
            r" (?:jeunes |grands |petits[- ])?(?:enfants?|filles?|fils|garçons?|jumeaux|jumelles)|(?: célibataire| de famille)\b)",
            re.IGNORECASE,
        ),
    }
