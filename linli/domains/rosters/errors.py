"""Refusals of rosters, in the words that people see."""

from linli.kernel import errors

errors.register({})
