"""What is contested: acts that a revoke of keys calls into doubt, and what rests on them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("node", "0003_rekeyed"),
    ]

    operations = [
        migrations.AddField(model_name="act", name="facts", field=models.JSONField(null=True)),
        migrations.AddField(model_name="act", name="contested", field=models.JSONField(default=list)),
        migrations.AddField(model_name="document", name="contested", field=models.JSONField(default=list)),
    ]
