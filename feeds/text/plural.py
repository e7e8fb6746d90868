"""English plurals: one form for a word, so that visa, visas and visa's are the same."""

_KEPT = frozenset(
    "news texas kansas arkansas dallas memphis paris wales series species customs goods arms politics economics "
    "always perhaps does goes has was this thus his its ours yours theirs yes gas bias atlas christmas canvas "
    "chaos ethos pathos logos less unless across overseas besides towards afterwards sometimes lens mars "
    "james charles thomas nicholas lucas jonas davis harris lewis adams williams jones reuters bloomberg's "
    "philippines netherlands emirates maldives honduras cyprus laos los las des les mercedes xerxes lges".split()
)
"""Words that end in s and are not plurals, or whose singular means something else (news, customs, goods, arms)."""

_IRREGULAR = {
    "movies": "movie",
    "rookies": "rookie",
    "selfies": "selfie",
    "buses": "bus",
    "viruses": "virus",
    "campuses": "campus",
    "bonuses": "bonus",
    "censuses": "census",
    "gases": "gas",
    "shoes": "shoe",
    "foes": "foe",
    "toes": "toe",
    "caches": "cache",
    "niches": "niche",
    "headaches": "headache",
}

_SHORTEST = 4
"""Below this many letters an s belongs to the word: us, gas, its."""


def singular(word: str) -> str:
    """Return the singular of a lower-case word that ends in s, or the word where it is none.

    The regular rules of English spelling; what they get wrong they get wrong for term and text alike.
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _KEPT or word.endswith(("ss", "us", "is")):
        return word
    if len(word) < _SHORTEST and word.isalpha():
        return word
    if word.endswith("ies") and len(word) > _SHORTEST:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "oes")):
        return word[:-2]
    return word[:-1]
