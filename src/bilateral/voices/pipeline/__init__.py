"""From a file of submissions to a folder that people and programs read: every stage, each kept so that a run resumes.

settings    all that decides the outcome besides the file
work        stages that are kept in a work folder under a key of everything that they depend on
model_file  fitted themes as a file, so that later submissions meet the same themes
stages      the stages: intake, language, groups, flags, themes, quotes
editing     `themes.edited.yaml`: whose it is, which edits hold
outputs     the tables, all with the same writer's settings and the same label
summary     the numbers of a run
run         `listen`: the whole, and what goes wrong with the folder
"""
