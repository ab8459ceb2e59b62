"""Every question about the ledger: accounts, statements, entries, totals."""

from linli.engines.ledger.selectors.accounts import (
    AccountRow,
    account_for,
    account_row,
    accounts_page,
    balance,
    has_accounts,
    kind_choices,
    may_keep,
    may_take,
    names_of,
    on_hold,
    own_account,
    totals,
    unit_choices,
)  # fmt: skip
from linli.engines.ledger.selectors.entries import EntryPage, entry_by_id, entry_for, entry_page
from linli.engines.ledger.selectors.statements import MOST_ROWS, Statement, StatementRow, statement, table_of

__all__ = [
    "MOST_ROWS",
    "AccountRow",
    "EntryPage",
    "Statement",
    "StatementRow",
    "account_for",
    "account_row",
    "accounts_page",
    "balance",
    "entry_by_id",
    "entry_for",
    "entry_page",
    "has_accounts",
    "kind_choices",
    "may_keep",
    "may_take",
    "names_of",
    "on_hold",
    "own_account",
    "statement",
    "table_of",
    "totals",
    "unit_choices",
]
