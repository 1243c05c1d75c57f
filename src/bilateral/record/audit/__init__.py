"""Audit: does a published record hold, by itself and against keys pinned from outside?

It needs a folder or an address and, at best, a list of keys from another channel: no database, no private key.
"""

from bilateral.record.audit.report import AuditNote, AuditReport, Cosigner, Finding, LogSummary
from bilateral.record.audit.run import audit

__all__ = ["AuditNote", "AuditReport", "Cosigner", "Finding", "LogSummary", "audit"]
