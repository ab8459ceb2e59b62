"""The JSON API: what staff do on their pages, for the systems that they work with. Rules live elsewhere.

Every operation is the twin of a page: it asks the same permission, the same selector and the same service, and fills in the same
form, so that nothing can be reached here that the page would refuse (ADR 0019).
"""
