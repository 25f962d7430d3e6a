"""Translations: which page was made from which text, what a translation must keep, and what is missing.

Knows Markdown files and nothing of how they are rendered or how programs are run.
"""
