"""Language by text: sentences of ours in each answer, and accuracy by length on real texts."""

import csv
import random

import pyarrow as pa
import pytest

from bilateral.voices.language.common import WORDS, vote_table
from bilateral.voices.language.detect import language, languages, with_languages
from bilateral.voices.texts import Texts
from tests.helpers import shared_data

ENGLISH = "We would like the inspection lanes to stay open until the last truck of the evening has crossed."
SPANISH = "Pedimos que los carriles de inspección sigan abiertos hasta que cruce el último camión de la tarde."
CASES = {
    "en": (ENGLISH, "Open the bridge earlier", "Please answer us", ENGLISH + " Gracias."),
    "es": (SPANISH, "Abran antes el puente", "Por favor respóndannos", SPANISH + " Thank you."),
    "mixed": (f"{ENGLISH} {SPANISH}", f"{SPANISH}\n\n{ENGLISH}"),
    "other": (
        "Nous voudrions que les voies de contrôle restent ouvertes pour les camions qui arrivent dans la soirée.",
        "Gostaríamos que as faixas de inspeção ficassem abertas até que o último caminhão também passe, não só.",
        "Wir möchten, dass die Spuren für die Kontrolle offen bleiben und nicht schon am Abend geschlossen werden.",
        "Мы просим открыть мост до рассвета",
        "我们希望桥早点开放",
    ),
    "none": ("", " \n", "¡¡¡!!!", "👍👍"),
}


@pytest.mark.parametrize("expected", CASES)
def test_each_answer_on_sentences_of_ours(expected: str) -> None:
    assert [language(text) for text in CASES[expected]] == [expected] * len(CASES[expected])


def test_a_word_votes_for_one_language_only() -> None:
    keys, votes = vote_table()
    assert int((votes > 0).sum()) == len(WORDS)
    assert len(set(keys[votes > 0].tolist())) == len(WORDS)
    assert not {"a", "no", "me", "he", "die"} & set(WORDS)


def test_the_column_is_set_beside_the_texts() -> None:
    heard: list[float] = []
    texts = with_languages(Texts.of([ENGLISH, SPANISH, ENGLISH]), heard.append)
    assert texts.lang.to_pylist() == ["en", "es", "en"]
    assert heard[-1] == 1
    assert languages(pa.array([], pa.large_string())).to_pylist() == []


@pytest.mark.parametrize(("words", "least"), [(3, 0.985), (5, 0.995), (10, 0.998)])
def test_accuracy_on_real_texts_by_length(words: int, least: float) -> None:
    said = []
    sources = [("es", shared_data("voices", "decide_madrid_comments.csv"), "text")]
    sources += [("en", p, "comment-body") for p in sorted(shared_data("voices", "polis").glob("*/comments.csv"))]
    for lang, path, column in sources:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found = row[column].split()
                if len(found) >= words:
                    start = random.Random(row[column]).randrange(len(found) - words + 1)
                    said.append((lang, " ".join(found[start : start + words])))
    heard = languages(pa.array([text for _, text in said], pa.large_string())).to_pylist()
    right = sum(lang == answer for (lang, _), answer in zip(said, heard, strict=True))
    assert len(said) > 5_000
    assert right / len(said) >= least
