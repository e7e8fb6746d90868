import pytest

from tests.feeds.facts.conftest import Ask

LEAD = "South Korea wants U.S. visas for its engineers. "


@pytest.mark.parametrize(
    ("text", "speaker", "side"),
    [
        ("“We wait,” Foreign Minister Cho Hyun told reporters.", "p.cho-hyun", "seoul"),
        ("“I packed my boots,” said Bae Sang-min, a piping inspector.", "Bae Sang-min", "other"),
        ("Wi Sung-lac, the national security adviser, said it showed goodwill.", "p.wi-sung-lac", "seoul"),
        ("Rep. Sydney Kamlager-Dove called the vote a promise kept.", "p.kamlager-dove", "congress"),
        ("“The door is open. We will walk through it,” lead lawyer Joon Abernathy said.", "Joon Abernathy", "lawyer"),
        ("José Muñoz, its chief executive, said engineers would fly again.", "José Muñoz", "company"),
        ("Hyundai's José Muñoz, in a post, wrote that his engineers could plan.", "José Muñoz", "company"),
        ("“It never gets this far,” a State Department spokesperson said.", "o.state", "washington"),
        ("A spokesperson for the Department of Homeland Security said the raid was “lawful and well planned.”",
         "o.dhs", "washington"),
    ],
)  # fmt: skip
def test_an_english_statement_has_a_speaker_and_a_side(ask: Ask, text: str, speaker: str, side: str) -> None:
    (fact,) = ask(LEAD + text, "statement")
    assert (fact.data["speaker"], fact.data["side"], fact.sentence) == (speaker, side, text)


@pytest.mark.parametrize(
    ("text", "speaker", "side"),
    [
        ("조현 장관은 “기다린다”고 말했다.", "p.cho-hyun", "seoul"),
        ("임기철 총영사는 “나흘이 걸렸다”고 아쉬워했다.", "임기철", "seoul"),
        ("배관공 오민수 씨는 “사이렌이 무섭다”고 털어놨다.", "오민수", "other"),
        ("엄태석 한경협 미주협력팀장은 “공장이 섰다”고 토로했다.", "엄태석", "company"),
        ("태미 엘우드 상원의원은 “구멍을 메우는 일”이라고 말했다.", "태미 엘우드", "congress"),
        ("김민재 변호사는 “양식부터 통일해야 한다”고 조언했다.", "김민재", "lawyer"),
        ("제임스 헬러 대사대리는 서류를 닷새 안에 처리하겠다고 약속했다.", "p.heller", "washington"),
        ("외교부 대변인은 “조력을 이어가고 있다”고 밝혔다.", "o.mofa", "seoul"),
    ],
)
def test_a_korean_statement_has_a_speaker_and_a_side(ask: Ask, text: str, speaker: str, side: str) -> None:
    (fact,) = ask("한국 기술자들의 미국 비자가 막혔다. " + text, "statement", lang="ko")
    assert (fact.data["speaker"], fact.data["side"], fact.sentence) == (speaker, side, text)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("“We would rather talk,” a senior presidential aide said.", "en"),
        ("The ministry said it would study the text.", "en"),
        ("The Foreign Ministry said it was “pleased.”", "en"),
        ("Foreign Minister Cho Hyun met Marco Rubio.", "en"),
        ("An aide to Rep. Young Kim said a vote was near.", "en"),
        ("Kim Sun-young was told that the list was closed.", "en"),
        ("외교부 당국자는 “의제는 그대로”라고 선을 그었다.", "ko"),
        ("외교부는 영향을 파악하고 있다고 밝혔다.", "ko"),
        ("회사 관계자는 “예약률이 기대를 웃돈다”고 말했다.", "ko"),
        ("김모 씨는 “무섭다”고 말했다.", "ko"),
        ("조현 장관은 루비오 장관과 만나기로 합의했다.", "ko"),
    ],
)
def test_nobody_with_a_name_makes_no_statement(ask: Ask, text: str, lang: str) -> None:
    lead = LEAD if lang == "en" else "한국 기술자들의 미국 비자가 막혔다. "
    assert ask(lead + text, "statement", lang=lang) == ()


def test_later_sentences_may_call_a_speaker_by_surname_or_pronoun(ask: Ask) -> None:
    text = (
        LEAD
        + "“We wait,” said Priya Raman, a lawyer. Raman added that inspectors were free to differ. “Still,” she said."
    )
    assert [fact.data["speaker"] for fact in ask(text, "statement")] == ["Priya Raman"] * 3
    text = (
        "한국인의 미국 비자를 다룬 회의에 김선영 국장이 나섰다. "
        "김 국장은 “마무리하겠다”고 말했다. 그는 “곧 끝난다”고 덧붙였다."
    )
    assert [fact.data["speaker"] for fact in ask(text, "statement", lang="ko")] == ["p.kim-sun-young"] * 2


def test_words_about_something_else_are_no_statement_of_this_desk(ask: Ask) -> None:
    assert ask(LEAD + "“Tariffs come first,” Marco Rubio said, and tariffs did.", "statement") == ()
