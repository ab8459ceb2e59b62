"""Pages of the ledger: accounts, a statement, a statement as a table, an entry, its reversal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.engines.ledger import selectors, services
from linli.engines.ledger.permissions import EXPORT, KEEP, REVERSE, VIEW
from linli.engines.ledger.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import attempt, change, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.tables import table_answer
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Accounts of one's places, by unit and kind."""
    form = forms.FindForm(request.GET)
    found, rows = selectors.accounts_page(_actor(request), **form.wanted(), number=request.GET.get("page"))
    context = {"form": form, "page": found, "rows": rows}
    return page(request, "ledger/accounts.html", context, partial="ledger/_accounts.html")


@requires(VIEW)
@require_safe
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """The statement of an account, between two days."""
    found = selectors.account_for(_actor(request), pk)
    form = forms.DaysForm(request.GET)
    context = {
        "form": form,
        "row": selectors.account_row(_actor(request), found),
        "statement": selectors.statement(found, **form.wanted()),
        "may_take": selectors.may_take(_actor(request), found),
        "may_keep": selectors.may_keep(_actor(request), found),
    }
    return page(request, "ledger/account.html", context, partial="ledger/_statement.html")


@requires(EXPORT)
@takes_form
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """The statement as a CSV file, with a reason."""
    found = selectors.account_for(_actor(request), pk, to=EXPORT)

    def act(data: dict[str, Any]) -> list[list[str]]:
        return services.take_statement(_actor(request), account=found, **data)

    context = {
        "title": _("Take the statement as a table"), "back": reverse("ledger:account", args=[pk]),
        "note": _("History says who took it and why."), "submit": _("As a table"),
    }  # fmt: skip
    return attempt(request, forms.TakeForm(sent(request)), act, _file, template="console_form.html", context=context)


@requires(KEEP)
@takes_form
def bounds(request: HttpRequest, pk: int) -> HttpResponse:
    """Between which balances an account stays."""
    found = selectors.account_for(_actor(request), pk, to=KEEP)
    form = forms.BoundsForm(sent(request), account=found)

    def act(data: dict[str, Any]) -> None:
        services.set_bounds(_actor(request), account=found, **data)

    return change(request, form, _("Set the bounds"), act, back=reverse("ledger:account", args=[pk]))


@requires(KEEP)
@takes_form
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account at zero."""
    found = selectors.account_for(_actor(request), pk, to=KEEP)

    def act(data: dict[str, Any]) -> None:
        services.close_account(_actor(request), account=found, **data)

    back, note = reverse("ledger:account", args=[pk]), _("An account at zero is closed for good. Its statement stays.")
    return change(
        request, forms.CloseForm(sent(request)), _("Close the account"), act, back=back, note=note, danger=True
    )


@requires(VIEW)
@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry with its postings."""
    found = selectors.entry_for(_actor(request), pk)
    return page(request, "ledger/entry.html", {"page": selectors.entry_page(_actor(request), found)})


@requires(REVERSE)
@creates
@takes_form
def reverse_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was booked, with a reason."""
    found = selectors.entry_for(_actor(request), pk, to=REVERSE)

    def act(data: dict[str, Any]) -> str:
        made = services.reverse_entry(_actor(request), entry=found, **data)
        return reverse("ledger:entry", args=[made.pk])

    back = reverse("ledger:entry", args=[pk])
    return change(request, forms.ReverseForm(sent(request)), _("Reverse this entry"), act, back=back, danger=True)


def _file(rows: list[list[str]]) -> HttpResponse:
    return table_answer(rows, "statement", "csv")


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware
