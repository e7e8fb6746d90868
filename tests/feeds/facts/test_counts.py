"""Bills, figures and deadlines."""

import pytest

from tests.feeds.facts.conftest import Ask

BILL = "The Partner with Korea Act, H.R. 4687, would give Koreans U.S. visas. "
BILL_KO = "미국의 한국 동반자법은 한국인 비자 법안이다. "


@pytest.mark.parametrize(
    ("text", "lang", "bill", "action", "date"),
    [
        ("The bill was introduced on July 23, 2025.", "en", "hr-4687", "introduced", "2025-07-23"),
        ("The measure was reintroduced last year.", "en", "hr-4687", "reintroduced", None),
        ("A subcommittee took testimony Tuesday on the bill.", "en", "hr-4687", "hearing", "2026-05-05"),
        ("The bill cleared the Judiciary Committee on Tuesday.", "en", "hr-4687", "markup", "2026-05-05"),
        ("The House passed the bill late Tuesday.", "en", "hr-4687", "passed-house", "2026-05-05"),
        ("A hearing on the bill is set for May 20.", "en", "hr-4687", "hearing", "2026-05-20"),
        ("Senators filed a companion, S. 2210, on Tuesday.", "en", "s-2210", "introduced", "2026-05-05"),
        ("H.R. 6120, a border bill signed on Tuesday, pays for it.", "en", "hr-6120", "signed", "2026-05-05"),
        ("법안은 지난해 7월 23일 법사위에 회부됐다.", "ko", "hr-4687", "referred", "2025-07-23"),
        ("하원은 5일(현지시간) 본회의에서 이 법안을 가결했다.", "ko", "hr-4687", "passed-house", "2026-05-05"),
        ("상원에 S. 2210 법안이 5일 발의됐다.", "ko", "s-2210", "introduced", "2026-05-05"),
    ],
)
def test_a_bill_takes_a_step(ask: Ask, *, text: str, lang: str, bill: str, action: str, date: str | None) -> None:
    facts = ask((BILL if lang == "en" else BILL_KO) + text, "bill", lang=lang)
    assert [dict(fact.data) for fact in facts] == [{"bill": bill, "action": action, "date": date}]


@pytest.mark.parametrize(
    "text",
    ["No markup has been scheduled.", "Backers hope the House passed bill grows.",
     "Similar bills have been filed since 2013.",
     "Sponsors want the bill passed by the Senate.", "The bill has not been referred to a panel."],
)  # fmt: skip
def test_a_step_that_was_not_taken_is_none(ask: Ask, text: str) -> None:
    assert ask(BILL + text, "bill") == ()


RAID = "The U.S. raid in Georgia shook South Korea, and visas with it. "
RAID_KO = "미국 조지아 단속 이후 한국인 비자가 문제가 됐다. "


@pytest.mark.parametrize(
    ("text", "lang", "figures"),
    [
        (
            "Agents detained 475 people, including 317 South Koreans.",
            "en",
            {"total-detained": 475, "koreans-detained": 317},
        ),
        ("About 130 of the 317 Koreans held are back at work.", "en", {"returned": 130, "koreans-detained": 317}),
        ("The visas of two hundred and four people have been reinstated.", "en", {"visas-restored": 204}),
        ("A jet carrying 316 workers freed from detention landed.", "en", {"flight-passengers": 316}),
        ("The suit covers 291 plaintiffs.", "en", {"plaintiffs": 291}),
        ("The KIT Desk has handled about 2,300 cases.", "en", {"kit-desk-cases": 2300}),
        ("Around 900 annotated visas are in use.", "en", {"annotated-visas": 900}),
        ("The H-1B order priced new petitions at $100,000.", "en", {"h1b-fee-usd": 100000}),
        ("E-4 would set aside 15,000 visas a year for Korean professionals.", "en", {"e4-annual-quota": 15000}),
        ("당시 한국인 317명이 구금됐고 모두 475명이 체포됐다.", "ko", {"koreans-detained": 317, "total-detained": 475}),
        ("구금됐던 한국인 317명 가운데 130여 명이 현장에 복귀했다.", "ko", {"koreans-detained": 317, "returned": 130}),
        ("소송에 참여한 원고는 291명이다.", "ko", {"plaintiffs": 291}),
        ("키트 데스크는 2천300여 건을 처리했다.", "ko", {"kit-desk-cases": 2300}),
        ("H-1B 신청에 10만 달러를 물린다.", "ko", {"h1b-fee-usd": 100000}),
        ("동반자법 공동 발의자는 71명이다.", "ko", {"cosponsors": 71}),
    ],
)
def test_a_number_is_named_by_what_stands_beside_it(ask: Ask, text: str, lang: str, figures: dict[str, int]) -> None:
    facts = ask((RAID if lang == "en" else RAID_KO) + text, "figure", lang=lang)
    assert {str(fact.data["what"]): fact.data["value"] for fact in facts} == figures


def test_an_earlier_value_is_a_figure_too(ask: Ask) -> None:
    facts = ask(BILL + "It has 71 cosponsors, up from 58 last fall.", "figure")
    assert [fact.data["value"] for fact in facts if fact.data["what"] == "cosponsors"] == [71, 58]


@pytest.mark.parametrize(
    "text",
    ["Agents detained hundreds of Koreans.", "Agents detained 47 of its own employees from South Korea.",
     "Officials denied that 500 Koreans were detained.", "Agents detained 10 Korean women."],
)  # fmt: skip
def test_vague_denied_and_partial_numbers_are_none(ask: Ask, text: str) -> None:
    assert ask(RAID + text, "figure") == ()


@pytest.mark.parametrize(
    ("text", "lang", "date"),
    [
        ("The draft is due by Sept. 18.", "en", "2026-09-18"),
        ("Firms have until next Friday to apply.", "en", "2026-05-15"),
        ("The pilot runs through Jan. 31.", "en", "2027-01-31"),
        ("The order expires on Sept. 21.", "en", "2026-09-21"),
        ("They promised to publish it by the end of the month.", "en", "2026-05-31"),
        ("The deadline was extended from May 20 to June 3.", "en", "2026-06-03"),
        ("기업들은 19일까지 등록해야 한다.", "ko", "2026-05-19"),
        ("접수는 다음 달 13일까지다.", "ko", "2026-06-13"),
        ("효력은 내년 9월 21일 끝난다.", "ko", "2027-09-21"),
        ("양국은 문답집을 이달 말까지 펴내기로 했다.", "ko", "2026-05-31"),
    ],
)
def test_a_last_day_is_a_deadline(ask: Ask, text: str, lang: str, date: str) -> None:
    facts = ask((RAID if lang == "en" else RAID_KO) + text, "deadline", lang=lang)
    assert [fact.data["date"] for fact in facts] == [date]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The rule takes effect on July 1.", "en"),
        ("By Tuesday, 40 had come home.", "en"),
        ("They hope to finish by the end of the year.", "en"),
        ("It was signed by Friday's guests.", "en"),
        ("새 규정은 7월 1일부터 시행된다.", "ko"),
        ("연내에 마무리할 방침이다.", "ko"),
    ],
)
def test_a_start_an_aim_or_a_day_gone_by_is_no_deadline(ask: Ask, text: str, lang: str) -> None:
    assert ask((RAID if lang == "en" else RAID_KO) + text, "deadline", lang=lang) == ()
