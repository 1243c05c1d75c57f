"""Approvals: an official's passkey signs an act beside the government's key (spec/approvals.md).

    keys   the public keys that count, each in its one way of being written (COSE)
    said   what the browser and the passkey say of a signature: site, purpose, whether a person was there and verified
    check  `challenge`, what a passkey is asked to sign for an act; `Approval`, and whether one holds

Not here: the ceremony (node, web), who an official is (the government knows), verdicts: no approval changes one.
"""
