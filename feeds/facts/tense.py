"""Whether what a sentence says of a day has been or is to be."""

import re

_EN_FUTURE = re.compile(
    r"\b(?:will|won't|shall|(?:is|are|was|were) (?:now )?(?:to|due|set|expected|scheduled|slated|planned"
    r"|supposed|going|likely) ?(?:to|for|on|at)?"
    r"|set for|scheduled|slated|fixed|planned|due|plans? to|agreed to (?:meet|talk|hold|reconvene|sit)"
    r"|to be held|upcoming"
    r"|would|must|can|may|could|might|be \w+|(?:is|are) being"
    r"|meets?|holds?|opens?|begins?|starts?|expires?|lapses?|ends?|sit down|resumes?"
    r"|(?:until|till|through|by|no later than)(?= $)"
    r"|convenes?|lapse|expiry|deadline|ha(?:s|ve) until|coming|ahead of|postponed|rescheduled|moved"
    r"|pushed back|put off)(?:\b|$)",
    re.IGNORECASE,
)
_EN_PAST = re.compile(
    r"\b(?:was|were|had|did|took|met|held|began|went|came|said|told|sat|spoke|led|gave|sent|made|left|won"
    r"|lost|since|after"
    r"|ago|earlier|previous|last|has been|have been|ha(?:s|ve) (?:\w+ly )?[a-z]{2,}ed|[a-z]{3,}(?:ed))\b",
    re.IGNORECASE,
)
_KO_FUTURE = re.compile(
    r"예정|계획|앞두|잡혔|잡힌|확정|개최된다|개최될|열린다|열리는|열릴|열리며|연다|여는|개최한다|개최하는"
    r"|갖는다|갖기로|만난다|진행한다|진행된다|나선다|앉는다|마주한다"
    r"|열기로|하기로|만나기로|이어진다|시작한다|시작된다|시작되는|[가-힣]+[할될릴질칠갈볼올날설낼] |까지"
    r"|미뤄|연기|끝난다|만료된다|종료된다|된다|한다|해야|내야|가질"
)
_KO_PAST = re.compile(
    r"[가-힣]*[았었였했됐갔왔났렸졌냈셨혔쳤꼈겼켰섰춰켜](?:다|던|으며|고|지만|는데|으나|음|을)|열린 "
    r"|열고 |열려|만난 |만나 |만나고|가진 |갖고|개최된 |개최한 |진행된 "
    r"|진행한 |끝난 |마친 |있던 |체포|발의돼|발의된|회부된|통과한|통과된|한 뒤|개최하고|진행하고"
    r"|[가-힣]+된 |[가-힣]+한 |마치고"
)


def is_future(text: str, start: int, end: int, lang: str) -> bool:
    """Tell whether the day named at `start` to `end` of a sentence is to be. Where nothing tells, it has been.

    English says so before the day ("will meet on"), Korean after it ("27일 열린다"): the nearest word on that side
    decides. In English the nearest on the other side may stand in.
    """
    if lang == "ko":
        return _first(text[end:], _KO_FUTURE, _KO_PAST) or False
    near = _last(text[:start], _EN_FUTURE, _EN_PAST)
    if near is None:
        near = _first(text[end:], _EN_FUTURE, _EN_PAST)
    return near or False


def _first(text: str, future: re.Pattern[str], past: re.Pattern[str]) -> bool | None:
    coming, gone = future.search(text), past.search(text)
    if coming is None or gone is None:
        return None if coming is gone else gone is None
    return coming.start() <= gone.start()


def _last(text: str, future: re.Pattern[str], past: re.Pattern[str]) -> bool | None:
    coming = max((found.end() for found in future.finditer(text)), default=-1)
    gone = max((found.end() for found in past.finditer(text)), default=-1)
    return None if coming == gone == -1 else coming >= gone
