"""Event mentions → events: one row for what happened, however often it is told.

`facts` gathers what a document says of each event mention; `keys` computes the keys by which mentions are one event
without a doubt; `cluster` joins mentions within a document, and documents by their keys, under constraints that no
event may break; `rows` makes the row; `titles` its title. Tables' rows in and out, never a Doc. Guideline:
docs/events.md.
"""
