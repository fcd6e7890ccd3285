"""Words of a kind that are called like persons: months, planets, languages, models, releases, algorithms.

A single word is one of its kind where others of the kind stand near: "Dari, Pashto, Hui", "Llama and Claude", "Jessie,
Stretch and Xenial". Where a kind has many words that are names, only those of its words count that are not.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.first_names import FIRST_NAMES
from objectlambda.pii.rules.words import words

_REACH = 240
_LISTED = re.compile(r"[^\W\d_]+")
_BETWEEN = r"[^\w.!?:]{1,24}(?:(?:and|or|y|e|o|u|und|oder|et|ou)\s)?"
_BEFORE, _BEHIND = re.compile(rf"([^\W\d_]+){_BETWEEN}\Z"), re.compile(rf"{_BETWEEN}([^\W\d_]+)")
"""The words that stand beside one in a list."""
_PLANETS = words("mercury venus jupiter saturn uranus neptune mercurio jupiter saturno urano neptuno merkur")
_SIGNS = words(
    "aries taurus gemini cancer leo virgo libra scorpio sagittarius capricorn aquarius pisces"
    " tauro geminis escorpio sagitario capricornio acuario piscis"
)
_MONTHS = words(
    "januar februar marz april mai juni juli august oktober dezember janvier fevrier avril juin juillet aout"
    " gennaio febbraio marzo aprile maggio giugno luglio agosto enero febrero abril mayo junio julio"
    " januari februari maart mei juli augustus janeiro fevereiro marco maio junho julho"
    " january february march may june july september"
)
_MONTHS_OF_ISLAM = words("muharram safar jumada ramadan shawwal hijjah qidah")
_MONTHS_OF_ISLAM_AND_NAMES = words("rabi rajab shaban sha'ban awwal thani")
_SEASONS = words("spring summer autumn fall winter primavera verano otono invierno")
_PROGRAMMED = words(
    "ada basic c cobol crystal dart elixir elm erlang fortran go haskell java javascript julia kotlin lua ocaml pascal"
    " perl php python ruby rust scala scheme scratch swift typescript"
)
_TEXTURES = words("clay loam silt sand gravel peat chalk till")
_SPOKEN = words(
    """
    english french german spanish portuguese italian dutch russian ukrainian polish czech slovak hungarian romanian
    bulgarian serbian croatian slovenian greek turkish arabic hebrew persian farsi pashto urdu hindi bengali punjabi
    gujarati marathi tamil telugu kannada malayalam sinhala nepali burmese thai lao khmer vietnamese chinese cantonese
    mandarin japanese korean mongolian tibetan kazakh uzbek turkmen tajik kyrgyz georgian armenian azerbaijani kurdish
    albanian swahili zulu xhosa afrikaans amharic somali yoruba igbo hausa malagasy tswana sotho ndebele indonesian
    malay javanese tagalog maori samoan hawaiian icelandic norwegian danish swedish finnish estonian latvian lithuanian
    irish welsh gaelic basque catalan galician maltese esperanto latin balochi quechua guarani tigrinya wolof fulani
    """
)
_SPOKEN_AND_NAMES = words(
    "dari shona sara maya hui miao dong fang maka akan ewe twi fon luba sango dinka nuer rundi venda kirundi chewa"
    " aimara aymara mam mari komi sami karen chin shan mon bari moro krio lingala bemba lozi tonga luo kamba kikuyu"
    " masai oromo afar hassaniya berber rapa nahuatl romani frisian saraiki brahui ladino kongo ganda nyanja manx avar"
    " ingush tuvan yi zhuang bai naxi lahu li"
)
_MODELS = words(
    "llama gpt chatgpt xlm xlnet electra distilbert mistral mixtral qwen deberta transformers camembert phi gemma bloom"
    " openai anthropic deepseek copilot whisper resnet efficientnet yolo word2vec fasttext glove"
)
_MODELS_AND_NAMES = words(
    "bert roberta albert claude bart elmo ernie flair stanza gemini falcon dolly alpaca pegasus marian bard grok cohere"
    " vicuna orca palm clip dall sora alexa siri cortana julius ada babbage curie davinci"
)
_RELEASES = words("xenial bionic focal jammy bookworm bullseye wheezy squeeze buster artful zesty yakkety eoan groovy")
_RELEASES_AND_NAMES = words(
    "jessie sarge woody stretch sid trixie trusty lenny etch hirsute noble precise forky bo rex"
)
_SOLVERS = words(
    "heun karras dpm ddim nelder levenberg marquardt bfgs priestley penman viterbi kalman runge kutta kolmogorov"
    " smirnov wilcoxon benjamini hochberg bonferroni dijkstra needleman wunsch levenshtein adams bashforth dormand"
)
_FORECASTS = words("icon gfs ecmwf arome arpege hirlam ukmo hrrr wrf cosmo gefs ecwmf ifs")
_FORECASTS_AND_NAMES = words("harmonie aladin gem nam aurora")
_CHIPS = words("epyc xeon ryzen threadripper amd intel")
_CHIPS_AND_NAMES = words("milan rome naples genoa bergamo turin siena vermeer cezanne renoir matisse rembrandt raphael")
_METHODS = words(
    """
    bellman dijkstra nelder levenberg marquardt gauss runge kutta euler fourier laplace bayes markov poisson bernoulli
    kolmogorov smirnov shapiro wilk wilcoxon mann whitney kruskal wallis pearson spearman kendall cauchy schwarz
    lagrange hamilton jacobi hermite legendre chebyshev taylor maclaurin simpson newton raphson huffman bloom
    needleman wunsch waterman viterbi kalman wiener butterworth hilbert hausdorff minkowski mahalanobis jaccard
    levenshtein damerau jaro winkler rabin karp knuth morris pratt boyer moore floyd warshall prim kruskal edmonds
    johnson lindenstrauss gibbs metropolis hastings monteith penman priestley thornthwaite hargreaves krueger kruger
    lambert mercator nash sutcliffe cohen dickey fuller breusch pagan durbin watson granger hodges lehmann
    benjamini hochberg bonferroni holm tukey scheffe dunn welch fisher kutner box muller cox ljung jarque bera
    hosmer lemeshow ford mead sobel canny harris otsu gabor haar daubechies strassen karatsuba toom cook
    """
)
_EVERYDAY = words(
    "johnson taylor moore cook ford fisher cohen newton adams simpson hamilton harris fuller watson nash pearson morris"
    " pratt welch dunn gibbs floyd hastings edmonds cox muller lambert durbin lehmann walker"
)
"""Surnames of many people, who may have two of them: "Ms Taylor-Johnson"."""


class Kind(NamedTuple):
    """Words of one kind: those that tell it, those that are also names, and how many others have to stand near."""

    telling: frozenset[str]
    others: frozenset[str]
    fewest: int


_NONE: frozenset[str] = frozenset()
KINDS = (
    Kind(_MONTHS, _NONE, 3),
    Kind(_MONTHS_OF_ISLAM, _MONTHS_OF_ISLAM_AND_NAMES, 1),
    Kind(_SIGNS, _NONE, 3),
    Kind(_PLANETS | {"mars", "marte"}, _NONE, 3),
    Kind(_SEASONS, _NONE, 1),
    Kind(_PROGRAMMED, _NONE, 1),
    Kind(_TEXTURES, _NONE, 2),
    Kind(_SPOKEN, _SPOKEN_AND_NAMES, 2),
    Kind(_MODELS, _MODELS_AND_NAMES, 1),
    Kind(_RELEASES, _RELEASES_AND_NAMES, 1),
    Kind(_FORECASTS, _FORECASTS_AND_NAMES, 1),
    Kind(_CHIPS, _CHIPS_AND_NAMES, 1),
    Kind(_SOLVERS, _METHODS - _SOLVERS, 1),
)
_ALL = frozenset().union(*(kind.telling | kind.others for kind in KINDS))


def is_of_kind(text: str, value: str, start: int, end: int) -> bool:
    """Whether the word ``value`` at ``text[start:end]`` stands among others of its kind."""
    word = fold(value.lower()).decode()
    if word not in _ALL:
        return False
    around = _LISTED.findall(text[max(0, start - _REACH) : start] + " " + text[end : end + _REACH])
    if not any(map(str.istitle, around)):
        return False
    near = {fold(other.lower()).decode() for other in around} - {word}
    written_so = not (value.istitle() or value.islower())  # "RoBERTa"
    for kind in KINDS:
        counted = kind.telling | kind.others if written_so else kind.telling
        if (word in kind.telling or word in kind.others) and len(near & counted) >= kind.fewest:
            is_name = word in kind.others and word in FIRST_NAMES and value.istitle()
            return not is_name or _in_list(text, start, end, kind)
    return False


def _in_list(text: str, start: int, end: int, kind: Kind) -> bool:
    """Whether the word beside ``text[start:end]`` in a list is of the same kind, and no given name."""
    beside = (_BEFORE.search(text, max(0, start - 60), start), _BEHIND.match(text, end, end + 60))
    near = {fold(found[1].lower()).decode() for found in beside if found is not None} - FIRST_NAMES
    return not near.isdisjoint(kind.telling | kind.others)


def names_method(text: str, start: int, end: int) -> bool:
    """Whether the word at ``text[start:end]`` is called by two persons of science: "Nelder-Mead", "Bellman-Ford"."""
    if "-" not in text[start : end + 1] and text[start - 1 : start] != "-":
        return False
    left, right = _LED.search(text, max(0, start - 24), start), _FOLLOWED.match(text, end, end + 24)
    whole = (left[0] if left else "") + text[start:end] + (right[0] if right else "")
    parts = fold(whole.lower()).decode().split("-")
    return len(parts) > 1 and all(part in _METHODS for part in parts) and not _EVERYDAY.issuperset(parts)


_LED, _FOLLOWED = re.compile(r"(?:[^\W\d_]+-)+\Z"), re.compile(r"(?:-[^\W\d_]+)+")
