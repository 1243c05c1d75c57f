"""Versions that were undone together, and what a document is built on where that is no longer in force.

What the rows of acts say of proposals has another form from here on: rebuild the tables after it, as an upgrade does.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("node", "0005_item_states"),
    ]

    operations = [
        migrations.AddField("document", "tip", models.CharField(default="", max_length=100), preserve_default=False),
        migrations.AddField(
            "version", "annulled_by", models.CharField(default="", max_length=280), preserve_default=False
        ),
    ]
