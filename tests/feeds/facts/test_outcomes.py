import pytest

from tests.feeds.facts.conftest import Ask


@pytest.mark.parametrize(
    ("text", "track"),
    [
        ("Seoul and Washington agreed to widen what ESTA travelers from South Korea may repair.", "b1-esta"),
        ("The U.S. Embassy opened a walk-in counter for Korean visas in Busan on Tuesday.", "kit-desk"),
        ("A federal judge ruled on Thursday that a suit by detained Koreans can go forward.", "enforcement"),
        ("The White House last week exempted physicians from the H-1B charge; Korean nurses wait.", "us-policy"),
        ("The State Department rewrote its manual so that Korean trainers may be paid on a B-1.", "b1-esta"),
        ("U.S. agents released two Korean welders on Monday after 11 days in custody.", "enforcement"),
    ],
)
def test_an_english_decision_is_an_outcome(ask: Ask, text: str, track: str) -> None:
    (fact,) = ask(text, "outcome")
    assert (fact.sentence, fact.data["track"]) == (text, track)


@pytest.mark.parametrize(
    ("text", "track"),
    [
        ("한미 양국이 ESTA 활용 범위를 넓히기로 합의했다.", "b1-esta"),
        ("주한미국대사관이 한국 기업의 비자 업무를 맡는 전담 창구를 개설했다.", "kit-desk"),
        ("미국 이민세관단속국이 구금했던 한국인 열두 명을 풀어줬다.", "enforcement"),
        ("양측은 한국인 전용 비자를 다루는 연구반을 두기로 했다. 미국과의 협의다.", "new-visa"),
        ("미국이 H-1B 신청에 돈을 물리는 포고문을 시행했다고 외교부가 밝혔다. 한국도 대상이다.", "us-policy"),
    ],
)
def test_a_korean_decision_is_an_outcome(ask: Ask, text: str, track: str) -> None:
    (fact,) = ask(text, "outcome", lang="ko")
    assert fact.sentence == text.split(". ", maxsplit=1)[0].rstrip(".") + "."
    assert fact.data["track"] == track


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Seoul and Washington could not agree on a separate visa.", "en"),
        ("Seoul asked Washington to widen the visa rules.", "en"),
        ("The State Department is considering a visa lane for Koreans.", "en"),
        ("Washington agreed to consider a new visa for Koreans.", "en"),
        ("The House passed a bill on Korean visas and the U.S. agency watched.", "en"),
        ("The visas of 204 Koreans have been reinstated in the United States.", "en"),
        ("Since the U.S. visa desk began work it has handled 2,300 Korean cases.", "en"),
        ("한미 양국은 비자 신설에 합의하지 못했다.", "ko"),
        ("미국 측은 비자 확대를 검토하기로 했다.", "ko"),
        ("한국 정부는 미국에 비자 확대를 요청했다.", "ko"),
        ("한미 양국이 비자 회의를 27일 열기로 했다.", "ko"),
    ],
)
def test_what_is_only_asked_weighed_or_counted_is_no_outcome(ask: Ask, text: str, lang: str) -> None:
    assert ask(text, "outcome", lang=lang) == ()
