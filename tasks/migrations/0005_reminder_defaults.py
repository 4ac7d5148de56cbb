import datetime as dt

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BODIES = "Органы управления образованием муниципальных районов и городских округов"
SOIRO = "ГАУ ДПО СОИРО"
SCHOOLS = "Общеобразовательные организации"

# Rule: the days, then «every so many days». Working days, but calendar ones after the date.
_LATE = {"explanation": ([3], None), "controller": ([3], None), "coordinator": ([10], None)}
_STEADY = {"before": ([14, 7, 3, 1, 0], None), "after": ([1, 3], 7), **_LATE}
_SPARING = {"before": ([7, 2, 0], None), "after": ([1], 7), **_LATE}
RULES = [(BODIES, _STEADY, True), (SOIRO, _STEADY, False), (SCHOOLS, _SPARING, False)]

# Each year; a region whose schools rest otherwise changes the rows.
QUIET = [
    ("Летние каникулы", dt.date(2022, 6, 15), dt.date(2022, 8, 25)),
    ("Осенние каникулы", dt.date(2022, 10, 28), dt.date(2022, 11, 5)),
    ("Зимние каникулы", dt.date(2022, 12, 30), dt.date(2023, 1, 8)),
    ("Весенние каникулы", dt.date(2023, 3, 24), dt.date(2023, 3, 31)),
]


def add_defaults(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor | None) -> None:
    kinds = {kind.name: kind for kind in apps.get_model("organizations", "Kind").objects.all()}
    rule = apps.get_model("tasks", "ReminderRule")
    for name, rules, for_others in RULES:
        if name in kinds:
            for code, (days, every) in rules.items():
                rule.objects.get_or_create(
                    resolution=None,
                    kind=kinds[name],
                    code=code,
                    defaults={"days": days, "every": every, "for_others": for_others},
                )
    if SCHOOLS in kinds:
        for name, first, last in QUIET:
            apps.get_model("tasks", "QuietRange").objects.get_or_create(
                kind=kinds[SCHOOLS], name=name, defaults={"first": first, "last": last, "yearly": True}
            )


class Migration(migrations.Migration):
    dependencies = [("tasks", "0004_reminders"), ("organizations", "0002_kinds")]
    operations = [migrations.RunPython(add_defaults, migrations.RunPython.noop)]
