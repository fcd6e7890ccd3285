"""Words that are brands, programs, places and cries more often than persons: "Komatsu", "Patroni", "Ludlow", "Blimey".

The network takes them for names, because some are rare surnames and others stand in no list. As a single word one of
them is a name only where something else shows it: a title, a full name elsewhere, a known name beside it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.first_names import FIRST_NAMES, PARTICLES

_WORD = re.compile(r"[^\W\d_]+")


_BRANDS = frozenset(
    brand.strip()
    for brand in """
    russell hobbs;morphy richards;robert dyas;john lewis;ralph lauren;calvin klein;tommy hilfiger;jo malone;ted baker
    paul smith;ben sherman;laura ashley;karen millen;fred perry;michael kors;kate spade;harvey nichols;austin reed
    thomas cook;jack wills;levi strauss;johnnie walker;jack daniels;jim beam;captain morgan;aunt jemima;betty crocker
    dr pepper;granny smith;harley davidson;mary kay;estee lauder;elizabeth arden;helena rubinstein;max factor
    bobbi brown;marc jacobs;donna karan;oscar mayer;paul mitchell;philip morris;eli lilly;merrill lynch;charles schwab
    wells fargo;morgan stanley;goldman sachs;arthur andersen;booz allen;clifford chance;william hill;paddy power
    les mills;johns hopkins;johnson matthey;rolls royce;aston martin;alfa romeo;land rover;victoria beckham
    tiffany blue;john deere;massey ferguson;david brown;peter rabbit;harry potter;sherlock holmes;james bond;santa claus
    father christmas;robin hood;mickey mouse;king arthur;tom tom;hugo boss;giorgio armani;jean paul gaultier
    jack russell
    yves saint laurent;christian dior;hunter wellies;ray ban;charles tyrwhitt;thomas pink;penhaligon soap;fortnum mason
    ernst young;louis vuitton;martin marietta;tommy bahama;marc cain;warby parker;jose cuervo;alexander mcqueen
    jimmy choo;stella artois;vera wang;dorothy perkins;perry ellis;kenneth cole;nina ricci;anna sui;ben jerry
    don quixote;don quijote;billie jean;eleanor rigby;mary celeste
    edmund fitzgerald;queen elizabeth;queen mary;cutty sark;aurora borealis;aurora australis
    ben nevis;ben macdui;ben lomond;ben lawers;alice springs;lake louise;port elizabeth
    marie celeste;molly maguires;mary janes;monte carlo
    charlotte tilbury;tom ford;stella mccartney;pat mcgrath;jasper conran;vivienne westwood;kurt geiger;cath kidston
    emma bridgewater;orla kiely;steve madden;sam edelman;stuart weitzman;rebecca minkoff;tory burch;jil sander
    laura mercier;trish mcevoy;mario badescu;peter thomas roth;liz earle;john frieda;nicky clarke;vidal sassoon
    david yurman;harry winston;robert mondavi;sara lee;little debbie;tim hortons;harris teeter
    harvey norman;sue ryder;bonne maman;mason cash;ellis brigham;oetker
    edwin jagger;oliver bonas;ruby woo;russell stover
    sally beauty;aunt bessie;uncle ben;mr kipling
    adolfo dominguez;adolfo domínguez;purificación garcía;purificacion garcia;roberto verino;pedro del hierro
    carolina herrera;massimo dutti;pepe jeans;ramón bilbao;ramon bilbao;don simón
    don simon;don julio;don papa;vicente gandía;juan valdez;gonzález byass;gonzalez byass;pedro domecq;tía maría
    tia maria;tío pepe;tio pepe
    pedro ximénez;pedro ximenez;josé pariente
    marks spencer;bang olufsen;black decker;procter gamble;smith wesson;dolce gabbana;abercrombie fitch;barnes noble
    """.replace(";", "\n")
    .strip()
    .split("\n")
)
"""Brands, firms and characters that are called like persons."""


@cache  # of a file that never changes: threads may share it; read when the first guess comes, for a quick start
def _things() -> frozenset[str]:
    text = Path(__file__).with_suffix(".txt").read_text("ascii")
    return frozenset(word for line in text.splitlines() if line[:1] != "#" for word in line.split()) - FIRST_NAMES


@lru_cache(maxsize=4096)  # threads share it: the result depends on the value alone, and the table locks itself
def are_things(value: str) -> bool:
    """Whether each word of ``value`` is a known thing, beside particles and common words: "Kubota", "Le Creuset"."""
    things = _things()
    if value.lower() in _BRANDS:
        return True
    parts = [fold(word.lower()).decode() for word in _WORD.findall(value)]
    if things.isdisjoint(parts):
        return False
    return all(part in things or part in PARTICLES or is_common(part) for part in parts)
