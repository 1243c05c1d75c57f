"""Private rooms, the part that is pure: what a message is, what messages add up to, what two homes say to each other.

    tips        how far each side's messages reach, as messages and homes say it to each other
    message     one message: canonical bytes, shape, signature
    bodies      what each kind of message says
    texts       a package of texts as it is sent, and the digest by which both sides mean the same one
    joining     whether a message follows from those held
    state       what the messages add up to, whatever the order in which they came
    envelope    what one home sends to another and what it answers, each signed

Bytes are specified in spec/rooms.md. Not here: tables, keys that are in force, who may write (node).
"""
