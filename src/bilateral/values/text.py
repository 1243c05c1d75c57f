"""One text in both languages.

Here: `Text`, the languages and the shorthand `T`. Not here: what the words mean, gettext (the interface of pages has
its own catalogue), and content in other languages (what people send in is never a `Text`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal, Self

Lang = Literal["en", "es"]
LANGS: Final[tuple[Lang, Lang]] = ("en", "es")


@dataclass(frozen=True, slots=True)
class Text:
    """Words for people in English and in Spanish. A text is false when it is empty in both."""

    en: str
    es: str

    @classmethod
    def same(cls, words: str) -> Self:
        """A text that reads the same in both languages: a name, a code, a number."""
        return cls(words, words)

    @classmethod
    def from_dict(cls, value: dict[str, str]) -> Self:
        return cls(value["en"], value["es"])

    def in_(self, lang: str) -> str:
        if lang == "en":
            return self.en
        if lang == "es":
            return self.es
        raise ValueError(f"no text in language {lang!r}; the languages are en and es")

    def format(self, **values: Any) -> "Text":
        """Fill `{name}` in both languages; a value that is itself a `Text` is put in language by language."""
        return Text(
            *(
                self.in_(lang).format(**{k: v.in_(lang) if isinstance(v, Text) else v for k, v in values.items()})
                for lang in LANGS
            )
        )

    def to_dict(self) -> dict[str, str]:
        return {"en": self.en, "es": self.es}

    @property
    def complete(self) -> bool:
        """Words in both languages, not only spaces."""
        return bool(self.en.strip() and self.es.strip())

    def __bool__(self) -> bool:
        return bool(self.en or self.es)

    def __add__(self, other: "Text | str") -> "Text":
        tail = other if isinstance(other, Text) else Text.same(other)
        return Text(self.en + tail.en, self.es + tail.es)

    @classmethod
    def join(cls, separator: "str | Text", texts: Iterable["Text"]) -> "Text":
        parts = tuple(texts)
        glue = separator if isinstance(separator, Text) else Text.same(separator)
        return Text(glue.en.join(t.en for t in parts), glue.es.join(t.es for t in parts))


T = Text
EMPTY: Final = Text("", "")
