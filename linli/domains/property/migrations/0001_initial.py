"""Contracts, monthly reports, who may be drawn, draws, orders to put things right."""

import django.db.models.deletion
import django.db.models.manager
import linli.domains.property.states
from django.db import migrations, models


#: No two contracts of one compound share a day. Compound and day share one bigint (compound id in the upper bits, 22 bits for the days
#: since 1970), since plain GiST knows ranges of bigint but not "equal compound" without an extension.
NO_OVERLAP = """
ALTER TABLE property_contract ADD CONSTRAINT property_no_overlap EXCLUDE USING gist (
    int8range(
        compound_id * 4194304 + (starts_on - date '1970-01-01'),
        compound_id * 4194304 + coalesce(ended_on - date '1970-01-01', 4194303), '[]') WITH &&
)
"""
DROP = "ALTER TABLE property_contract DROP CONSTRAINT property_no_overlap"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organizations", "0001_initial"),
        ("residents", "0003_ended_by_death"),
        ("territory", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Contract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("holder", models.CharField(db_collation="C", max_length=20)),
                ("form", models.CharField(max_length=40)),
                ("document", models.CharField(blank=True, max_length=200)),
                ("starts_on", models.DateField()),
                ("planned_to", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("ended_why", models.CharField(blank=True, max_length=200)),
                ("signed_at", models.DateTimeField()),
                ("signed_by", models.CharField(max_length=120)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organizations.organization"
                    ),
                ),
                (
                    "compound",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.compound"
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
                    ),
                ),
            ],
            options={
                "ordering": ("-starts_on", "-id"),
                "abstract": False,
                "default_manager_name": "unscoped",
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seed", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("order", models.JSONField(default=list)),
                ("size", models.PositiveSmallIntegerField()),
                ("rounds", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                (
                    "compound",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.compound"
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ordered", "ordered"),
                            ("proved", "proved"),
                            ("accepted", "accepted"),
                            ("reselect", "reselect"),
                            ("voting", "voting"),
                            ("kept", "kept"),
                            ("hiring", "hiring"),
                            ("choosing", "choosing"),
                            ("chosen", "chosen"),
                            ("replaced", "replaced"),
                            ("lifted", "lifted"),
                            ("gone", "gone"),
                        ],
                        default=linli.domains.property.states.State["ORDERED"],
                        max_length=10,
                    ),
                ),
                ("causes", models.JSONField(default=list)),
                ("due_on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("vote", models.BigIntegerField(null=True)),
                (
                    "candidate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="property.contract"
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="property.contract",
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Panellist",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreed_on", models.DateField()),
                ("written_by", models.CharField(max_length=120)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
                    ),
                ),
                (
                    "compound",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.compound"
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="residents.person"
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "abstract": False,
                "default_manager_name": "unscoped",
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
                ("by_id", models.BigIntegerField(null=True)),
                ("answer", models.CharField(blank=True, max_length=1000)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=120)),
                ("accepted", models.BooleanField(null=True)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="property.order"
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=120, unique=True)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "proof",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="property.proof"
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                ("done", models.CharField(max_length=1000)),
                ("promised", models.CharField(blank=True, max_length=1000)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
                ("by_id", models.BigIntegerField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("read_by", models.CharField(blank=True, max_length=120)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="property.contract"
                    ),
                ),
            ],
            options={
                "ordering": ("-month", "-id"),
            },
        ),
        migrations.AddIndex(
            model_name="contract",
            index=models.Index(fields=["county", "holder"], name="property_of_company"),
        ),
        migrations.AddIndex(
            model_name="contract",
            index=models.Index(fields=["compound", "starts_on"], name="property_of_compound"),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None),
                    models.Q(("ended_on__gte", models.F("starts_on")), ("ended_why__gt", "")),
                    _connector="OR",
                ),
                name="property_end_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(("planned_to", None), ("planned_to__gte", models.F("starts_on")), _connector="OR"),
                name="property_planned_forward",
            ),
        ),
        migrations.AddIndex(
            model_name="draw",
            index=models.Index(fields=["compound", "-id"], name="property_draw_of_compound"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("state", linli.domains.property.states.State["ORDERED"])),
                fields=["due_on"],
                name="property_orders_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            linli.domains.property.states.State["ORDERED"],
                            linli.domains.property.states.State["PROVED"],
                            linli.domains.property.states.State["RESELECT"],
                            linli.domains.property.states.State["VOTING"],
                            linli.domains.property.states.State["HIRING"],
                            linli.domains.property.states.State["CHOOSING"],
                            linli.domains.property.states.State["CHOSEN"],
                        ),
                    )
                ),
                fields=("contract",),
                name="property_one_order_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at", None),
                        (
                            "state__in",
                            (
                                linli.domains.property.states.State["ORDERED"],
                                linli.domains.property.states.State["PROVED"],
                                linli.domains.property.states.State["RESELECT"],
                                linli.domains.property.states.State["VOTING"],
                                linli.domains.property.states.State["HIRING"],
                                linli.domains.property.states.State["CHOOSING"],
                                linli.domains.property.states.State["CHOSEN"],
                            ),
                        ),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "state__in",
                                (
                                    linli.domains.property.states.State["ORDERED"],
                                    linli.domains.property.states.State["PROVED"],
                                    linli.domains.property.states.State["RESELECT"],
                                    linli.domains.property.states.State["VOTING"],
                                    linli.domains.property.states.State["HIRING"],
                                    linli.domains.property.states.State["CHOOSING"],
                                    linli.domains.property.states.State["CHOSEN"],
                                ),
                            ),
                            _negated=True,
                        ),
                        ("ended_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="property_ended_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="panellist",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("compound", "person"),
                name="property_panellist_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(fields=("contract", "month"), name="property_one_report_a_month"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)), name="property_month_by_its_first_day"
            ),
        ),
        migrations.RunSQL(NO_OVERLAP, DROP),
    ]
