"""Lines that Python cannot read because of how they were typed: a sign, a unit, an invisible space, the starting text left in."""

import keyword
import re
from collections.abc import Iterable

from labkit.language import Text
from labkit.tasks.judge.value import COMMA_IN_A_NUMBER

# Blanks that look like the space bar's and are not, or are not seen at all.
_BLANKS = "\u00a0\u00ad\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff"
_DASHES = "\u2010-\u2015\u2212\ufe63\uff0d"
_GAP = f"[ {_BLANKS}]"
_NUMBER = r"\d[\d.,]*"
# What may stand behind a number in Python's own lines.
_WORDS = "|".join(sorted(keyword.kwlist, key=len, reverse=True))

COMMA = Text(
    "Python writes decimals with a point: type 0.5, not 0,5.",
    "Python écrit les décimales avec un point : tapez 0.5 et non 0,5.",
)
QUOTES = Text(
    'Python only knows straight quotes: type "abc".',
    'Python ne connaît que les guillemets droits : tapez "abc".',
)
MINUS = Text(
    "This minus sign is a dash that Python does not know: type the hyphen of the keyboard, -2.",
    "Ce signe moins est un tiret que Python ne connaît pas : tapez le trait d'union du clavier, -2.",
)
PERCENT = Text("Type the number alone, without the % sign: 5.", "Tapez le nombre seul, sans le signe % : 5.")
SPACE = Text(
    "Type the number without a space, a point or an apostrophe between thousands: 1150.",
    "Tapez le nombre sans espace, point ni apostrophe entre les milliers : 1150.",
)
ALONE = Text(
    "Type the number alone, with no word, unit or sign before or after it: 16.",
    "Tapez le nombre seul, sans mot, unité ni signe avant ou après : 16.",
)
INVISIBLE = Text(
    "There is an invisible character or a no-break space in this line, which Python does not know: type the line again by hand, "
    "with the space bar.",
    "Cette ligne contient un caractère invisible ou une espace insécable, que Python ne connaît pas : retapez la ligne à la main, avec "
    "la barre d'espace.",
)
SIGNS = Text(
    "Python does not know this sign: type * for times, / for divided by, ** for a power, 0.5 for a half.",
    "Python ne connaît pas ce signe : tapez * pour multiplier, / pour diviser, ** pour une puissance, 0.5 pour un demi.",
)
WIDE = Text(
    "These figures or letters are wide ones, which Python does not know: switch the keyboard to ordinary letters and type 16.",
    "Ces chiffres ou ces lettres sont en pleine chasse, que Python ne connaît pas : repassez le clavier en caractères ordinaires et tapez 16.",
)
ZERO = Text(
    "A number does not begin with 0: type 16, not 016.",
    "Un nombre ne commence pas par 0 : tapez 16 et non 016.",
)
DOTS = Text(
    "The three dots of the starting text are still there: put your answer in their place and delete them.",
    "Les trois points du texte de départ sont encore là : mettez votre réponse à leur place et supprimez-les.",
)
VALUE_ONLY = Text(
    "The name and its = are there already, above the parenthesis: between the parentheses, type the value alone.",
    "Le nom et son = sont déjà là, devant la parenthèse : entre les parenthèses, tapez la valeur seule.",
)
EQUALS = Text(
    "A line of Python does not begin with =, as in a spreadsheet: write the name first, then = and the value.",
    "Une ligne de Python ne commence pas par =, comme dans un tableur : écrivez d'abord le nom, puis = et la valeur.",
)
RETURN = Text(
    "`return` belongs inside a function: give the value to the name, name = value.",
    "`return` n'a de sens que dans une fonction : donnez la valeur au nom, nom = valeur.",
)
OPEN = Text(
    "A parenthesis or a bracket is opened and not closed, or closed by another one: count them.",
    "Une parenthèse ou un crochet est ouvert sans être fermé, ou fermé par un autre : comptez-les.",
)
QUOTE_OPEN = Text(
    "A quotation mark is opened and not closed: put the same one at the end of the text.",
    "Un guillemet est ouvert sans être fermé : mettez le même à la fin du texte.",
)
PRINT = Text(
    "print needs parentheses, print(16); and what is shown is not yet given to a name.",
    "print demande des parenthèses, print(16) ; et ce qui est affiché n'est pas encore donné à un nom.",
)
WALRUS = Text(
    "Type = alone, without a colon: name = value.", "Tapez = seul, sans deux-points : nom = valeur."
)
FENCE = Text(
    "The three backticks are how a chatbot or a web page marks code, and no Python: delete the lines that hold them, and the "
    "sentences around the code.",
    "Les trois accents graves marquent le code chez un agent conversationnel ou sur une page web et ne sont pas du Python : supprimez "
    "les lignes qui les contiennent, ainsi que les phrases autour du code.",
)
MERGED = Text(
    "Two versions of the notebook were put together here: keep one, and delete the other and the lines of <<<<<<<, ======= and >>>>>>>.",
    "Deux versions du notebook ont été réunies ici : gardez-en une, et supprimez l'autre ainsi que les lignes de <<<<<<<, ======= et >>>>>>>.",
)
INDENT = Text(
    "The blanks at the beginning of the lines do not agree: lines of one block begin in the same column, with four spaces inside a "
    "function and none outside.",
    "Les blancs en début de ligne ne s'accordent pas : les lignes d'un même bloc commencent à la même colonne, avec quatre espaces dans une "
    "fonction et aucun en dehors.",
)

