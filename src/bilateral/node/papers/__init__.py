"""A side's own papers: texts being written, before anything is on the record. Nobody outside the side learns of them.

A paper is a package of documents in work. Here: keeping them with their revisions, remarks, and proposing one. Not
here: the pages, and what is right or wrong about a text, which `dialogue` says.
"""

from bilateral.files.faults import BadFile
from bilateral.node.papers.filing import BroughtView, Reading, as_docx, bring, brought, reading, take_over
from bilateral.node.papers.keeping import (
    Changed,
    PaperView,
    RemarkView,
    RevisionView,
    Working,
    begun_from,
    drafts,
    drop,
    paper,
    papers,
    revision,
    revisions,
    save,
    start,
)
from bilateral.node.papers.proposing import from_proposal, outdated, propose, rebase
from bilateral.node.papers.remarks import remark, remarks, settle

__all__ = [
    "BadFile",
    "BroughtView",
    "Changed",
    "PaperView",
    "Reading",
    "RemarkView",
    "RevisionView",
    "Working",
    "as_docx",
    "begun_from",
    "bring",
    "brought",
    "drafts",
    "drop",
    "from_proposal",
    "outdated",
    "paper",
    "papers",
    "propose",
    "reading",
    "rebase",
    "remark",
    "remarks",
    "revision",
    "revisions",
    "save",
    "settle",
    "start",
    "take_over",
]
