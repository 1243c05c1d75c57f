"""What comes from outside, broken in every way that we could think of: a value or a Fault, in bounded room and work.

`make test` runs it for seconds; `python -m benchmarks.fuzz_parsers --minutes 30` for as long as one likes.
"""
