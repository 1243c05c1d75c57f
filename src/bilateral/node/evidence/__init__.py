"""Proof of a contradiction, made at the moment it is met and kept in ``evidence/`` of the home.

    making    from what is held and what a source shows: a file that `bilateral record check-evidence` verifies
    keeping   the folder, and what lies in it

What a file says and proves is `record.evidence`'s; what is frozen on account of it is `heads`' and `sync`'s affair.
"""
