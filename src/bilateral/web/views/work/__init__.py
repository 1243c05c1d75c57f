"""The pages of officials at work: their side's papers, answers to proposals, what waits for whom.

Each page asks the node rooms for what it shows and does, and tells the public nothing: whoever hasn't signed in is
asked to, and a paper of another side is one that doesn't exist.
"""
