"""What themes must keep to: order and copies change nothing, a seed repeats bytes, people's edits are honoured or
named.
"""

import ctypes
import random
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import yaml
from scipy import sparse

from bilateral.values.fault import BadInput
from bilateral.voices.texts import Texts
from bilateral.voices.themes import (
    Params,
    Themes,
    assign,
    assigned_table,
    find_themes,
    read_edits,
    read_glossary,
    shipped,
    themes_table,
    write_edits,
)
from bilateral.voices.themes.graph import leiden

PARAMS = Params(most_share=0.5, neighbours=45, largest=0.5)
SAYINGS = {
    ("en", "border"): ("trucks", "wait", "hours", "bridge", "inspection", "lanes", "crossing", "border"),
    ("en", "farm"): ("farmers", "corn", "cattle", "pesticide", "harvest", "irrigation", "seeds", "agriculture"),
    ("en", "work"): ("workers", "wages", "union", "training", "apprenticeship", "employer", "strike", "skills"),
    ("es", "border"): ("camiones", "espera", "horas", "puente", "inspección", "carriles", "cruce", "frontera"),
    ("es", "farm"): ("agricultores", "maíz", "ganado", "plaguicida", "cosecha", "riego", "semillas", "agricultura"),
    ("es", "work"): (
        "trabajadores",
        "salarios",
        "sindicato",
        "capacitación",
        "patrón",
        "huelga",
        "empleo",
        "habilidades",
    ),
}


def world(each: int = 60, seed: int = 7) -> tuple[Texts, list[str]]:
    rng = random.Random(seed)
    made, langs, topics = [], [], []
    for (lang, topic), _ in product(SAYINGS, range(each)):
        made.append(" ".join(rng.sample(SAYINGS[lang, topic], 5)) + f" {rng.choice('abc')}.")
        langs.append(lang)
        topics.append(topic)
    return Texts.of(made, lang=list(langs)), topics


@pytest.fixture(scope="module")
def found() -> Themes:
    return find_themes(world()[0], PARAMS, shipped(), 1)


def test_what_is_said_together_is_one_theme(found: Themes) -> None:
    topics = np.array(world()[1])
    for lang in ("en", "es"):
        assert len(found.languages[lang].themes) == 3
    for theme in found.all():
        assert len(set(topics[found.assigned.first == theme.id])) == 1


def test_a_theme_whose_texts_are_like_others_is_marked_until_a_person_has_named_it(found: Themes) -> None:
    assert all(theme.together is not None and theme.together > 0.9 for theme in found.all()), "no topic says another's"
    rng, words = random.Random(3), [word for (lang, _), said in SAYINGS.items() if lang == "en" for word in said]
    mixed = [" ".join(rng.sample(words, 5)) for _ in range(300)]
    loose = find_themes(Texts.of(mixed, lang=["en"] * 300), PARAMS, shipped(), 1)
    assert any(theme.loose for theme in loose.all()), "all say everything"
    table = themes_table(loose).to_pylist()
    assert [row["loose"] for row in table] == [theme.loose for theme in loose.all()]
    strict = find_themes(Texts.of(mixed, lang=["en"] * 300), replace(PARAMS, loose=0.0), shipped(), 1)
    assert not any(theme.loose for theme in strict.all()), "how loose is loose is a parameter"
    one = next(theme for theme in loose.all() if theme.loose)
    edits = yaml.safe_load(write_edits(loose))
    row = next(row for row in edits["themes"] if row["id"] == one.id)
    assert row["loose"] is True
    row["name"] = "Everything"
    named = find_themes(Texts.of(mixed, lang=["en"] * 300), PARAMS, shipped(), 1, read_edits(yaml.safe_dump(edits)))
    assert not next(theme for theme in named.all() if theme.label == "Everything").loose


def test_order_does_not_matter_and_a_seed_repeats_bytes(found: Themes) -> None:
    texts, _ = world()
    order = np.random.default_rng(3).permutation(len(texts))
    again = find_themes(texts.take(order), PARAMS, shipped(), 1)
    assert themes_table(again).equals(themes_table(found)) and again.links == found.links
    assert (again.assigned.theme == found.assigned.theme[order]).all()
    assert write_edits(again) == write_edits(found)


def test_there_are_never_more_themes_than_allowed_though_groups_share_no_word() -> None:
    """Groups without a tie to each other can't be merged: the largest are themes, the others' texts fit none."""
    chance = random.Random(2)
    texts, group = [], []
    for g in range(12):
        for _ in range(10 + g):
            texts.append(" ".join(chance.sample([f"word{chr(97 + g)}{chr(97 + n)}" for n in range(12)], 8)))
            group.append(g)
    found = find_themes(Texts.of(texts, lang=["en"] * len(texts)), Params(most=4, neighbours=5), shipped(), 1)
    assert len(found.all()) == 4
    assert {g for g, theme in zip(group, found.assigned.first.tolist(), strict=True) if theme} == {8, 9, 10, 11}


