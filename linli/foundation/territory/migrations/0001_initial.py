"""The ground. House numbers of one road can't belong to two grids: see `NO_OVERLAP`."""

import django.db.models.deletion
import django.db.models.manager
import linli.foundation.territory.states
from django.db import migrations, models

#: One exclusion constraint for odd and one for even numbers. Road and number share one bigint (road id in the upper
#: bits, 22 bits for the number), since plain GiST knows ranges of bigint but not "equal road" without an extension.
NO_OVERLAP = """
ALTER TABLE territory_addressrange ADD CONSTRAINT address_range_{side} EXCLUDE USING gist (
    int8range(road_id * 4194304 + first, road_id * 4194304 + last, '[]') WITH &&
) WHERE (parity <> '{other}')
"""
DROP = "ALTER TABLE territory_addressrange DROP CONSTRAINT address_range_{side}"


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(db_collation="C", max_length=200)),
                ("depth", models.PositiveSmallIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("county", "county"),
                            ("district", "district"),
                            ("zone", "zone"),
                            ("street", "street"),
                            ("town", "town"),
                            ("community", "community"),
                            ("village", "village"),
                            ("grid", "grid"),
                            ("grid_unit", "grid_unit"),
                            ("building", "building"),
                            ("stairwell", "stairwell"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "grid_kind",
                    models.CharField(
                        blank=True, choices=[("ordinary", "ordinary"), ("dedicated", "dedicated")], max_length=16
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("short_name", models.CharField(blank=True, max_length=20)),
                ("code", models.CharField(blank=True, db_collation="C", max_length=40)),
                ("slug", models.SlugField(blank=True, db_index=False, max_length=40)),
                ("method_slug", models.SlugField(blank=True, db_index=False, max_length=40)),
                ("households", models.PositiveIntegerField(blank=True, null=True)),
                ("boundary", models.JSONField(blank=True, null=True)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lng", models.FloatField(blank=True, null=True)),
                ("order", models.PositiveIntegerField(default=0)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
            ],
            options={
                "ordering": ("depth", "order", "code", "id"),
                "default_manager_name": "unscoped",
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Compound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("type", models.CharField(blank=True, max_length=32)),
                ("households", models.PositiveIntegerField(blank=True, null=True)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lng", models.FloatField(blank=True, null=True)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
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
            ],
            options={
                "ordering": ("name", "id"),
                "abstract": False,
                "default_manager_name": "unscoped",
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="area",
            name="compound",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territory.compound",
            ),
        ),
        migrations.CreateModel(
            name="CompoundCover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
                    ),
                ),
                (
                    "compound",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="covers", to="territory.compound"
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
                "abstract": False,
                "default_manager_name": "unscoped",
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Road",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
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
            name="AddressRange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.PositiveIntegerField()),
                ("last", models.PositiveIntegerField()),
                (
                    "parity",
                    models.CharField(
                        choices=[("both", "both"), ("odd", "odd"), ("even", "even")],
                        default=linli.foundation.territory.states.Parity["BOTH"],
                        max_length=4,
                    ),
                ),
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
                    "road",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ranges", to="territory.road"
                    ),
                ),
            ],
            options={
                "ordering": ("road", "first"),
                "abstract": False,
                "default_manager_name": "unscoped",
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("how", models.CharField(max_length=16)),
                ("on", models.DateField()),
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
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
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
            name="AreaCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "system",
                    models.CharField(
                        choices=[
                            ("gbt2260", "gbt2260"),
                            ("unit_grid", "unit_grid"),
                            ("police", "police"),
                            ("own", "own"),
                        ],
                        max_length=16,
                    ),
                ),
                ("code", models.CharField(db_collation="C", max_length=32)),
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
            ],
            options={
                "abstract": False,
                "default_manager_name": "unscoped",
                "indexes": [models.Index(fields=["system", "code"], name="area_by_foreign_code")],
                "constraints": [
                    models.UniqueConstraint(fields=("area", "system", "code"), name="area_code_once_per_system")
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CommunityType",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("type", models.CharField(max_length=32)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
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
            ],
            options={
                "abstract": False,
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("area",), name="one_type_at_a_time"
                    )
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddIndex(
            model_name="compound",
            index=models.Index(fields=["county", "name"], name="compound_by_name"),
        ),
        migrations.AddConstraint(
            model_name="compound",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to", None)), fields=("area", "name"), name="compound_name_once"
            ),
        ),
        migrations.AddIndex(
            model_name="area",
            index=models.Index(fields=["county", "kind", "name"], name="area_by_kind"),
        ),
        migrations.AddIndex(
            model_name="area",
            index=models.Index(fields=["parent", "order"], name="area_by_parent"),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.UniqueConstraint(fields=("path",), name="area_path_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("code", ""), _negated=True), ("valid_to", None)),
                fields=("county", "code"),
                name="area_code_is_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.UniqueConstraint(
                condition=models.Q(("slug", ""), _negated=True), fields=("slug",), name="area_slug_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(condition=models.Q(("path__endswith", ".")), name="area_path_is_closed"),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", linli.foundation.territory.states.Kind["COUNTY"]), ("parent", None)),
                    models.Q(
                        models.Q(("kind", linli.foundation.territory.states.Kind["COUNTY"]), _negated=True),
                        ("parent__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="area_without_parent_is_a_county",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                name="area_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="compoundcover",
            constraint=models.UniqueConstraint(fields=("compound", "area"), name="cover_once"),
        ),
        migrations.AddConstraint(
            model_name="road",
            constraint=models.UniqueConstraint(fields=("county", "name"), name="road_name_once"),
        ),
        migrations.AddConstraint(
            model_name="addressrange",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__gte", 1), ("last__lte", 4194303), ("last__gte", models.F("first"))),
                name="range_is_ordered",
            ),
        ),
        migrations.RunSQL(NO_OVERLAP.format(side="odd", other="even"), DROP.format(side="odd")),
        migrations.RunSQL(NO_OVERLAP.format(side="even", other="odd"), DROP.format(side="even")),
    ]
