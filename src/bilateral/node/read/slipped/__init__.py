"""What slipped: the first and the present wording and dates of every action, what was dropped, what is unreported.

shapes    what a read gives back
words     what marks and states are called
facts     from the tables to the facts that `dialogue.slipped` reckons with
views     one page of actions, with totals, by filters
feed      what slipped lately, as events
"""
