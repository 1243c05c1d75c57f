"""`docs/reference/listening-quality.md` in both languages: the templates here, filled from benchmarks/results/voices/.

A figure stands nowhere but in the results: measure again (`make bench ROOM=voices`), then `make docs`.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from bilateral.values import Text
from bilateral.voices.screening.kinds import KINDS
from tools.report import ROOT

RESULTS: Final = ROOT / "benchmarks" / "results" / "voices"
NAMES: Final = ("duplicates", "themes", "settings", "readers", "languages", "screening", "growth", "whole")
CLASSES: Final = ("exact", "light", "medium", "heavy")
_HEADS: Final = {
    "duplicates": Text(
        "system | precision | recall | F1 | B-cubed P / R | exact | light edits | medium | heavy",
        "sistema | precisión | exhaustividad | F1 | B-cubed P / E | idénticas | cambios ligeros | medianos | fuertes",
    ),
    "languages": Text(
        "words | texts | ours | en | es | py3langid (en, es)",
        "palabras | textos | lo nuestro | en | es | py3langid (en, es)",
    ),
    "screening": Text("kind | found", "tipo | hallados"),
    "themes": Text(
        "data (texts; topics) | method | ARI / NMI, assigned texts | ARI / NMI, all texts",
        "datos (textos; asuntos) | método | ARI / NMI, textos asignados | ARI / NMI, todos",
    ),
    "settings": Text(
        "data | setting | themes | agreement of seeds | of halves",
        "datos | ajuste | temas | acuerdo entre semillas | entre mitades",
    ),
    "peers": Text("submissions | ours | datasketch | rensa", "aportaciones | lo nuestro | datasketch | rensa"),
    "growth": Text(
        "submissions | distinct | processor | on the clock | memory",
        "aportaciones | distintas | procesador | en el reloj | memoria",
    ),
    "whole": Text("submissions | processor | on the clock", "aportaciones | procesador | en el reloj"),
}
_OURS: Final = Text("ours", "lo nuestro")
_OUR_THEMES: Final = Text("ours ({n} themes)", "lo nuestro ({n} temas)")
_AS_SHIPPED: Final = Text("as shipped", "como se entrega")
_NOISE: Final = Text("TF-IDF + LSA + UMAP + HDBSCAN, {n} noise", "TF-IDF + LSA + UMAP + HDBSCAN, {n} ruido")


def page(lang: str) -> str:
    """The whole page in one language."""
    found = {name: json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8")) for name in NAMES}
    template = Path(__file__).with_name("listening.md" if lang == "en" else f"listening.{lang}.md")
    filled = {f"table_{name}": table(head.in_(lang), _rows(name, found, lang)) for name, head in _HEADS.items()}
    return template.read_text(encoding="utf-8").format(**filled, **figures(found))


def table(heads: str, rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; `heads` has its headings between bars."""
    lines = [f"| {heads} |", f"|{' --- |' * (heads.count('|') + 1)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def cell(value: float, digits: int = 4) -> str:
    """A figure with so many digits; one that would round up to 1 keeps six."""
    return f"{value:.{digits}f}" if value == 1 or round(value, digits) < 1 else f"{value:.6f}"


def share(value: float) -> str:
    """A percentage with one digit, none when it is whole."""
    return f"{100 * value:.1f}%".replace(".0%", "%")


def _rows(name: str, found: dict[str, Any], lang: str) -> list[list[str]]:
    points = found["duplicates" if name == "peers" else name].get("points", [])
    if name == "duplicates":
        systems = [(_OURS.in_(lang), points[-1]["quality"]), *points[-1]["peers"].items()]
        return [[system, *_quality(q)] for system, q in systems]
    if name == "languages":
        return [
            [str(p["n"]), f"{p['texts']:,}", *map(cell, (p["ours"], *p["by_language"].values(), p["peer"]))]
            for p in points
        ]
    if name == "screening":
        return [[KINDS[kind].label.in_(lang), cell(value)] for kind, value in found[name]["recall"].items()]
    if name == "themes":
        return [row for p in points for row in _themes(p, lang)]
    if name == "settings":
        return [_setting(p, lang) for p in points]
    if name == "peers":
        return [[f"{p['n']:,}", f"{p['cpu_seconds']:.2f} s", *_peers(p["peers"])] for p in points]
    times = [[f"{p['cpu_seconds']:,.1f} s", f"{p['seconds']:,.1f} s"] for p in points]
    if name == "whole":
        return [[f"{p['n']:,}", *each] for p, each in zip(points, times, strict=True)]
    return [
        [f"{p['n']:,}", f"{p['distinct']:,}", *each, f"{p['memory_gb']:.2f} GB"]
        for p, each in zip(points, times, strict=True)
    ]


def _setting(p: dict[str, Any], lang: str) -> list[str]:
    said = _AS_SHIPPED.in_(lang) if p["setting"] == "as shipped" else f"`{p['setting']}`"
    return [p["data"], said, str(p["themes"]), f"{p['peer']:.3f}", f"{p['halves']:.3f}"]


def _quality(q: dict[str, Any]) -> list[str]:
    pairs = [cell(q["pairs"][k], 5) for k in ("precision", "recall", "f1")]
    cubed = f"{cell(q['b_cubed']['precision'])} / {cell(q['b_cubed']['recall'])}"
    return [*pairs, cubed, *(cell(q["recall_by_class"][k]) for k in CLASSES)]


def _peers(peers: dict[str, Any]) -> list[str]:
    return [f"{peers[name]['cpu_seconds']:.1f} s (x{peers[name]['ratio']:.1f})" for name in ("datasketch", "rensa")]


def _themes(p: dict[str, Any], lang: str) -> list[list[str]]:
    methods = (
        (_OUR_THEMES.format(n=p["themes"]).in_(lang), "ours_answered", "ours_all_none_as_one"),
        ("TF-IDF + LSA + k-means", "k_means_answered", "k_means_all"),
        (
            _NOISE.format(n=f"{p['bertopic_like_noise']:.0%}").in_(lang),
            "bertopic_like_same_texts",
            "bertopic_like_all_noise_as_one",
        ),
    )
    data = [f"{p['data']} ({p['n']:,}; {p['topics']})", "", ""]
    return [
        [data[n], name, *(f"{p[k]['ari']:.3f} / {p[k]['nmi']:.3f}" for k in keys)]
        for n, (name, *keys) in enumerate(methods)
    ]


def figures(found: dict[str, Any]) -> dict[str, str]:
    """What the templates name besides tables."""
    last, speed = found["duplicates"]["points"][-1], found["themes"]["speed"]
    madlibs, real = last["quality_families"]["madlib_pairs"], found["screening"]["real"].values()
    told = {
        "n": f"{last['n']:,}",
        "seed": str(found["duplicates"]["seed"]),
        "madlib_recall": share(madlibs["recall"]),
        "madlib_precision": cell(madlibs["precision"], 5),
        "real_texts": f"{sum(r['texts'] for r in real):,}",
        "real_flags": str(sum(sum(r["flags"].values()) for r in real)),
        "texts_each": str(found["readers"]["texts_each"]),
        "read": found["readers"]["read"],
        "growth_load": str(found["growth"]["machine"]["load"]),
        "whole_load": str(found["whole"]["machine"]["load"]),
        "themes_n": f"{speed['n']:,}",
        "themes_cpu": str(speed["cpu_seconds"]),
        "themes_clock": str(speed["seconds"]),
        "themes_found": str(speed["themes"]),
    }
    for p in found["themes"]["points"]:
        name, seeds = p["data"].removeprefix("decide_"), p["ari_of_ten_seeds"]
        every = p["ari_of_ten_seeds_all_none_as_one"]
        told |= {
            f"{name}_some": f"{p['ours_answered']['ari']:.3f}",
            f"{name}_all": f"{p['ours_all_none_as_one']['ari']:.3f}",
            f"{name}_share": share(p["answered"]),
            f"{name}_seeds": f"{min(seeds):.3f}–{max(seeds):.3f}",
            f"{name}_every": f"{min(every):.3f}–{max(every):.3f}",
            f"{name}_stable": f"{p['stability']['mean']:.3f}",
            f"{name}_least": f"{p['stability']['least']:.3f}",
        }
    for lang in ("en", "es"):
        mine = [row["readable"] for row in found["readers"]["labels"] if row["theme"].startswith(lang)]
        told[f"readable_{lang}"] = f"{sum(mine)} / {len(mine)}"
    return told