_STARTS = r"(?:^|[=(,])[ \t]*"
_FENCE = re.compile(r"^[ \t]*(?:`{3}|~{3})")
_QUOTE = re.compile("[\u00ab\u00bb\u201c\u201d\u201e\u2018\u2039\u203a]|\u2019(?!\\d{3})")
_AFTER_A_NUMBER = (
    rf"(?<![\w.]){_NUMBER}[ \t]*(?!(?:{_WORDS})(?!\w)|[eE][-+]?\d|[jJ]\b|[xX][\da-fA-F]|[bBoO][0-7])(?:[^\W\d_]|[\u20ac$\u00a3\u00b0#@&])"
    rf"|(?<![\w.]){_NUMBER}[ \t]+\d|(?<![\w.]){_NUMBER}[ \t]*[-+*/<>=][ \t]*(?:$|\))"
)
# In this order: what comes first explains more. (What to look for in the line, what to say.)
_IN_THE_LINE: tuple[tuple[re.Pattern[str], Text], ...] = tuple(
    (re.compile(pattern), text)
    for pattern, text in (
        (_FENCE.pattern, FENCE),
        (r"^(?:<{7}|={7}|>{7})(?:[ \t]|$)", MERGED),
        (_QUOTE.pattern, QUOTES),
        (rf"\d{_GAP}?[%\u2030]\s*(?:$|[),\]#])", PERCENT),
        (rf"\d{_GAP}*[{_DASHES}]{_GAP}*\d", ALONE),
        (rf"[{_DASHES}](?={_GAP}*\d)", MINUS),
        (rf"(?<![\w.,])\d{{1,3}}(?:{_GAP}\d{{3}})+(?!\d)", SPACE),
        (r"(?<![\w.,])\d{1,3}(?:(?:\.\d{3}){2,}|(?:['\u2019]\d{3})+)(?!\d)", SPACE),
        (r"(?<![\w.,])[1-9]\d{0,2}(?:,\d{3})+(?![\w,])", COMMA_IN_A_NUMBER),
        (r"(?<![\w.,])\d+[,;\u00b7]\d+(?![\w,])", COMMA),
        (r"[\uff01-\uff5e]", WIDE),
        (rf"{_STARTS}(?:[\u2265\u2264\u2248\u2243\u2245\u223c\u00b1\u2192\u2022~:]|[<>]=?)\s*[-+]?\d", ALONE),
        ("[\u00d7\u00f7\u00b7\u2219\u00b2\u00b3\u00b9\u00bd-\u00be\u221a\u221e\u2260\u2264\u2265]", SIGNS),
        (rf"[{_BLANKS}]", INVISIBLE),
        (r"^[ \t]*\w+[ \t]*:=", WALRUS),
        (_AFTER_A_NUMBER, ALONE),
    )
)
_DOTS_ALONE = re.compile(r"(?<!\.)\.\.\.|\u2026")
_IN_PARENTHESES = re.compile(r"\w[ \t]*=[ \t]*\([ \t]*(?:#.*)?$")


