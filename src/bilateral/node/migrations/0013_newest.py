"""Where a proposal stands in the record's order, beside its link to a document, and the order of acts in one state: so
that the newest are found at once.

The links have another form from here on: rebuild the tables after it, as an upgrade does.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("node", "0012_asking"),
    ]

    operations = [
        migrations.AddField("link", "height", models.BigIntegerField(default=0)),
        migrations.RemoveIndex("link", "link_target"),
        migrations.AddIndex("link", models.Index(fields=["target", "rel", "-height"], name="link_newest")),
        migrations.RemoveIndex("act", "act_state"),
        migrations.AddIndex(
            "act",
            models.Index(fields=["act", "state", "verdict", "-time", "-height", "-log"], name="act_state_order"),
        ),
    ]
