"""What a brand wants looked at, and what the checks may do here: shown to a form, and changed by one."""

from pathlib import Path

import pytest
from test_op_settings import Desk, added_lines, put_as_shown, replaced

from guard.checks import HOLDING, about, checks, name_of
from guard.model.care import Care
from guard.protocol import ErrorCode, Refused
from guard.protocol import edits as ask
from guard.protocol.replies import CheckSetting
from guard.service.operations.settings import settings
from guard.workspace.caring import TOPICS

CAREFUL = """\
# the company
[[identity]]
id = "acme"
kind = "brand"
color = "#c8102e"
accounts = ["x:@Acme"]
hashtags = ["#AcmeCares", "TeaTime"]   # ours
confirm_hashtags = true                # since the tea
names = "Midas Touch"
sites = [
  "https://www.acme.example/shop",     # the shop
  "acme.test",
]
topics = ["Religion", "politics", "money and law"]
checklist = ["Facts confirmed", "Picture rights"]
checklist_for = ["post", "reply"]
second_look = ["sensitive-topic", "insult"]      # Ada insists

[[identity]]
id = "jo"
kind = "person"
color = "#0072b2"
confirm_hashtags = false

# how we are looked after
[checks]
off = ["spelling", "burst"]      # our own dialect
hold = "profanity"
links = "offline"
drills = false
model = "nsfw.onnx"
"""

ORGANISATION = """\
[[identity]]
id = "acme"
name = "Acme Incorporated"
kind = "brand"
color = "#112233"
hashtags = ["#Acme"]
confirm_hashtags = true
checklist = ["Facts confirmed"]
checklist_for = ["post"]
second_look = ["sensitive-topic"]

[checks]
off = ["grammar"]
hold = ["profanity"]
links = "look"
drills = true
"""


def check(desk: Desk, name: str) -> CheckSetting:
    """What the form is shown of this check."""
    return next(one for one in desk.shown().checks if one.id == name)


def care(desk: Desk, change: ask.IdentityPut) -> Care:
    """What the identity wants looked at after the change."""
    one = desk.change(change).identity(change.id)
    assert one is not None
    return one.care


# --- one brand


def test_a_form_is_shown_what_a_brand_wants_looked_at(tmp_path: Path) -> None:
    acme, jo = Desk(tmp_path, CAREFUL).shown().identities
    assert (acme.hashtags, acme.confirm_hashtags, acme.names) == (["#acmecares", "#teatime"], True, ["Midas Touch"])
    assert (acme.sites, acme.topics) == (["acme.example", "acme.test"], ["money and law", "politics", "religion"])
    assert (acme.checklist, acme.checklist_for) == (["Facts confirmed", "Picture rights"], ["post", "reply"])
    assert acme.second_look == ["insult", "sensitive-topic"]
    assert (jo.hashtags, jo.confirm_hashtags, jo.checklist, jo.second_look) == ([], False, [], [])


@pytest.mark.parametrize("name", ["acme", "jo"])
def test_what_a_form_gives_back_untouched_changes_not_a_letter(tmp_path: Path, name: str) -> None:
    """Neither a capital of a hashtag, nor an address where a host would do, nor one text for a list."""
    desk = Desk(tmp_path, CAREFUL)
    shown = replaced(put_as_shown(desk.shown(), name), name="")
    desk.change(shown)
    assert desk.text == CAREFUL


def test_a_change_keeps_the_comments_and_how_the_others_are_spelt(tmp_path: Path) -> None:
    desk = Desk(tmp_path, CAREFUL)
    shown = replaced(put_as_shown(desk.shown(), "acme"), name="")
    desk.change(
        replaced(
            shown,
            hashtags=[*shown.hashtags, "#NewTea", "newtea", " "],
            confirm_hashtags=False,
            sites=["acme.example"],
            topics=["sex", "money and law", "religion"],
            checklist=["Picture rights", "Tone"],
            second_look=["*"],
        )
    )
    came, went = added_lines(CAREFUL, desk.text)
    assert came == [
        'hashtags = ["#AcmeCares", "TeaTime", "#NewTea"]   # ours',
        'topics = ["Religion", "money and law", "sex"]',
        'checklist = ["Picture rights", "Tone"]',
        'second_look = ["*"]      # Ada insists',
    ]
    assert [line.partition(" ")[0] for line in went] == [
        "hashtags",
        "confirm_hashtags",
        "",
        "topics",
        "checklist",
        "second_look",
    ]
    assert '  "https://www.acme.example/shop",     # the shop' in desk.text