def typed_amiss(lines: list[str], number: int, said: str, names: Iterable[str]) -> Text | None:
    """What is wrong with how line `number` was typed.

    Parameters
    ----------
    lines : list of str
        The cell's, its texts and comments emptied.
    number : int
        Of the line that Python could not read, from 1.
    said : str
        Python's own words.
    names : iterable of str
        What the learner's cells are to define.
    """
    if not 0 < number <= len(lines):
        return next((text for line in lines if (text := _sign_amiss(line)) is not None), None)
    line = lines[number - 1]
    if _QUOTE.search(line):  # it opens what Python takes for anything
        return QUOTES
    found = _name_amiss(line, names) or _said_of(said, _BY_PYTHONS_WORDS)
    if found is not None:
        return found
    if any(_DOTS_ALONE.search(each) for each in lines[max(number - 3, 0) : number + 2]):
        return DOTS
    inside = any(_IN_PARENTHESES.search(each) for each in lines[: number - 1])
    if inside and re.match(r"[ \t]*(?:\w+[ \t]*=(?!=)|=(?!=)|return\b)", line):
        return VALUE_ONLY
    if re.match(r"[ \t]*=(?!=)", line):
        return EQUALS
    # What ends too early is told of the line after it.
    before = lines[number - 2] if number > 1 and line.strip() in ("", ")", "]", "}") else ""
    found = _sign_amiss(line) or _sign_amiss(before) or _said_of(said, _LAST_RESORTS)
    return found or (FENCE if any(_FENCE.match(each) for each in lines) else None)


def _sign_amiss(line: str) -> Text | None:
    for pattern, text in _IN_THE_LINE:
        if pattern.search(line):
            return text
    return None


def _said_of(said: str, words: tuple[tuple[tuple[str, ...], Text], ...]) -> Text | None:
    return next((text for parts, text in words if any(part in said for part in parts)), None)


def _name_amiss(line: str, names: Iterable[str]) -> Text | None:
    """A name in two words, behind a word of another language, or on the wrong side of its =."""
    for name in names:
        if "_" in name and re.match(
            rf"[ \t]*{re.sub('_', '[ .' + _DASHES + '-]+', re.escape(name))}[ \t]*=", line
        ):
            return Text(
                f"A name is one word: write `{name}`, with the underscore _.",
                f"Un nom s'écrit en un seul mot : `{name}`, avec le tiret bas _.",
            )
        if re.match(rf"[ \t]*[^\W\d]\w*[ \t]+{re.escape(name)}[ \t]*=", line):
            return Text(
                f"Python wants no word in front of the name: write `{name} = …`.",
                f"Python ne veut aucun mot devant le nom : écrivez `{name} = …`.",
            )
        if re.search(rf"=[ \t]*{re.escape(name)}[ \t]*$", line) and not re.match(r"[ \t]*[^\W\d]", line):
            return Text(
                f"The name stands on the left of =, the value on its right: write `{name} = …`.",
                f"Le nom se place à gauche de =, la valeur à droite : écrivez `{name} = …`.",
            )
    return None


_BY_PYTHONS_WORDS: tuple[tuple[tuple[str, ...], Text], ...] = (
    (("'return' outside",), RETURN),
    (("call to 'print'",), PRINT),
    (("indent", "inconsistent use of tabs"), INDENT),
)
_LAST_RESORTS: tuple[tuple[tuple[str, ...], Text], ...] = (
    (("leading zeros",), ZERO),
    (("(U+2010)", "(U+2011)", "(U+2012)", "(U+2013)", "(U+2014)", "(U+2212)"), MINUS),
    (("unterminated",), QUOTE_OPEN),
    (("never closed", "incomplete input", "unexpected EOF", "does not match", "unmatched"), OPEN),
)
