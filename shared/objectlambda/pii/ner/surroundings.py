"""Tells whether a guess of the network stands in English or Spanish sentences, in another language, or in code.

The network was trained on English and Spanish. In other languages it takes every capitalised noun for a name, and in
code and message catalogues every odd word. Its scores there are high, but seldom the highest.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from itertools import repeat

from objectlambda.pii.ner.foreign_words import FOREIGN_WORDS
from objectlambda.pii.rules.words import words

_REACH = 160
"""How many characters on either side of a block are read."""
_STEP = 128
"""The size of a block in characters; the surroundings are judged once for each block."""
_WORD, _ASCII_WORD = re.compile(r"[^\W\d_]+"), re.compile(r"[a-z]+")
_ENGLISH = words(
    """
    the of and to in is that for it as was with be by on not he his her she they their this have had has from or are at
    which you we our your i my me but an a if will would can could there been were who what when where how so do did
    does about into than then no up out more also please thank
    """
)
_SPANISH = words(
    """
    el la los las de del que y en un una por con para se su al lo como más pero sus le ya o este sí si porque esta
    entre cuando muy sin sobre también hasta hay donde quien desde todo nos durante es son fue era han ha ser
    qué cuál tu tú tus mi eres soy
    """
)
_OTHERS = (
    words(
        """
        der die das und ist nicht ein eine einen den dem des mit von zu auf für sich auch wird sind im dass ich du wir
        sie ihr sein aus bei nach über wie nur noch aber oder kann wenn werden hat mein keine warum isst
        votre vos notre leurs être doivent sous
        je vous nous les une dans du est pas pour qui sur avec ce cette sont au aux mais ou par plus il elle et
        em um uma não você é os dos das mas ao pela pelo tem muito são foi eu ela isso às tu és
        che di per non sono una della dei delle nel gli anche più questo alla fra tra dal dai agli nella nei
        het een niet van zijn dat met voor ook maar aan heb ik wij naar om te
        bir ve bu için ile olarak edilen tarafından veya değil
        och att det som är inte på av til jeg er ikke og nie się jest że
        ei että hän oli mutta ovat myös kuin és hogy nem volt csak že byl jako nebo které jsou și este pentru sunt
        bonjour bonsoir oui salut voir merci hallo guten danke ciao buongiorno grazie obrigado bom
        yang untuk dengan tidak adalah amb els aquest és koji nije što eta dira
        lorem ipsum dolor sit amet consectetur vel nec sed ac eget vitae nulla nisl mauris vestibulum ut eu quis nunc
        turpis
        """
    )
    - _ENGLISH
    - _SPANISH
)
SMALL_WORDS = (_ENGLISH | _SPANISH | _OTHERS) - words("will an a do so de al van das den di el la")
"""Words that are not names by themselves."""
_MARKS = dict.fromkeys(_OTHERS | FOREIGN_WORDS, 4) | {
    word: (word in _ENGLISH) | (word in _SPANISH) << 1 for word in _ENGLISH | _SPANISH
}
"""1 for the small words of English, 2 for those of Spanish, 3 for those of both, 4 for those of other languages."""
_OUR_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzáéíóúüñªºµ")
_SHARED = words("de la el en un una que por se si o este para como sobre entre su durante es in is an me no so at was")
"""Small words of English or Spanish that neighbouring languages have, too: they tell the two from none of these."""
_TAG = re.compile(r"<[^<>]{0,300}>")
_PAST_LATIN = "\u0250"
_SAMPLES = 12
"""How many places of a text show in which language it is."""
_FEWEST, _FEWEST_OF_FEW = 3, 2
"""How many small words of another language show that a text, or a short line, is in that language."""
RELATIVES = words(
    """
    marido mujer esposa esposo hijo hija madre padre mamá papá hermano hermana vecino vecina tío tía primo prima abuelo
    ella ellas sean
    abuela suegro suegra cuñado cuñada nieto nieta peña gente le les profe jefe jefa
    """
)
"""Persons without a name, in Spanish."""
PRONOUNS = words("Sí SÍ NO Le Les Se Nos Lo Me Te Os Ud Uds")
"""Pronouns of Spanish at the start of a sentence."""


class Surroundings(Enum):
    """The kind of text around a word."""

    ENGLISH = "english"
    SPANISH = "spanish"
    """Sentences of the text's language."""
    FOREIGN = "foreign"
    """Sentences of another language."""
    BARE = "bare"
    """Hardly any sentences: a list, records, code, a message catalogue."""


def surroundings(text: str, start: int) -> Surroundings:
    """The kind of text around ``text[start]``, told by the small words of each language."""
    kind = _kind_at(text, start)
    return Surroundings.FOREIGN if kind is Surroundings.BARE and _mostly_foreign(text) else kind


def _kind_at(text: str, start: int) -> Surroundings:
    block = start - start % _STEP
    return _kind(text[max(0, block - _REACH) : block + _STEP + _REACH])


@lru_cache(maxsize=4)  # threads share it: the result depends on the text alone, and the table locks itself
def _mostly_foreign(text: str) -> bool:
    """Whether more of the text's samples are sentences of another language than of English and Spanish."""
    step = max(_STEP, len(text) // _SAMPLES)
    kinds = [_kind_at(text, at) for at in range(0, len(text), step)]
    foreign, bare = kinds.count(Surroundings.FOREIGN), kinds.count(Surroundings.BARE)
    return foreign * 3 > len(kinds) and foreign * 2 > len(kinds) - bare


@lru_cache(maxsize=256)  # threads share it: the result depends on the text alone, and the table locks itself
def _kind(around: str) -> Surroundings:
    lower = (_ASCII_WORD if around.isascii() else _WORD).findall(around.lower())
    marks = bytes(map(_MARKS.get, lower, repeat(0)))
    both = marks.count(3)
    english, spanish, others = marks.count(1) + both, marks.count(2) + both, marks.count(4)
    if not around.isascii():
        others += sum(map(_is_foreign, _WORD.findall(around)))
    ours = max(english, spanish)
    if others >= _FEWEST_OF_FEW and others > ours - sum(map(_SHARED.__contains__, lower)):
        running = len(_WORD.findall(_TAG.sub(" ", around))) if "<" in around else len(lower)
        if others > (0.06 if others >= _FEWEST else 0.25) * running:
            return Surroundings.FOREIGN
    if ours <= 0.2 * len(lower):
        return Surroundings.BARE
    return Surroundings.SPANISH if spanish > english else Surroundings.ENGLISH


def _is_foreign(word: str) -> bool:
    """Whether a word in lower case has a Latin letter that English and Spanish lack, and is not counted by itself."""
    if word.isascii() or not word.islower() or word in _MARKS:
        return False
    return max(word) < _PAST_LATIN and not _OUR_LETTERS.issuperset(word)
