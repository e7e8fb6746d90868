"""English plurals: one form for a word, so that visa, visas and visa's are the same."""

import re

_KEPT = re.compile(
    "across|adams|afterwards|always|arkansas|arms|atlas|besides|bias|canvas|chaos|charles|christmas|customs|"
    "cyprus|dallas|davis|des|does|economics|emirates|ethos|gas|goes|goods|harris|has|his|honduras|its|james|"
    "jonas|jones|kansas|laos|las|lens|les|less|lewis|lges|logos|los|lucas|maldives|mars|memphis|mercedes|"
    "netherlands|news|nicholas|ours|overseas|paris|pathos|perhaps|philippines|politics|reuters|series|"
    "sometimes|species|texas|theirs|this|thomas|thus|towards|unless|wales|was|williams|xerxes|yes|yours"
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
    if _KEPT.fullmatch(word) or word.endswith(("ss", "us", "is")):
        return word
    if len(word) < _SHORTEST and word.isalpha():
        return word
    if word.endswith("ies") and len(word) > _SHORTEST:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "oes")):
        return word[:-2]
    return word[:-1]
