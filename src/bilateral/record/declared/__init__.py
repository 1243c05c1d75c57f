"""Which keys a log declares, from its first entry on and after each change of keys (spec/keys.md).

    fields      the parts that genesis, rotate and revoke have in common: three keys, recovery keys, custody
    statement   what recovery keys authorise, away from any network, and the file of their signatures
    keys        `Declared`, what is in force after an entry, and `change`, the one way from one to the next

Not here: the order of a log (log.py), whether a snapshot named by a change has the tree's root (whoever holds the tree:
audit, the node), where private keys are kept (node).
"""
