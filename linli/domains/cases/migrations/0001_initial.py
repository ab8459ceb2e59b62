"""Tables of cases, and the running number of their references."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.manager
import linli.domains.cases.states
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("methods", "0001_initial"),
        ("organizations", "0001_initial"),
        ("people", "0001_initial"),
        ("territory", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE cases_ref", "DROP SEQUENCE cases_ref"),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(max_length=24, unique=True)),
                ("title", models.CharField(max_length=80)),
                ("text", models.TextField(blank=True)),
                ("source", models.CharField(max_length=20)),
                (
                    "urgency",
                    models.CharField(
                        choices=[("normal", "Normal"), ("utilities", "Utilities"), ("danger", "Danger")],
                        default="normal",
                        max_length=10,
                    ),
                ),
                (
                    "request_kind",
                    models.CharField(
                        choices=[
                            ("consult", "Consult"),
                            ("help", "Help"),
                            ("complaint", "Complaint"),
                            ("complex", "Complex"),
                        ],
                        default="help",
                        max_length=12,
                    ),
                ),
                ("place_words", models.CharField(blank=True, max_length=120)),
                ("lat", models.FloatField(null=True)),
                ("lng", models.FloatField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("assigned", "assigned"),
                            ("handling", "handling"),
                            ("whistled", "whistled"),
                            ("returned", "returned"),
                            ("waiting", "waiting"),
                            ("suspended", "suspended"),
                            ("resolved", "resolved"),
                            ("asking", "asking"),
                            ("confirmed", "confirmed"),
                            ("unconfirmed", "unconfirmed"),
                            ("explained", "explained"),
                            ("redirected", "redirected"),
                            ("duplicate", "duplicate"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default=linli.domains.cases.states.State["RECEIVED"],
                        max_length=12,
                    ),
                ),
                ("tier", models.CharField(max_length=40)),
                ("tier_no", models.PositiveSmallIntegerField(default=0)),
                ("top_tier_no", models.PositiveSmallIntegerField(default=0)),
                ("found_by_staff", models.BooleanField(default=False)),
                ("true_on_site", models.BooleanField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("state_since", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("resolved_at", models.DateTimeField(null=True)),
                ("supervised", models.BooleanField(default=False)),
                ("reopened", models.PositiveSmallIntegerField(default=0)),
                ("stars", models.PositiveSmallIntegerField(null=True)),
                ("legal_route", models.CharField(blank=True, max_length=20)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
                    ),
                ),
                (
                    "duplicate_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="cases.case",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staffcard"
                    ),
                ),
                (
                    "handler_org",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="methods.release"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_manager_name": "unscoped",
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lead", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("called", "Called"),
                            ("accepted", "Accepted"),
                            ("arrived", "Arrived"),
                            ("reported", "Reported"),
                            ("returning", "Returning"),
                            ("released", "Released"),
                        ],
                        default="called",
                        max_length=10,
                    ),
                ),
                ("called_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("arrived_at", models.DateTimeField(null=True)),
                ("arrived_place", models.CharField(blank=True, max_length=120)),
                ("lat", models.FloatField(null=True)),
                ("lng", models.FloatField(null=True)),
                ("reported_at", models.DateTimeField(null=True)),
                ("report", models.TextField(blank=True)),
                ("stars", models.PositiveSmallIntegerField(null=True)),
                ("stars_words", models.CharField(blank=True, max_length=200)),
                ("justified", models.BooleanField(null=True)),
                ("justified_words", models.CharField(blank=True, max_length=200)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organizations.organization"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="calls", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("before", "Before"), ("during", "During"), ("after", "After")], max_length=8
                    ),
                ),
                ("path", models.CharField(max_length=120, unique=True)),
                ("sha256", models.CharField(max_length=64)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("size", models.PositiveIntegerField(help_text="bytes")),
                ("public", models.BooleanField(default=True)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(blank=True, max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("standard", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=20)),
                ("code", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=80)),
                ("major", models.CharField(blank=True, max_length=80)),
                ("request_kind", models.CharField(default="help", max_length=12)),
                ("retired", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["standard", "kind", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("standard", "kind", "code"), name="cases_category_key")
                ],
            },
        ),
        migrations.AddField(
            model_name="case",
            name="category",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.category"),
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("promise", "Promise"),
                            ("contact", "Contact"),
                            ("answer", "Answer"),
                            ("arrive", "Arrive"),
                            ("resolve", "Resolve"),
                            ("stage", "Stage"),
                            ("call_answer", "Call Answer"),
                            ("call_arrive", "Call Arrive"),
                            ("call_report", "Call Report"),
                            ("arbitrate", "Arbitrate"),
                            ("verify", "Verify"),
                            ("confirm", "Confirm"),
                        ],
                        max_length=12,
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=60)),
                ("tier_no", models.PositiveSmallIntegerField(default=0)),
                ("amount", models.FloatField()),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("minutes", "minutes"),
                            ("hours", "hours"),
                            ("days", "days"),
                            ("working_hours", "working_hours"),
                            ("working_days", "working_days"),
                        ],
                        max_length=14,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("certain", models.BooleanField(default=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "Running"),
                            ("paused", "Paused"),
                            ("met", "Met"),
                            ("late", "Late"),
                            ("dropped", "Dropped"),
                        ],
                        default="running",
                        max_length=8,
                    ),
                ),
                ("paused_at", models.DateTimeField(null=True)),
                ("left_seconds", models.FloatField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("extended", models.PositiveSmallIntegerField(default=0)),
                ("next_step", models.PositiveSmallIntegerField(default=0)),
                ("act_at", models.DateTimeField(null=True)),
                (
                    "call",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deadlines",
                        to="cases.call",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deadlines", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reporter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("name_sealed", models.BinaryField(default=bytes)),
                ("phone_sealed", models.BinaryField(default=bytes)),
                ("phone_index", models.CharField(blank=True, max_length=64)),
                ("phone_masked", models.CharField(blank=True, max_length=20)),
                ("called", models.CharField(blank=True, max_length=20)),
                ("is_first", models.BooleanField(default=True)),
                ("source", models.CharField(max_length=20)),
                ("joined_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reporters", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=40)),
                ("query", models.CharField(max_length=500)),
            ],
            options={
                "ordering": ["name"],
                "constraints": [models.UniqueConstraint(fields=("account_id", "name"), name="cases_savedview_name")],
            },
        ),
        migrations.CreateModel(
            name="Whistle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tier", models.CharField(max_length=40)),
                ("caller_label", models.CharField(max_length=120)),
                ("caller_account_id", models.BigIntegerField(null=True)),
                ("reason", models.TextField()),
                ("blown_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "caller_org",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="whistles", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="call",
            name="whistle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="calls", to="cases.whistle"
            ),
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("return", "Return"),
                            ("extension", "Extension"),
                            ("suspension", "Suspension"),
                            ("whistle", "Whistle"),
                        ],
                        max_length=12,
                    ),
                ),
                ("post", models.CharField(max_length=40)),
                ("reason", models.TextField()),
                ("plan", models.JSONField(default=dict)),
                ("asked_by", models.CharField(max_length=120)),
                ("asked_by_account", models.BigIntegerField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("granted", models.BooleanField(null=True)),
                ("words", models.TextField(blank=True)),
                ("decided_by", models.CharField(blank=True, max_length=120)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "call",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.call"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="approvals", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "kind"], name="cases_approval_case"),
                    models.Index(
                        condition=models.Q(("granted__isnull", True)), fields=["asked_at"], name="cases_approval_open"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["county", "due_at", "id"],
                name="cases_case_county_due",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["area", "due_at", "id"],
                name="cases_case_area_due",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["handler", "due_at"],
                name="cases_case_handler_due",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["handler_org", "due_at"],
                name="cases_case_org_due",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["county", "state"],
                name="cases_case_county_state",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["area", "category", "opened_at"], name="cases_case_same_place"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["area", "opened_at"], name="cases_case_area_opened"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["county", "-opened_at"], name="cases_case_county_opened"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["opened_at"], name="cases_case_opened_brin"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", False),
                        (
                            "state__in",
                            (
                                linli.domains.cases.states.State["CONFIRMED"],
                                linli.domains.cases.states.State["UNCONFIRMED"],
                                linli.domains.cases.states.State["EXPLAINED"],
                                linli.domains.cases.states.State["REDIRECTED"],
                                linli.domains.cases.states.State["DUPLICATE"],
                                linli.domains.cases.states.State["WITHDRAWN"],
                            ),
                        ),
                    ),
                    models.Q(
                        ("ended_at__isnull", True),
                        models.Q(
                            (
                                "state__in",
                                (
                                    linli.domains.cases.states.State["CONFIRMED"],
                                    linli.domains.cases.states.State["UNCONFIRMED"],
                                    linli.domains.cases.states.State["EXPLAINED"],
                                    linli.domains.cases.states.State["REDIRECTED"],
                                    linli.domains.cases.states.State["DUPLICATE"],
                                    linli.domains.cases.states.State["WITHDRAWN"],
                                ),
                            ),
                            _negated=True,
                        ),
                    ),
                    _connector="OR",
                ),
                name="cases_case_end_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("handler__isnull", True), ("handler_org__isnull", True), _connector="OR"),
                name="cases_case_one_handler",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("stars__isnull", True), ("stars__range", (1, 5)), _connector="OR"),
                name="cases_case_stars_range",
            ),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("state", "running")), fields=["act_at", "id"], name="cases_deadline_act"
            ),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(fields=["case", "state"], name="cases_deadline_case"),
        ),
        migrations.AddIndex(
            model_name="reporter",
            index=models.Index(
                condition=models.Q(("phone_index", ""), _negated=True),
                fields=["phone_index"],
                name="cases_reporter_phone",
            ),
        ),
        migrations.AddConstraint(
            model_name="whistle",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("case",), name="cases_whistle_one_open"
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["organization", "state", "case"], name="cases_call_org"),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.UniqueConstraint(fields=("whistle", "organization"), name="cases_call_once_per_whistle"),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lead", True), models.Q(("state", "released"), _negated=True)),
                fields=("whistle",),
                name="cases_call_one_lead",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("stars__isnull", True), ("stars__range", (1, 5)), _connector="OR"),
                name="cases_call_stars_range",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True), _negated=True),
                fields=["county", "-ended_at"],
                name="cases_case_county_ended",
            ),
        ),
    ]
