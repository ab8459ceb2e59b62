"""Codes on the spot, and receipts."""

from __future__ import annotations

from linli.domains.deliberation.rules import codes


def test_a_code_changes_and_holds_for_one_span_more() -> None:
    first = codes.code_at("geheim", 600, 60)
    assert codes.code_at("geheim", 659, 60) == first
    assert codes.is_right("geheim", first, 659, 60)
    assert codes.is_right("geheim", first, 719, 60)
    assert not codes.is_right("geheim", first, 720, 60)
    assert codes.is_right("geheim", "".join(chr(ord(one) + 0xFEE0) for one in first), 600, 60)  # full width
    assert not codes.is_right("geheim", "", 600, 60)


def test_a_receipt_is_read_as_people_type_it() -> None:
    receipt = codes.new_receipt()
    assert len(receipt) == 19
    assert codes.mark_of(receipt) == codes.mark_of(receipt.lower().replace("-", " "))
    assert codes.plain_receipt("ABCD-EFGH-JKLM-NPQ0") == ""  # no nought: it looks like a letter
    assert codes.plain_receipt("ABC") == ""
    assert codes.new_receipt() != receipt
