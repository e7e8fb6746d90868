"""The desk's topics: does an entry belong to one, with how many points, and why or why not?

A topic is more than its words: a small score over the desk's named concepts (feeds/desks/rules.py) weighs who, what,
where and acts against each other, and every point of it can be shown. Admins' own terms stay plain: see feeds/terms.

Values in, values out; no database, no chat. May use feeds/terms and the values of feeds/desks, nothing else of feeds/.
"""
