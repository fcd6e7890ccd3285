"""Generators of kinds of documents on which detectors fail, written from the formats' specifications.

Each gives marked text (see ``evaluation.documents.marks``); their documents are cases of tests.
"""
