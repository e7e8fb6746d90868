"""Why a feed cannot be read, and why something was not said, in the reader's language."""

import re
import string
from pathlib import Path

import pytest

from bot.cards.problems import KINDS, complaint_words, detail_words
from bot.cards.undelivered import Undelivered, undelivered_words
from bot.locale.voice import Voice
from feeds.fetch.details import CertificateFlaw, FetchDetail
from feeds.parse.details import Complaint, ParseDetail, WorkerEnd
from feeds.wording import Wording
from tests.bot import shipped

CATALOGUE = shipped.catalogue()
ALL: dict[type[Wording], str] = {**KINDS, Undelivered: "undelivered"}
WORDINGS = [(kind, wording) for kind in ALL for wording in kind]


def named(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize(("kind", "wording"), WORDINGS)
def test_every_sentence_is_said_in_both_languages_with_the_same_values(kind: type[Wording], wording: Wording) -> None:
    key = f"{ALL[kind]}.{wording.code}"
    assert CATALOGUE.form("en", key) == re.sub(r":,\}", "}", wording.value)
    korean = CATALOGUE.form("ko", key)
    assert named(korean) == wording.names
    assert re.search("[가-힣]", korean)


def test_a_stored_detail_is_said_with_its_values_and_their_particles(korean: Voice, english: Voice) -> None:
    detail = FetchDetail.FORBIDDEN.format(host="news.example:8080", status=403)
    assert detail_words(detail, english) == detail
    assert detail_words(detail, korean) == (
        "news.example:8080이 접근을 거부합니다. 브라우저에만 응답하는 사이트일 수 있습니다(상태 코드 403)."
    )
    too_large = FetchDetail.TOO_LARGE.format(host="a.example", most=5_000_000)
    assert detail_words(too_large, korean) == "a.example이 한도인 5,000,000바이트보다 많이 보냈습니다."


def test_a_clause_within_a_sentence_is_said_in_the_language_too(korean: Voice) -> None:
    flaw = CertificateFlaw.OTHER_NAME.format(name="'x.example'")
    certificate = FetchDetail.CERTIFICATE.format(host="a.example", flaw=flaw)
    assert detail_words(certificate, korean) == (
        "a.example의 인증서를 받아들일 수 없습니다('x.example'이 아닌 다른 호스트의 인증서)."
    )
    died = ParseDetail.WORKER_FAILED.format(how=WorkerEnd.SIGNAL.format(signal="SIGBUS"))
    assert detail_words(died, korean) == "문서를 읽던 프로세스가 중단되었습니다(SIGBUS 신호로 종료)."
    cut = Complaint.CUT_OFF.format(complaint="no element found (SAXParseException)")
    assert complaint_words(cut, korean) == "문서가 중간에서 끊김: no element found (SAXParseException)"


def test_a_detail_that_nobody_knows_is_shown_as_it_stands(korean: Voice) -> None:
    assert detail_words("something of an older release", korean) == "something of an older release"


def test_why_nothing_was_said_is_told_and_a_platforms_own_words_are_quoted(korean: Voice, english: Voice) -> None:
    assert undelivered_words("visabot failed to show it 5 times", korean) == "visabot이 5번 표시하지 못함"
    assert undelivered_words("Missing Permissions", korean) == "플랫폼의 답 ‘Missing Permissions’"
    assert undelivered_words("no answer within 30 seconds", english) == "no answer within 30 seconds"
    assert undelivered_words("", english) == "for no known reason"


def test_every_known_reason_is_one_that_the_code_stores() -> None:
    bot = Path(__file__).resolve().parents[3] / "bot"
    files = (*(bot / "pipeline").glob("*.py"), *(bot / "faces" / "terminal").glob("*.py"))
    code = "".join(file.read_text(encoding="utf-8") for file in files)
    for wording in Undelivered:
        assert all(words in code for words, _, _, _ in string.Formatter().parse(wording.value)), wording