def test_what_is_left_out_is_taken_away(tmp_path: Path) -> None:
    """The identity is exactly what the change says."""
    desk = Desk(tmp_path, CAREFUL)
    assert care(desk, ask.IdentityPut("acme", "brand", color="#c8102e", accounts=["x:@Acme"])) == Care()
    kept = desk.text.partition('[[identity]]\nid = "jo"')[0]
    assert [line.partition(" ")[0] for line in kept.splitlines() if line] == [
        "#",
        "[[identity]]",
        "id",
        "kind",
        "color",
        "accounts",
    ]


def test_a_new_brand_begins_with_care(tmp_path: Path) -> None:
    desk = Desk(tmp_path, None)
    club = ask.IdentityPut(
        "club",
        "brand",
        hashtags=["#Club"],
        confirm_hashtags=True,
        names=["Kluub"],
        sites=["club.example"],
        topics=["politics"],
        checklist=["Approved"],
        checklist_for=["live"],
        second_look=["insult", "*"],
    )
    assert care(desk, club) == Care(
        hashtags=("club",),
        confirm_hashtags=True,
        names=("Kluub",),
        sites=("club.example",),
        topics=frozenset({"politics"}),
        checklist=("Approved",),
        checklist_for=frozenset({"live"}),
        second_look=frozenset({"insult", "*"}),
    )


def test_the_organisations_care_is_added_to(tmp_path: Path) -> None:
    """Sets stand in the user's file as far as they say more; a list as a whole, since the upper one counts."""
    desk = Desk(tmp_path, "version = 1\n", ORGANISATION)
    shown = put_as_shown(desk.shown(), "acme")
    desk.change(shown)
    assert desk.text == "version = 1\n"
    more = replaced(
        shown,
        hashtags=["#acme", "#Tea"],
        checklist=["Facts confirmed", "Tone"],
        checklist_for=["post", "reply"],
        second_look=["sensitive-topic", "insult"],
    )
    said = care(desk, more)
    assert (said.hashtags, said.checklist) == (("acme", "tea"), ("Facts confirmed", "Tone"))
    assert (said.checklist_for, said.second_look) == ({"post", "reply"}, {"sensitive-topic", "insult"})
    assert 'checklist_for = ["reply"]\nsecond_look = ["insult"]\n' in desk.text
    assert "confirm_hashtags" not in desk.text
    desk.change(shown)
    assert [line for line in desk.text.splitlines() if "=" in line] == ["version = 1", 'id = "acme"']


@pytest.mark.parametrize(
    ("values", "told"),
    [
        pytest.param({"second_look": []}, "sensitive-topic is set by", id="a colleague's look"),
        pytest.param({"checklist_for": ["reply"]}, "post is set by", id="a kind of the checklist"),
        pytest.param({"checklist": ["Tone"]}, "Facts confirmed is set by", id="an item of the checklist"),
        pytest.param({"hashtags": []}, "#acme is set by", id="a hashtag"),
        pytest.param({"confirm_hashtags": False}, "confirm_hashtags is set by", id="to be asked about every hashtag"),
    ],
)
def test_the_organisations_care_cannot_be_taken_away(tmp_path: Path, values: dict[str, object], told: str) -> None:
    desk = Desk(tmp_path, "version = 1\n", ORGANISATION)
    with pytest.raises(Refused) as refused:
        desk.change(replaced(put_as_shown(desk.shown(), "acme"), **values))
    assert refused.value.problem.code is ErrorCode.NOT_CHANGED
    assert told in refused.value.problem.text
    assert desk.text == "version = 1\n"


