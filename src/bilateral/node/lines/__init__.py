"""A government's line of logs, as this node sees it: its first log, and those that go on for it when keys were lost.

    line       which logs are ended where, by whose recognition, and which log speaks for a government now
    opening    the first entry of a log
    founding   opening a successor for a government whose keys this node held

What a successor must say is `record.declared.succeeds`'s; whether its acts count, the fold's (spec/fold.md).
"""
