"""Clearance: rounds, the offices asked, the links of letters, answers."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("node", "0010_rooms"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClearanceRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("office", models.CharField(max_length=64)),
                ("superseded", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ClearanceLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=64, unique=True)),
                ("email", models.EmailField(max_length=254)),
                ("lang", models.CharField(max_length=4)),
                ("why", models.CharField(max_length=10)),
                ("made", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="node.person"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="node.clearancerequest"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ClearanceRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField()),
                ("revision", models.IntegerField()),
                ("texts", models.JSONField()),
                ("asked", models.DateTimeField()),
                ("due", models.DateField()),
                ("note", models.TextField(blank=True)),
                ("silence", models.BooleanField(default=False)),
                ("attempt", models.CharField(blank=True, max_length=64)),
                ("closed", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="node.person"),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rounds", to="node.paper"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="clearancerequest",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="requests", to="node.clearanceround"
            ),
        ),
        migrations.CreateModel(
            name="ClearanceAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField()),
                ("answer", models.CharField(max_length=10)),
                ("text", models.TextField(blank=True)),
                ("how", models.CharField(max_length=10)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("time", models.DateTimeField()),
                ("settled", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="node.person"
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="node.person"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="node.clearancerequest"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("request", "number"), name="clearance_answer_once")],
            },
        ),
        migrations.AddIndex(
            model_name="clearanceround",
            index=models.Index(fields=["closed", "due"], name="clearance_round_open"),
        ),
        migrations.AddConstraint(
            model_name="clearanceround",
            constraint=models.UniqueConstraint(fields=("paper", "number"), name="clearance_round_once"),
        ),
        migrations.AddIndex(
            model_name="clearancerequest",
            index=models.Index(fields=["office", "superseded"], name="clearance_request_office"),
        ),
        migrations.AddConstraint(
            model_name="clearancerequest",
            constraint=models.UniqueConstraint(fields=("round", "office"), name="clearance_request_once"),
        ),
    ]
