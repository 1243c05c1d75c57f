"""Sealed texts after their entry, on this node: what acts make of them is carried out here and nowhere else.

facts       the fold's facts about items, from the tables
carrying    the states into the tables; what is erased is destroyed, in the transaction that judges the act
showing     which words stand behind digests for the public, or what stands in their place
arriving    released texts of other logs coming in
files       the publication's released texts brought into line, SQLite's log cut after an erasure
confirming  `erased`, appended by the node once its copies are gone
drafting    from what an official types to an act ready for the door

Not here: the rules (dialogue.fold.items), what readers are shown (node.read.sealed).
"""
