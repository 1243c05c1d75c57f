"""A log's keys as this node sees them.

    declared    which public keys of a log are in force, read from its entries
    pins       which keys of peers are pinned here, and which their records declare by now
    follow      whether a log that comes in may go on under the keys that it declares
    ceremony    preparing a change of keys, and putting one that was authorised on the record

The private keys are `node.keyring`'s; what a change of keys must be is `record.declared`'s.
"""
