"""What was looked at, and how deeply: panels as BED, depths as text, reference blocks as depths.

Files are told apart by what they hold, never by their names: ``formats`` lists the tables of depth
that are known, ``recognise`` says which of them a file is. Nothing is judged here.
"""
