"""Who works here: people, what they are for which government, and what that lets them do.

Here: the tables of roles and permissions, invitations, handing over. Not here: signing in, which is the pages' affair
(`bilateral.web.accounts`), and what the state of a text allows, which each room asks apart.
"""
