"""The tables' migrations follow one another in one line, and end at what the models say.

Two branches that each add one are merged without a conflict, and then no node starts.
"""

import os
import tempfile

from tools.report import Report


def main() -> int:
    report = Report("check_migrations")
    with tempfile.TemporaryDirectory() as home:
        os.environ["BILATERAL_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "bilateral.web.settings"
        import django

        django.setup()
        from django.core.management import call_command
        from django.db.migrations.loader import MigrationLoader

        loader = MigrationLoader(None)
        for app, names in sorted(loader.detect_conflicts().items()):
            report.fault(app, f"{' and '.join(sorted(names))} both come last", "Number one after the other")
        if not report.faults:
            try:
                call_command("makemigrations", "node", check=True, dry_run=True, verbosity=0)
            except SystemExit:
                report.fault("node", "the models say something else", "Run django-admin makemigrations node")
    return report.finish(f"{len(loader.disk_migrations)} migrations")


if __name__ == "__main__":
    raise SystemExit(main())
