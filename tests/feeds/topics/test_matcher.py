"""Entries find their topics; each match shows where in the text it comes from, and each other topic why it did not."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.desks.desk import Desk
from feeds.desks.loader import shipped_desk
from feeds.entry import DatedBy, Entry, Key, KeyKind
from feeds.feed import Tier
from feeds.terms.match import Evidence
from feeds.topics.matcher import TopicMatcher
from feeds.topics.score import Shown

INVENTED = [json.loads(line) for line in (Path(__file__).parent / "invented.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def desk() -> Desk:
    return shipped_desk("korea_us_visa")


@pytest.fixture(scope="module")
def matcher(desk: Desk) -> TopicMatcher:
    return TopicMatcher(desk)


def entry(title: str, summary: str = "", lang: str = "en") -> Entry:
    when = datetime(2026, 1, 15, tzinfo=UTC)
    return Entry((Key(KeyKind.GUID, "x"),), title, summary, "", when, DatedBy.PUBLISHED, lang, "yonhap")


def topics(matcher: TopicMatcher, title: str, summary: str = "") -> list[str]:
    return [match.topic for match in matcher.match(entry(title, summary), Tier.WIRE)]


PLAIN = {
    "visa-talks": ("Korea and US hold a round of the visa working group", "한미 비자워킹그룹 회의 열려"),
    "b1-esta": ("What engineers may install on a B-1 visa", "단기상용 비자로 장비 설치 가능"),
    "new-visa": ("The Partner with Korea Act is filed again", "한국 동반자법 다시 발의"),
    "kit-desk": ("The KIT Desk takes its first group filing", "키트 데스크, 첫 일괄 신청 접수"),
    "georgia-raid": ("Koreans held in the Georgia raid come home", "조지아에서 구금됐던 근로자들 귀국"),
    "entry-enforcement": ("Korean engineer refused entry at Atlanta", "애틀랜타 공항서 한국 기술자 입국 거부"),
    "us-policy": ("Charge for H-1B petitions stays", "H-1B 수수료 그대로"),
    "investment-workforce": (
        "Korean battery plant delayed as engineers cannot travel to the US",
        "기술자 미국 출장 막혀 한국 배터리 공장 지연",
    ),
}


@pytest.mark.parametrize("topic", PLAIN)
def test_each_topic_is_found_in_both_languages_with_evidence_that_cuts_the_text(
    matcher: TopicMatcher, topic: str
) -> None:
    for title in PLAIN[topic]:
        text = entry(title, f"{title}.")
        match = next(match for match in matcher.match(text, Tier.WIRE) if match.topic == topic)
        assert match.evidence
        for one in match.evidence:
            field = text.title if one.field == "title" else text.summary
            assert 0 <= one.start < one.end <= len(field)
            assert field[one.start : one.end].strip() == field[one.start : one.end]


def test_evidence_stands_at_the_word_even_where_normalising_changes_the_length(matcher: TopicMatcher) -> None:
    text = entry("&amp;apos;美&amp;apos; B‑1 비자 지침 바뀐다")
    match = next(match for match in matcher.match(text, Tier.WIRE) if match.topic == "b1-esta")
    assert "B‑1" in {text.title[one.start : one.end] for one in match.evidence}


TRAPS = [
    (
        "Visa earns more than analysts thought",
        "The payments company saw more card use abroad, also by Koreans in the US.",
    ),
    ("비자 주가 신고가", "미국 결제 기업이 국내 카드사와 손잡았다."),
    ("장바구니 부담에 소비자 한숨", "미국산 과일값도 올랐다."),
    ("재벌 비자금 수사 확대", "미국 계좌로 돈이 흘러간 정황이 나왔다."),
    ("B-1B flies over Korea with fighter escort", "The American jet came from a Pacific island."),
    ("E-4B seen at air base south of Seoul", "The plane carries US commanders."),
    ("Chinese groups may now visit Korea without visas", "Shops hope for more tourists."),
    ("유커 무비자 방한에 명동 북적", "면세점 매출이 늘었다."),
    ("Seoul and Washington set up working group on submarine fuel", "Navy officials will meet monthly."),
    ("한미 핵잠 워킹그룹 가동", "국방부가 협의를 이끈다."),
    ("캄보디아서 풀려난 한국인들 전세기로 귀국", "도착하자마자 경찰 조사를 받는다."),
    ("Dozens held after immigration sweep in Chicago suburb", "Most come from Mexico."),
    ("조지아 커피 새 라떼 광고 모델 공개", "편의점에서 살 수 있다."),
    ("전자여행허가(K-ETA) 없이 한국 온다", "미국 관광객이 혜택을 본다."),
    ("캄보디아 구금 한국인 59명 송환…범정부 TF 가동", "미국이 제재한 단지에서 붙잡혔고 외교부가 영사 조력을 한다."),
    ("정부, 톱티어 비자 신설", "미국에서 일하던 반도체 전문가를 데려오려는 조치다."),
    ("LA 한인 갱단 조직원 체포", "FBI 요원들이 마약과 총기를 압수했다."),
    ("한미 비서실장 핫라인 가동", "관세 후속 조치를 수시로 논의한다."),
    ("US pauses immigration cases from 19 countries after shooting", ""),
    ("US embassy in Seoul closes for holiday", "Visa services resume on Monday."),
    ("[이 시각 헤드라인] 조지아 구금 한국인 근로자 귀국", ""),
]


@pytest.mark.parametrize(("title", "summary"), TRAPS)
def test_what_only_looks_alike_is_no_match(matcher: TopicMatcher, title: str, summary: str) -> None:
    assert topics(matcher, title, summary) == []


def test_a_match_gives_its_reasons_strongest_first_with_the_word_that_was_found(matcher: TopicMatcher) -> None:
    match = next(m for m in matcher.match(entry("조지아 구금 근로자 귀국"), Tier.WIRE) if m.topic == "georgia-raid")
    assert match.reasons[0].startswith("+10 ")
    assert any("구금" in reason for reason in match.reasons)
    weights = [abs(int(reason.split()[0])) for reason in match.reasons]
    assert weights == sorted(weights, reverse=True)


def test_a_topic_that_does_not_hold_says_what_was_near_and_what_stood_against_it(matcher: TopicMatcher) -> None:
    explained = matcher.explain(entry("Visa, Mastercard settle with merchants in Korea"), Tier.WIRE, "visa-talks")
    assert not explained.holds
    assert any(shown.signal.points < 0 for shown in explained.score.shown)
    assert explained.missed
    assert all(near.evidence and (near.absent or near.hindered) for near in explained.missed)


def test_an_explanation_of_a_match_has_the_same_evidence(matcher: TopicMatcher) -> None:
    text = entry("한미 비자 워킹그룹 3차 회의", "서울에서 열린다.")
    match = next(match for match in matcher.match(text, Tier.WIRE) if match.topic == "visa-talks")
    explained = matcher.explain(text, Tier.WIRE, "visa-talks")
    assert explained.holds
    assert explained.score.evidence == match.evidence


def test_what_stands_far_down_in_a_whole_article_is_not_what_it_is_about(matcher: TopicMatcher) -> None:
    far = "A district mayor spoke about roads, schools and the harvest. " * 10 + "KIT Desk at the US Embassy in Seoul."
    assert len(far) <= 1000
    assert topics(matcher, "District mayor speaks", far) == []
    assert topics(matcher, "District mayor speaks", far[-40:]) == ["kit-desk"]


def test_asking_about_a_topic_the_desk_has_not_is_an_error(matcher: TopicMatcher) -> None:
    with pytest.raises(KeyError):
        matcher.explain(entry("x"), Tier.WIRE, "weather")


@pytest.mark.parametrize("number", range(0, len(INVENTED), 20))
def test_every_evidence_cuts_the_text_at_a_hit_of_its_term(matcher: TopicMatcher, number: int) -> None:
    for item in INVENTED[number : number + 20]:
        text = entry(item["title"], item["summary"], item["lang"])
        found = matcher.find(text, Tier.WIRE)
        for hits in found.evidence.values():
            for one in hits:
                field = text.title if one.field == "title" else text.summary
                assert field[one.start : one.end], (item["id"], one)


def test_every_signal_of_the_desk_has_points_and_a_reason_that_can_be_told(desk: Desk, matcher: TopicMatcher) -> None:
    reasons = [reason for item in INVENTED for reason in _reasons(matcher, item)]
    assert all(reason.split()[0] not in ("+0", "-0") for reason in reasons)
    assert all(signal.points for topic in desk.topics.values() for signal in topic.rule.signals)


def _reasons(matcher: TopicMatcher, item: dict[str, str]) -> list[str]:
    matches = matcher.match(entry(item["title"], item["summary"], item["lang"]), Tier.WIRE)
    return [reason for match in matches for reason in match.reasons]


def test_shown_and_evidence_are_values_that_can_be_compared() -> None:
    assert Evidence("visa", "title", 0, 4) == Evidence("visa", "title", 0, 4)
    assert Shown.__slots__ == ("signal", "evidence")
