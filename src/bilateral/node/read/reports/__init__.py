"""Progress reports: what governments say has become of actions and of their own milestones.

shapes    what a read gives back
said      the reports on many actions at once
"""
