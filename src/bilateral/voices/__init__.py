"""Listening at scale: what is the same letter, what is being said, in whose words, without deciding for anybody.

    texts       the submissions as Arrow columns: what every room below reads
    intake      files to texts, with quarantine
    language    English, Spanish, mixed, other
    grouping    variants, campaigns, families
    screening   what a person should look at before a text is published
    themes      what is being said
    quotes      in whose words
    report      all of it for people
    pipeline    all of it, from a file to a folder

Each is pure: files, seeds and times come in. Importing this package loads none of them, nor Arrow.
"""
