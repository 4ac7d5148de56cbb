from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# The four kinds of addressee of the first document; a later one brings rows of its own.
KINDS = [
    ("Департамент Смоленской области по образованию и науке", "Региональный уровень"),
    ("Органы управления образованием муниципальных районов и городских округов", ""),
    ("ГАУ ДПО СОИРО", "Региональный уровень"),
    ("Общеобразовательные организации", "Областные и частные ОО"),
]


def add_kinds(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    kind = apps.get_model("organizations", "Kind")
    for position, (name, summary_row) in enumerate(KINDS, start=1):
        kind.objects.get_or_create(name=name, defaults={"position": position, "summary_row": summary_row})


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_initial")]
    operations = [migrations.RunPython(add_kinds, migrations.RunPython.noop)]
