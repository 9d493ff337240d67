"""Work that outlasts a page: how a worker takes it up, tells how far it is, is stopped, and ends.

No app of its own: the row that is waited for, its states and its sentences belong to the area. What all of
them share stands here: `life` says when a work is dead, `loop` carries one to its end.
"""
