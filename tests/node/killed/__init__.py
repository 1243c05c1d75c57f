"""Processes of a node, killed with SIGKILL at random points: what they said is done stays done, and nothing is torn.

nursery   starts them: real processes, forked from one that has everything loaded
lives     what they do until they are killed
ends      when they are: from without at any moment, or from within at the n-th call
"""
