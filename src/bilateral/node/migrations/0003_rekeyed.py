"""Where in a log its keys changed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("node", "0002_care"),
    ]

    operations = [
        migrations.AddField(
            model_name="log",
            name="rekeyed",
            field=models.JSONField(default=list),
        ),
    ]
