"""Refusals of visits, in the words that people see."""

from linli.kernel import errors

errors.register({})
