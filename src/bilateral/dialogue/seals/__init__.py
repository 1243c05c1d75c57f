"""Sealed texts after their entry, as acts of the dialogue: the bodies of release, withhold, redact, erase, erased.

bodies      what each act says, as schemas that the fold holds it to
words       what readers see where a text is not shown
checks      what is wrong with one as an official wrote it

The states and grounds are the record's (record.items); what is void is the fold's (fold/items.py); a joint text takes
a document of the kind `removal` first (kinds/removal.py).
"""
