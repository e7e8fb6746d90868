import pytest

from feeds.text.language import language_of


@pytest.mark.parametrize(
    ("text", "default", "language"),
    [
        ("한미 비자 워킹그룹 회의 열려", None, "ko"),
        ("[속보] 美 국무부, B-1 비자 확대", "en", "ko"),
        ("北韓 金正恩 訪中, 회담", None, "ko"),
        ('Seoul says the word "비자" was missing from the text of the agreement', None, "en"),
        ("日米首脳会談が始まる", "en", "ja"),
        ("中美签证谈判重启", None, "zh"),
        ("首脳会談", "ja", "ja"),
        ("Россия и США договорились о визах", None, "ru"),
        ("Україна і США домовилися", "uk", "uk"),
        ("محادثات التأشيرة", None, "ar"),
        ("پاکستان کے لیے امریکی امداد", "ur", "ur"),
        ("Les négociations sur les visas", "fr", "fr"),
        ("Les négociations sur les visas", None, "en"),
        ("2025: 350", "ko", "ko"),
        ("", None, "en"),
    ],
)
def test_the_script_tells_the_language_and_else_the_feed_does(text: str, default: str | None, language: str) -> None:
    assert language_of(text, default) == language
