"""A plan written in any style reads back equal, and no text, however wild, loses a word or breaks the reader."""

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from bilateral.dialogue.plan_import import NoPillar, PlanTree, read_plan, render_tree
from bilateral.files import BadFile, read_document
from tests.dialogue.plan_import.reading import document, words_in, words_out
from tests.dialogue.plan_import.worlds import Style, World, styles, worlds, write


def plain(tree: PlanTree) -> dict[str, Any]:
    return {
        "title": tree.title,
        "vision": tree.vision,
        "participation": tree.participation,
        "pillars": [
            {
                "title": p.title,
                "summary": p.summary,
                "lines": [(ln.title, [a.text for a in ln.actions]) for ln in p.lines],
            }
            for p in tree.pillars
        ],
    }


@given(worlds().flatmap(lambda world: st.tuples(st.just(world), styles(world.lang))))
def test_a_plan_in_any_style_reads_back_equal(made: tuple[World, Style]) -> None:
    world, style = made
    data = write(world, style)
    tree = read_plan(read_document(f"plan.{style.form}", data))
    assert plain(tree) == world.shape(), data.decode()
    assert tree.lang == world.lang
    assert [pillar.number for pillar in tree.pillars] == list(range(1, len(world.pillars) + 1))


_WILD = (
    "Pillar 1: Water|Pilar II|EJE 3.-|- |• |  |\t|\n|\n\n|1. |1.1 |a) |(i) |o |# |## |**|Vision|Participación|"
    "Line of action 1.1:|Objetivo:|Actions:|Build roads.|###|....|The governments will act.|consult civil society|"
    "Top|Page 3|<li>|<b>|</ul>|:|\x85|ñ"
)
_PIECES = st.sampled_from(_WILD.split("|"))


@given(st.lists(_PIECES, max_size=60).map("".join), st.sampled_from(["txt", "md", "html"]))
@example("Pillar 1:", "txt")
@example("Pilar II\nPilar II\nPilar II", "txt")
@example("- Pillar 1: Water\n- Pillar 1: Water\n", "md")
def test_whatever_the_text_no_word_is_lost(text: str, form: str) -> None:
    try:
        read = document(text, f"plan.{form}")
        tree = read_plan(read)
    except (NoPillar, BadFile) as fault:
        assert fault.what.complete
        assert fault.do.complete
        return
    assert words_out(tree) == words_in(read)
    assert all(render_tree(tree, lang) for lang in ("en", "es"))


@given(st.text(max_size=400))
def test_any_text_at_all_gives_a_tree_or_a_fault_in_both_languages(text: str) -> None:
    for form in ("txt", "md", "html"):
        try:
            read_plan(document("Pillar 1: Water\n" + text, f"plan.{form}"))
        except (NoPillar, BadFile) as fault:
            assert fault.what.complete
