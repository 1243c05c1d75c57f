"""Two governments exchange a dialogue through commands: what each verb leaves behind, read in both languages."""

import pytest

from tests.cli.conftest import Journey


def states(journey: Journey, code: str) -> dict[str, str]:
    node = getattr(journey, code)
    found = {f"{p['ref']['log']}#{p['ref']['seq']}": p["status"] for p in node("act", "list", "--json").json["items"]}
    return {name: found[place] for name, place in journey.places.items()}


@pytest.mark.parametrize("code", ["us", "mx"])
def test_both_nodes_know_what_became_of_every_proposal(journey: Journey, code: str) -> None:
    assert states(journey, code) == {
        "plan": "agreed",
        "package": "agreed",
        "amended": "agreed",
        "declined": "declined",
        "withdrawn": "withdrawn",
        "open": "open",
    }


@pytest.mark.parametrize(
    "lang, words", [("en", "open, waiting for Lowland"), ("es", "abierta, en espera de Tierra Baja")]
)
def test_a_list_for_people(journey: Journey, lang: str, words: str) -> None:
    lines = journey.us("act", "list", "--status", "open", lang=lang).out.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(journey.places["open"])
    assert words in lines[0]


def test_a_document_whole(journey: Journey) -> None:
    found = journey.mx("act", "show", "talks/us:crossings", "--json").json
    assert found["link"]["status"] == "agreed"
    assert [version["number"] for version in found["versions"]] == [1, 2]
    text = next(field for field in found["fields"] if field["name"] == "text")
    assert text["value"] == {"en": "Open 3 lanes more.", "es": "Abrir 3 carriles más."}


def test_a_document_for_people(journey: Journey) -> None:
    english = journey.mx("act", "show", "talks/us:crossings").out
    spanish = journey.mx("act", "show", "talks/us:crossings", lang="es").out
    for words in (
        "Open 3 lanes more.",
        "December 31, 2028",
        "Customs (talks/us:cbp)",
        "Lane 1",
        journey.places["open"],
    ):
        assert words in english
    for words in ("Abrir 3 carriles más.", "31 de diciembre de 2028", "Aduanas (talks/us:cbp)", "Propuestas abiertas"):
        assert words in spanish


def test_a_change_word_by_word(journey: Journey) -> None:
    told = journey.us("act", "diff", journey.places["amended"]).out
    assert "en: Open [-2-]{+3+} lanes more." in told
    assert "es: Abrir [-2-]{+3+} carriles más." in told
    assert "\x1b" not in told
    assert "31 de diciembre de 2028 → permanente" in journey.us("act", "diff", journey.places["open"], lang="es").out


def test_a_new_package_is_told_whole(journey: Journey) -> None:
    changes = journey.mx("act", "diff", journey.places["package"], "--json").json["changes"]
    assert [change["link"]["name"] for change in changes] == ["talks/us:trade", "talks/us:crossings"]
    assert all(change["created"] for change in changes)


def test_a_declined_proposal_keeps_its_reason(journey: Journey) -> None:
    place = journey.places["declined"]
    proposal = journey.us("record", "show", place, "--json").json["proposal"]
    reasons = [act["reason"]["es"] for act in proposal["acts"] if act["act"] == "decline"]
    assert reasons == ["Es demasiado tarde."]


def test_each_side_view_stands_beside_the_other(journey: Journey) -> None:
    positions = journey.mx("record", "show", journey.places["open"], "--json").json["proposal"]["positions"]
    assert [(p["party"]["code"], p["text"]["en"]) for p in positions] == [
        ("us", "None is possible."),
        ("mx", "A date is needed."),
    ]


def test_heads_name_who_attested_them(journey: Journey) -> None:
    heads = journey.us("record", "head", "--json").json
    assert [head["party"]["origin"] for head in heads] == ["talks/us", "talks/mx"]
    assert "atestado por" in journey.us("record", "head", lang="es").out


def test_the_raw_entry_is_its_own_bytes(journey: Journey) -> None:
    raw = journey.us("record", "show", journey.places["plan"], "--raw").json
    assert (raw["log"], raw["act"]) == ("talks/us", "propose")


def test_repeating_an_attempt_does_nothing_more(journey: Journey) -> None:
    first = journey.us("act", "ack", "--idem", "once", "--json").json
    again = journey.us("act", "ack", "--idem", "once", "--json").json
    assert again["entry"] == first["entry"]
    assert (first["repeated"], again["repeated"]) == (False, True)


def test_tables_are_what_the_entries_say(journey: Journey) -> None:
    for node in (journey.us, journey.mx):
        assert node("rebuild", "--check", "--json").json == {"differing": []}


def test_a_template_can_be_proposed_again(journey: Journey) -> None:
    content = journey.us("act", "template", "action", "--name", "talks/us:crossings", "--json").json
    assert content["places"] == ["MX-BCN", "US-CA"]
    blank = journey.us("act", "template", "action").out
    assert "due: ongoing" in blank


def test_what_the_rules_refuse_leaves_nothing(journey: Journey) -> None:
    before = journey.us("record", "head", "--json").json[0]["size"]
    refused = journey.us("act", "concur", journey.places["declined"], code=2)
    assert "rules of the record" in refused.err
    assert journey.us("record", "head", "--json").json[0]["size"] == before


def test_a_peer_that_is_down_keeps_nobody_from_the_others(journey: Journey) -> None:
    done = journey.us("record", "pull", "http://127.0.0.1:9/", "--json", code=2)
    assert done.json["logs"] == []
    assert done.json["faults"][0]["what"]["es"]
    assert "127.0.0.1:9" in done.err
