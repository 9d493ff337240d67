"""A second applier that shares no code with the first: it works on rows of text, not on a tree.

It is there to prove amendments (`amend`), so it knows the wordings that the writer uses and refuses others.
"""
