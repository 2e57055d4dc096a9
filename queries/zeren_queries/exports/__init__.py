"""Sets of report files that are complete or not there at all, each with a manifest.

A set is a folder of files that belong to one snapshot. It is written aside and published in one step, so
whoever reads through `latest` finds the old set or the new one, whatever happens in between.
"""
