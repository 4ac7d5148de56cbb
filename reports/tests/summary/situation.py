"""A situation for summaries: the cast's document with every status, late and not, one task each as the name says.

                     1.1        2.1          3.1   4.1                               4.2
Вяземский район      –          accepted     –     СШ № 5 accepted after its date,   СШ № 5 submitted, date past,
                                                   Корзовская new and late           Корзовская returned and late
Ярцевский район      –          in progress  –     СШ № 1 withdrawn, date past       СШ № 1 in progress and late
Региональный уровень submitted  –            new   –                                 –
Областные и частные  –          –            –     Лицей accepted                    Лицей returned, due today
"""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from resolution_portal import clock
from tasks.tests.states import put

#: total / accepted / overdue / on time, written by hand from the words above.
EXPECTED = """
                        1.1      2.1      3.1      4.1      4.2
Вяземский_район         0/0/0/0  1/1/0/1  0/0/0/0  2/1/1/0  2/0/1/0
Ярцевский_район         0/0/0/0  1/0/0/0  0/0/0/0  1/0/0/0  1/0/1/0
Региональный_уровень    1/0/0/0  0/0/0/0  1/0/0/0  0/0/0/0  0/0/0/0
Областные_и_частные_ОО  0/0/0/0  0/0/0/0  0/0/0/0  1/1/0/1  1/0/0/0
Итого                   1/0/0/0  2/1/0/1  1/0/0/0  4/2/1/1  4/0/2/0
"""


def arrange(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    """Put the tasks of the published document into the statuses of the docstring."""
    today = clock.today()
    yesterday = today - timedelta(days=1)
    put(document.task(cast.vyazma, document.d21), "accepted", sent_by=cast.anna, reviewed_by=cast.irina)
    put(document.task(cast.school5, document.d41), "accepted", sent_by=cast.elena, reviewed_by=cast.anna, on_time=False)
    put(document.task(cast.korzovo, document.d41), "new", due_on=yesterday)
    put(document.task(cast.school5, document.d42), "submitted", sent_by=cast.elena, due_on=yesterday)
    put(document.task(cast.korzovo, document.d42), "returned", due_on=yesterday)
    put(document.task(cast.yartsevo, document.d21), "in_progress")
    put(document.task(cast.school1, document.d41), "withdrawn", due_on=yesterday)
    put(document.task(cast.school1, document.d42), "in_progress", due_on=yesterday)
    put(document.task(cast.region, document.d11), "submitted", sent_by=cast.dmitry)
    put(document.task(cast.lyceum, document.d41), "accepted", sent_by=cast.larisa, reviewed_by=cast.irina)
    put(document.task(cast.lyceum, document.d42), "returned", due_on=today)


def parsed(text: str = EXPECTED) -> dict[str, dict[str, str]]:
    """The table of text as rows of cells by the number of the item."""
    lines = [line.split() for line in text.strip("\n").splitlines()]
    numbers = lines[0]
    return {name.replace("_", " "): dict(zip(numbers, cells, strict=True)) for name, *cells in lines[1:]}
