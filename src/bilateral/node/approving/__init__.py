"""An official's passkey signs an act too: asking for it, taking its answer, and whether a side makes it a must.

    passkeys   the passkeys that a person has, as approvals need them (allauth keeps them)
    ceremony   what a passkey is asked to sign; what the browser brings back, on its way to the door
    required   a side's setting that its officials' passkeys must sign

Not here: what an approval is and when it holds (record/approvals), the pages' part (web).
"""