def test_a_file_that_says_less_takes_nothing_away_from_the_organisation(tmp_path: Path) -> None:
    """Lists are put together; a form that changes something else leaves what is written by hand as it is."""
    by_hand = '[[identity]]\nid = "acme"\nconfirm_hashtags = false\nchecklist = ["Tone"] # short\n'
    desk = Desk(tmp_path, by_hand, ORGANISATION)
    shown = put_as_shown(desk.shown(), "acme")
    assert (shown.hashtags, shown.confirm_hashtags) == (["#acme"], True)
    assert shown.checklist[-1] == "Tone"
    assert len(shown.checklist) > 1
    desk.change(replaced(shown, session="5m"))
    assert added_lines(by_hand, desk.text) == (['session = "5m"'], [])


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        pytest.param({"topics": ["gossip"]}, "Known are: alcohol and drugs, death", id="a topic that is none"),
        pytest.param({"checklist_for": ["shout"]}, "Known are: delete, edit, like", id="a kind that is none"),
        pytest.param({"second_look": ["speling"]}, "There is no check speling. Known are:", id="a check that is none"),
    ],
)
def test_unknown_words_are_refused_with_what_is_known(tmp_path: Path, bad: dict[str, object], told: str) -> None:
    desk = Desk(tmp_path, CAREFUL)
    with pytest.raises(Refused) as refused:
        desk.change(replaced(put_as_shown(desk.shown(), "acme"), **bad))
    assert refused.value.problem.code is ErrorCode.NOT_CHANGED
    assert told in refused.value.problem.text
    assert desk.text == CAREFUL


# --- all brands


def test_every_check_is_offered_in_words_with_what_it_does(tmp_path: Path) -> None:
    """Also one that nobody found words for, and a name in the file that no check has."""
    desk = Desk(tmp_path, CAREFUL.replace('["spelling", "burst"]', '["spelling", "speling"]'))
    shown = desk.shown()
    assert {one.id for one in shown.checks} == {*about(), "speling"}
    assert {one.id: one.does for one in shown.checks if one.does != "note"} == {
        "spelling": "off",
        "speling": "off",
        "profanity": "hold",
    }
    assert [one.id for one in shown.checks if not one.known] == ["speling"]
    assert {one.id for one in shown.checks if one.holds} == HOLDING
    assert all(one.about for one in shown.checks)
    assert (shown.links, shown.drills) == (False, False)
    assert [one.id for one in shown.topics] == list(TOPICS)


def test_every_check_has_words_for_forms() -> None:
    """Few enough for a row."""
    assert set(about()) == {name_of(check) for check in checks()}
    assert [words for words in about().values() if len(words) > 60] == []


def test_the_settings_are_said_in_the_language_of_the_face(tmp_path: Path) -> None:
    desk = Desk(tmp_path, CAREFUL)
    german = settings(desk.user, desk.organisation, language="de")
    english = {one.about for one in desk.shown().checks} | {one.name for one in desk.shown().topics}
    alike = english & ({one.about for one in german.checks} | {one.name for one in german.topics})
    assert alike == set()


def test_ones_own_checks_are_offered_too(tmp_path: Path) -> None:
    """Under the name that their file gives them; they can be silenced, and a colleague can be asked after them."""
    (tmp_path / "checks").mkdir()
    own = 'name = "Competitors"\nsays = "We never name them."\nwords = ["Globex"]\nholds = true\n'
    (tmp_path / "checks" / "rivals.toml").write_text(own, encoding="utf-8")
    desk = Desk(tmp_path, CAREFUL)
    rivals = check(desk, "own:rivals")
    assert (rivals.about, rivals.does, rivals.holds, rivals.known) == ("Competitors", "note", True, True)
    shown = put_as_shown(desk.shown(), "acme")
    said = desk.change(ask.ChecksPut(off=["own:rivals"]), replaced(shown, second_look=["own:rivals"]))
    acme = said.identity("acme")
    assert said.checking.off == {"own:rivals"}
    assert acme is not None
    assert acme.care.second_look == {"own:rivals"}


def test_checks_given_back_untouched_change_not_a_letter(tmp_path: Path) -> None:
    desk = Desk(tmp_path, CAREFUL)
    desk.change(ask.ChecksPut(off=["burst", "spelling"], hold=["profanity"], links=False, drills=False))
    assert desk.text == CAREFUL


