"""The accuracy bench: labelled records made from the law and the world, never from the code under test.

Rule: nothing in this package imports piiscan; it is run through its command line, as its users run it.
"""
