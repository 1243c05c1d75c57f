"""Private rooms: sides redline one text before anything is on the record. Nothing of a room is known outside it until
all sides have released it.

    keeping     finding a room for whoever has part in it; taking a message in
    saying      opening a room, writing in it
    drafting    between a side's own papers and a room
    keys        which keys count
    exchange    what two homes send each other, bytes in and bytes out
    calling     reaching the other sides' nodes
    releasing   a room that all sides release: on the record first, then for everybody

What messages are and add up to is `dialogue.rooms`; the pages are web's.
"""
