"""Help of a language model that the operator chose. Off unless an address is set.

A model gets the words of one point or note and no names. What it answers is shown as made by
machine, and enters only where a person accepts it.
"""
