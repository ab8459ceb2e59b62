"""Accounts can be closed: at zero, for good, and nothing is booked there any more, which the database holds too."""

from django.db import migrations, models
from django.db.models import Q

CLOSED = """
CREATE FUNCTION ledger_account_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.closed_at IS NOT NULL AND (NEW.closed_at IS DISTINCT FROM OLD.closed_at OR NEW.postings <> OLD.postings) THEN
        RAISE EXCEPTION 'account % is closed', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_account_closed BEFORE UPDATE ON ledger_account FOR EACH ROW EXECUTE FUNCTION ledger_account_closed();
CREATE FUNCTION ledger_posting_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM ledger_account WHERE id = NEW.account_id AND closed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'account % is closed', NEW.account_id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_posting_open BEFORE INSERT ON ledger_posting FOR EACH ROW EXECUTE FUNCTION ledger_posting_open();
"""
NOT_CLOSED = """
DROP TRIGGER ledger_posting_open ON ledger_posting;
DROP FUNCTION ledger_posting_open();
DROP TRIGGER ledger_account_closed ON ledger_account;
DROP FUNCTION ledger_account_closed();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_held_by_the_database"), ("territory", "0001_initial")]

    operations = [
        migrations.AddField("account", "closed_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "account",
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(balance=0, owed=0), name="ledger_account_closed_at_zero"
            ),
        ),
        migrations.RunSQL(CLOSED, NOT_CLOSED),
    ]
