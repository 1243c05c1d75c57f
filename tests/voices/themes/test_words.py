"""Which words of a text themes look at."""

import pytest

from bilateral.voices.themes.words import spellings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vecin@s, tod@s y niñ@s.", ["vecinos", "todos", "y", "niños"]),
        ("Un@ vecin@", ["uno", "vecino"]),
        ("Write to ana.ruiz@example.gob.mx today", ["write", "to", "today"]),
        ("Escribe a ana@correo y avisa", ["escribe", "a", "y", "avisa"]),
        ("Thanks @some_account for this", ["thanks", "for", "this"]),
        ("See HTTPS://example.org/a-page or WWW.example.org now", ["see", "or", "now"]),
        ("A http without an address", ["a", "http", "without", "an", "address"]),
    ],
)
def test_addresses_are_no_words_and_an_at_for_both_genders_is_a_letter(text: str, words: list[str]) -> None:
    assert spellings(text) == words


def test_a_text_of_nothing_but_signs_is_read_to_its_end() -> None:
    assert spellings("@" * 20_000) == [] == spellings("://" * 6_000)
