"""What passkeys are asked to sign."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("node", "0011_clearance"),
    ]

    operations = [
        migrations.CreateModel(
            name="Asking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attempt", models.CharField(max_length=64)),
                ("seed", models.BinaryField(max_length=32)),
                ("challenge", models.CharField(max_length=64)),
                ("time", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="node.person"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "attempt"), name="asking_once")],
            },
        ),
    ]
