"""Words that stand behind given names in names of places and things: "Virginia Beach", "Adam Optimizer"."""

from __future__ import annotations

import re

from objectlambda.pii.rules.words import words

PLACES = words(
    """
    airport arena ave avenue bay beach blvd boulevard bridge brook camp campus canyon castle cay church city coast
    college cottage county court cove creek crescent crossing dam desert district downs drive estate falls farm farms
    fields forest fort garden gardens gate glacier glen green grove gulf hall harbor harbour heights highway hill hills
    hole hospital hotel house inn island islands isle junction lagoon lake lakes lane library lodge loch mall manor
    meadow meadows memorial mill mine mountain mountains museum nevada oaks park pass peak pier place plains plaza point
    port prairie ranch range ridge river road rock school sound spring springs square stadium station state street
    strait terrace theatre theater tower town trail university valley village villa ville walk way wharf woods zoo
    alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa
    kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska
    alberta manitoba ontario quebec saskatchewan queensland ohio oklahoma oregon pennsylvania tennessee texas
    utah vermont wisconsin wyoming canada mexico brazil brasil spain france germany italy england scotland ireland
    bulgaria australia argentina chile colombia peru
    """
)
"""Words at the end of names of places, some of which are surnames elsewhere, and states."""
THINGS_CALLED = words(
    """
    cup prize award trophy medal syndrome disease theorem law effect constant equation method test scale index project
    foundation series edition collection band orchestra quartet trio choir records award awards day week festival
    convention protocol agreement accord report act bill case trial affair fund trust band tour live show radio news
    times post herald tribune magazine journal review models model shoes boots bags dress jeans watch lamp chair sofa
    table bed desk rug vase mug sauce wine beer tea coffee soup cake pie salad cheese bread cookie cookies
    script code board server cloud platform framework engine driver library plugin theme font sans serif mono
    borealis magic powers
    """
)
"""Words that follow a person's name in that of something called after it."""
OF_LAND = words("isla isle cape mount lake port fort saint santa santo san sao puerto rio villa monte")
"""Words that begin names of places."""
_OF_THING = re.compile(
    r".{3}(?:tion|sion|ness|ology|izer|iser|ator|ivity|ility|isms?|ware|tions|ics|ments|ifier|esque)"
)
"""A word for a thing by its end: "Adam Optimizer"."""


def ends_thing(word: str) -> bool:
    """Whether a word in lower case has the end of a word for a thing."""
    return _OF_THING.fullmatch(word) is not None
