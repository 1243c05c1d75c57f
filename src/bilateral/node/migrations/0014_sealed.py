"""The texts that are not public, found at once among all others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("node", "0013_newest"),
    ]

    operations = [
        migrations.AddIndex(
            "sealedtext",
            models.Index(fields=["log", "seq"], condition=models.Q(public=False), name="sealed_kept"),
        ),
    ]