def test_checks_are_switched_and_the_rest_stays(tmp_path: Path) -> None:
    desk = Desk(tmp_path, CAREFUL)
    said = desk.change(ask.ChecksPut(off=["spelling", "grammar"], hold=[], links=True, drills=True)).checking
    assert (said.off, said.hold, said.links, said.drills) == ({"spelling", "grammar"}, frozenset(), True, True)
    assert said.model == tmp_path / "nsfw.onnx"
    came, went = added_lines(CAREFUL, desk.text)
    assert came == ['off = ["spelling", "grammar"]      # our own dialect', 'links = "look"', "drills = true"]
    assert 'hold = "profanity"' in went
    assert "# how we are looked after\n[checks]" in desk.text


def test_a_first_word_about_checks_makes_the_section(tmp_path: Path) -> None:
    """And none is made where there is nothing to say."""
    desk = Desk(tmp_path, "version = 1\n")
    desk.change(ask.ChecksPut())
    assert desk.text == "version = 1\n"
    desk.change(ask.ChecksPut(hold=["insult"], links=True))
    assert desk.text.endswith('[checks]\nhold = ["insult"]\nlinks = "look"\n')


def test_a_check_that_there_is_not_cannot_be_named_anew(tmp_path: Path) -> None:
    """One that stands in the file may stay, or go; it must not keep all else from being changed."""
    desk = Desk(tmp_path, CAREFUL.replace('["spelling", "burst"]', '["speling"]'))
    assert desk.change(ask.ChecksPut(off=["speling", "grammar"])).checking.off == {"speling", "grammar"}
    assert desk.change(ask.ChecksPut(off=["grammar"])).checking.off == {"grammar"}
    with pytest.raises(Refused, match="There is no check speling") as refused:
        desk.change(ask.ChecksPut(hold=["speling"]))
    assert refused.value.problem.code is ErrorCode.NOT_CHANGED


def test_what_the_organisation_says_of_checks_is_locked_and_added_to(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "version = 1\n", ORGANISATION)
    assert {one.id: one.does for one in desk.shown().checks if one.locked} == {"grammar": "off", "profanity": "hold"}
    desk.change(ask.ChecksPut(off=["grammar"], hold=["profanity"], links=True, drills=True))
    assert desk.text == "version = 1\n"
    said = desk.change(ask.ChecksPut(off=["grammar", "spelling"], hold=["profanity"], links=False, drills=True))
    assert (said.checking.off, said.checking.links) == ({"grammar", "spelling"}, False)
    assert desk.text.endswith('[checks]\noff = ["spelling"]\nlinks = "offline"\n')


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(ask.ChecksPut(hold=["profanity"]), "grammar is set by your organisation", id="what is off"),
        pytest.param(ask.ChecksPut(off=["grammar"]), "profanity is set by your organisation", id="what holds"),
        pytest.param(
            ask.ChecksPut(off=["grammar", "profanity"]), "profanity is set by", id="what holds, by switching it off"
        ),
    ],
)
def test_what_the_organisation_says_of_checks_stays(tmp_path: Path, change: ask.ChecksPut, told: str) -> None:
    desk = Desk(tmp_path, "version = 1\n", ORGANISATION)
    with pytest.raises(Refused, match=told):
        desk.change(change)
    assert desk.text == "version = 1\n"


def test_what_was_silenced_by_hand_can_be_heard_again(tmp_path: Path) -> None:
    """The organisation's hold is overridden in the user's file: that may stay, and be taken back."""
    desk = Desk(tmp_path, '[checks]\noff = ["profanity"]\n', ORGANISATION)
    one = check(desk, "profanity")
    assert (one.does, one.locked) == ("off", False)
    desk.change(ask.ChecksPut(off=["grammar", "profanity", "burst"], hold=[], links=True, drills=True))
    desk.change(ask.ChecksPut(off=["grammar"], hold=["profanity"], links=True, drills=True))
    assert (check(desk, "profanity").does, desk.text.strip()) == ("hold", "[checks]")