def test_a_run_does_not_depend_on_what_the_process_did_before() -> None:
    """The library of communities draws from the C library's `rand` besides its seed."""
    random_ties = sparse.random(400, 400, density=0.03, random_state=5)
    ties = (random_ties + random_ties.T).tocsr()
    first = leiden(ties, 1.0, 3)
    for n in range(20):
        ctypes.CDLL(None).srand(ctypes.c_uint(n))
        assert (leiden(ties, 1.0, 3) == first).all()


def test_a_campaign_counts_once_and_all_its_members_are_assigned(found: Themes) -> None:
    texts, _ = world()
    rows = np.concatenate([np.arange(len(texts)), np.zeros(300, dtype=np.int64)])
    more = texts.take(rows)
    alone = np.full(len(rows), -1, dtype=np.int32)
    campaign = alone.copy()
    campaign[rows == 0] = 0
    again = find_themes(more.with_groups(alone, campaign, alone), PARAMS, shipped(), 1)
    assert [(t.label, t.size) for t in again.all()] == [(t.label, t.size) for t in found.all()]
    assert (again.assigned.first[rows == 0] == found.assigned.first[0]).all()


def test_new_texts_are_assigned_by_what_is_known_and_strangers_fit_none(found: Themes) -> None:
    new = Texts.of(
        ["Wages of workers and the union", "Violins and oboes at midnight", "", "Horas de espera en el puente"],
        lang=["en", "en", "none", "es"],
    )
    given = assign(found, new)
    assert given.first[0].startswith("en-") and given.first[3].startswith("es-")
    assert given.first[1] == given.first[2] == ""
    assert assigned_table(given)["themes"].to_pylist()[1:3] == [[], []]


def test_links_tie_the_same_topic_and_name_their_terms(found: Themes) -> None:
    topics = np.array(world()[1])
    of = {t.id: topics[found.assigned.first == t.id][0] for t in found.all()}
    assert {(of[k.en], of[k.es]) for k in found.links} == {(t, t) for t in ("border", "farm", "work")}
    assert all(k.terms and k.state == "proposed" for k in found.links)


def test_edits_are_honoured_and_what_does_not_fit_is_said(found: Themes) -> None:
    texts, _ = world()
    document = yaml.safe_load(write_edits(found))
    first, second, third = (row for row in document["themes"] if row["id"].startswith("en-"))
    first["name"], second["merge_into"] = "Our first", first["id"]
    third["split"] = [{"name": "Apart", "words": [third["terms"][0].split()[0]]}, {"name": "No", "words": ["oboes"]}]
    document["themes"].append({"id": "en-99", "stems": ["oboe", "violin"], "name": "Music"})
    document["links"][0]["confirm"] = True
    edits = read_edits(yaml.safe_dump(document))
    again = find_themes(texts, PARAMS, shipped(), 1, edits)
    labels = {t.label for t in again.languages["en"].themes}
    assert {"Our first", "Apart"} <= labels and len(labels) == 3
    assert {u.id for u in again.unfitting} >= {"en-99", third["id"]}
    assert all(u.why.en and u.why.es for u in again.unfitting)
    apart = next(t for t in again.all() if t.label == "Apart")
    assert apart.members > 0
    state = {k.state for k in again.links}
    gone = document["links"][0]["en"] == second["id"]
    assert "confirmed" in state or gone


def test_dropping_a_theme_leaves_it_out(found: Themes) -> None:
    document = yaml.safe_load(write_edits(found))
    document["themes"][0]["drop"] = True
    again = find_themes(world()[0], PARAMS, shipped(), 1, read_edits(yaml.safe_dump(document)))
    assert document["themes"][0]["id"] not in {t.id for t in again.all()}


@pytest.mark.parametrize(
    "text", ["- 1", "themes: [{id: en-01}]", "themes: [3]", "a: [", "themes: [{id: a, stems: [x], drop: maybe}]"]
)
def test_a_file_that_is_no_edit_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_edits(text)


def test_a_glossary_can_be_added_and_a_wrong_one_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("- {en: oboe, es: [oboe, chirimía]}\n", encoding="utf-8")
    assert read_glossary(file)[-1].es == ("oboe", "chirimía") and len(shipped()) >= 300
    for wrong in ("en: a", "- {en: a}", "- {en: a, es: []}", "- ["):
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(BadInput):
            read_glossary(file)


def test_few_or_no_texts_are_no_themes() -> None:
    for texts in (Texts.of([], lang=[]), Texts.of(["one two three"] * 3, lang=["en"] * 3)):
        none = find_themes(texts, PARAMS, shipped(), 1)
        assert none.all() == [] and (none.assigned.first == "").all()
