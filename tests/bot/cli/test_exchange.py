"""`visabot export` and `visabot import`."""

from pathlib import Path

from tests.bot.cli.conftest import Run

FILE = """format: 1
topics:
- {slug: our-plant, name: {en: Our plant, ko: 우리 공장}}
terms:
- {topic: our-plant, expression: "비자 not 소비자"}
feeds:
- {id: mine, url: "https://mine.example/rss", publisher: Mine, minutes: 5, shared: true}
"""


def test_a_file_is_read_in_and_written_out_the_same_and_twice_changes_nothing(run: Run, tmp_path: Path) -> None:
    file, out, again = (tmp_path / name for name in ("in.yaml", "out.yaml", "again.yaml"))
    file.write_text(FILE, encoding="utf-8")
    run("db", "upgrade")
    dry = run("import", str(file), "--dry-run")
    assert dry.exit_code == 0
    assert "New: topic our-plant (Our plant)" in dry.output
    assert run("export", "-").output.count("our-plant") == 0, "a dry run changes nothing"
    assert run("import", str(file)).output == dry.output
    assert run("import", str(file)).output == "Everything is as the file says.\n"
    assert run("export", str(out)).output == f"written to {out}\n"
    assert "우리 공장" in out.read_text(encoding="utf-8")
    other = {"VISABOT_DATABASE_URL": f"sqlite:///{tmp_path / 'other.sqlite3'}"}
    assert run("import", str(out), **other).exit_code == 0
    run("export", str(again), **other)
    assert again.read_text(encoding="utf-8") == out.read_text(encoding="utf-8")
    assert "- import (operator, " in run("ask", "audit").output


def test_all_mistakes_are_told_with_their_lines_in_the_language_of_the_settings(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(FILE.replace("our-plant, name", "Our, name").replace("minutes: 5", "minutes: x"), encoding="utf-8")
    run("db", "upgrade")
    wrong = run("import", str(file))
    assert wrong.exit_code == 2
    assert f"visabot: {file} was not read in:\nLine 3: “slug” must be" in wrong.stderr
    assert "Line 7: “minutes” must be: a whole number from 1 to 1,440" in wrong.stderr
    assert "3행" in run("import", str(file), VISABOT_LOCALE="ko").stderr


def test_what_is_no_file_is_wrong_input(run: Run, tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"format: 1 # \xe9")
    for name, what in ((str(latin), "is not UTF-8 text, at byte 12"), ("nowhere.yaml", "cannot be read: No such file")):
        wrong = run("import", name)
        assert wrong.exit_code == 2
        assert what in wrong.stderr
    assert run("export", "/nowhere/x.yaml").exit_code == 1


def test_a_feed_at_an_address_that_is_not_public_is_refused_before_anything_is_done(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "private.yaml"
    file.write_text(FILE.replace("https://mine.example/rss", "http://127.0.0.1:8000/rss"), encoding="utf-8")
    run("db", "upgrade")
    for options in ((), ("--dry-run",)):
        wrong = run("import", str(file), *options)
        assert wrong.exit_code == 2
        assert "Line 7: It cannot be read: its address is not public" in wrong.stderr
        assert "127.0.0.1" in wrong.stderr
    assert "our-plant" not in run("export", "-").output
    assert run("import", str(file), VISABOT_ALLOW_ADDRESSES="127.0.0.0/8").exit_code == 0
