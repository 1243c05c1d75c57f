"""A run as people read it: one page a language, whole in itself, without scripts, fonts or pictures from elsewhere.

    facts     what the page says, gathered from the tables of a run
    charts    bars and times as SVG
    came      what came in: from where, when, in which languages
    letters   shared letters, repeated short texts, families: how often, in what words, with which differences
    themes    themes with quotes
    page      the page

What is screened as personal is masked wherever text is shown. Nothing here says what the public wants: it says what was
sent in.
"""

from bilateral.voices.report.facts import Facts, gather
from bilateral.voices.report.page import page

__all__ = ["Facts", "gather", "page"]
