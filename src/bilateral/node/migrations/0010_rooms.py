"""Private rooms: their messages, what others have told, exchanges; papers say which room they are worked on for."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("node", "0009_brought"),
    ]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="room",
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AddField(
            model_name="paper",
            name="version",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("parties", models.JSONField()),
                ("opened", models.DateTimeField()),
                ("changed", models.DateTimeField()),
                ("fork", models.CharField(blank=True, max_length=64)),
                ("waits", models.JSONField(default=list)),
            ],
            options={
                "indexes": [models.Index(fields=["-changed"], name="room_order")],
            },
        ),
        migrations.CreateModel(
            name="RoomNonce",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("party", models.CharField(max_length=64)),
                ("nonce", models.CharField(max_length=32)),
                ("time", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["time"], name="room_nonce_time")],
                "constraints": [models.UniqueConstraint(fields=("party", "nonce"), name="room_nonce_once")],
            },
        ),
        migrations.CreateModel(
            name="RoomReach",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("own", models.CharField(max_length=64)),
                ("party", models.CharField(max_length=64)),
                ("tried", models.DateTimeField(null=True)),
                ("worked", models.DateTimeField(null=True)),
                ("fault", models.JSONField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("own", "party"), name="room_reach_once")],
            },
        ),
        migrations.CreateModel(
            name="RoomFork",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("party", models.CharField(max_length=64)),
                ("n", models.IntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("raw", models.BinaryField()),
                ("received", models.DateTimeField()),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="forks", to="node.room"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("room", "digest"), name="room_fork_once")],
            },
        ),
        migrations.CreateModel(
            name="RoomMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("party", models.CharField(max_length=64)),
                ("n", models.IntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("raw", models.BinaryField()),
                ("received", models.DateTimeField()),
                ("attempt", models.CharField(blank=True, max_length=64)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="node.room"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("room", "party", "n"), name="room_message_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("attempt", ""), _negated=True),
                        fields=("person", "attempt"),
                        name="room_attempt_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoomNoted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("party", models.CharField(max_length=64)),
                ("counts", models.JSONField()),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="noted", to="node.room"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("room", "party"), name="room_noted_once")],
            },
        ),
        migrations.CreateModel(
            name="RoomTold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("party", models.CharField(max_length=64)),
                ("tips", models.JSONField()),
                ("time", models.DateTimeField()),
                (
                    "room",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="told", to="node.room"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("room", "party"), name="room_told_once")],
            },
        ),
    ]
