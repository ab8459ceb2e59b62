import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

_AREA = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": "territory.area"}
_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    initial = True

    dependencies = [("organizations", "0001_initial"), ("territory", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", _ID),
                ("name", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[(one, one) for one in ("hotline", "city", "app", "office", "other")], max_length=10
                    ),
                ),
                ("active", models.BooleanField(default=True)),
                ("added_at", models.DateTimeField()),
                ("area", models.ForeignKey(**_AREA)),
                ("county", models.ForeignKey(**_AREA)),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "ordering": ("name", "id"),
                "abstract": False,
                "default_manager_name": "unscoped",
                "constraints": [models.UniqueConstraint(fields=("county", "name"), name="partners_name_once")],
            },
            managers=[("scoped", django.db.models.manager.Manager()), ("unscoped", django.db.models.manager.Manager())],
        ),
        migrations.CreateModel(
            name="PartnerKey",
            fields=[
                ("id", _ID),
                ("prefix", models.CharField(db_collation="C", max_length=20, unique=True)),
                ("kind", models.CharField(choices=[("bearer", "bearer"), ("hmac", "hmac")], max_length=8)),
                ("secret_hash", models.CharField(blank=True, max_length=64)),
                ("secret_sealed", models.BinaryField(default=bytes)),
                ("scopes", models.JSONField(default=list)),
                ("starts_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="partners.partner"
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("starts_at"))),
                        name="partners_key_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "bearer"), ("secret_sealed", b""), models.Q(("secret_hash", ""), _negated=True)
                            ),
                            models.Q(
                                ("kind", "hmac"), ("secret_hash", ""), models.Q(("secret_sealed", b""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="partners_key_has_its_secret",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyUse",
            fields=[
                ("id", _ID),
                ("mark", models.CharField(db_collation="C", max_length=100)),
                ("at", models.DateTimeField()),
                ("scope", models.CharField(blank=True, max_length=60)),
                ("outcome", models.CharField(max_length=12)),
                ("count", models.PositiveIntegerField(default=1)),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="partners.partnerkey"
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-id"),
                "indexes": [
                    models.Index(fields=["key", "-at"], name="partners_use_by_key"),
                    models.Index(fields=["at"], name="partners_use_by_age"),
                ],
                "constraints": [models.UniqueConstraint(fields=("key", "mark"), name="partners_use_once")],
            },
        ),
    ]
