"""``hatcheck voice``: files in, what can be told out, learnt again from where the posts are."""

import csv
from pathlib import Path

import pytest
from authors import COMPANY, PERSON, Author
from conftest import UserDesk

from guard.voice import store


def export(path: Path, author: Author, count: int, seed: int, account: str = "") -> Path:
    """A CSV as scheduling tools write it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["date", "text", "account"])
        rows.writerows(
            [said.at.isoformat() if said.at else "", said.text, account] for said in author.posts(count, seed)
        )
    return path


@pytest.fixture
def exports(tmp_path: Path) -> tuple[Path, Path]:
    """One of the brand, one of the person."""
    return export(tmp_path / "acme.csv", COMPANY, 200, 1), export(tmp_path / "jo.csv", PERSON, 150, 2)


def test_two_files_at_once(desk: UserDesk, exports: tuple[Path, Path]) -> None:
    brand, person = exports
    typed = desk.type("voice", "train", f"acme={brand}", f"jo={person}")
    assert typed.code == 0, typed.err
    assert "Acme Ltd" in typed.out
    (one,) = [voice for voice in desk.type("voice", "show", "--format", "json").json["voices"] if voice["speaks"]]
    assert (one["identity"], one["posts"]) == ("acme", 200)
    assert one["recall"] > 0.9
    assert 0 < one["false_alarm"] < 0.05


def test_one_file_after_the_other(desk: UserDesk, exports: tuple[Path, Path]) -> None:
    """The first voice alone tells nothing; the second call learns from both files."""
    brand, person = exports
    first = desk.type("voice", "train", "acme", str(brand))
    assert first.code == 1
    assert "takes two identities" in first.out
    assert desk.type("voice", "train", "jo", str(person)).code == 0
    assert [voice["identity"] for voice in desk.type("voice", "show", "--format", "json").json["voices"]] == [
        "acme",
        "jo",
    ]


def test_too_few_posts_are_told(desk: UserDesk, exports: tuple[Path, Path], tmp_path: Path) -> None:
    few = export(tmp_path / "few.csv", COMPANY, 40, 1)
    typed = desk.type("voice", "train", f"acme={few}", f"jo={exports[1]}")
    assert typed.code == 1
    assert "150 posts of some length are needed" in typed.out
    assert desk.type("voice", "show", "--format", "json").json["short"] == [
        {"identity": "acme", "posts": 40, "needed": 150}
    ]


def test_posts_of_another_account_in_the_same_file_are_left_out(
    desk: UserDesk, exports: tuple[Path, Path], tmp_path: Path
) -> None:
    mixed = export(tmp_path / "mixed.csv", COMPANY, 160, 7, account="@jo")
    desk.type("voice", "train", f"acme={mixed}", f"jo={exports[1]}")
    assert desk.type("voice", "show", "--format", "json").json["short"][0]["posts"] == 0


def test_a_file_that_is_gone_leaves_its_identity_out(desk: UserDesk, exports: tuple[Path, Path]) -> None:
    brand, person = exports
    desk.type("voice", "train", f"acme={brand}", f"jo={person}")
    brand.unlink()
    typed = desk.type("voice", "train")
    assert typed.code == 1
    assert "acme is left out" in typed.out


def test_forgetting_an_identity(desk: UserDesk, exports: tuple[Path, Path]) -> None:
    brand, person = exports
    desk.type("voice", "train", f"acme={brand}", f"jo={person}")
    assert desk.type("voice", "forget", "acme").code == 0
    known = store.load(desk.state / "voices")
    assert (known.voices, dict(known.sources)) == ((), {"jo": (str(person),)})
    assert desk.type("voice", "forget", "acme").code == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["train"], "Say whose posts are where", id="nothing was ever named"),
        pytest.param(["train", "acme"], "in which file", id="an identity without a file"),
        pytest.param(["train", "acme", "nowhere.zip"], "There is no", id="a file that is not there"),
        pytest.param(["train", "nobody", "."], "no identity", id="an identity that is not there"),
        pytest.param(["train", "acme", "hatcheck.toml"], "holds no posts", id="a file without posts"),
    ],
)
def test_what_cannot_be_learnt_is_told(desk: UserDesk, words: list[str], told: str) -> None:
    typed = desk.type("voice", *words)
    assert typed.code == 2
    assert told in typed.err


def test_nothing_learnt_yet(desk: UserDesk) -> None:
    typed = desk.type("voice", "show")
    assert typed.code == 1
    assert "No voice was learnt yet" in typed.out


def test_a_broken_file_is_told(desk: UserDesk) -> None:
    (desk.state / "voices").mkdir(parents=True)
    store.file_in(desk.state / "voices").write_text("{", encoding="utf-8")
    typed = desk.type("voice", "show")
    assert typed.code == 2
    assert "holds no voices" in typed.err
