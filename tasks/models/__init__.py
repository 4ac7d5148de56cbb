from tasks.models.bulk_act import BulkAct, BulkRow
from tasks.models.directive import Addressee, Checkpoint, Directive
from tasks.models.event import Event
from tasks.models.resolution import Resolution, Section
from tasks.models.saved_question import SavedQuestion
from tasks.models.task import Status, Task

__all__ = [
    "Addressee",
    "BulkAct",
    "BulkRow",
    "Checkpoint",
    "Directive",
    "Event",
    "Resolution",
    "SavedQuestion",
    "Section",
    "Status",
    "Task",
]
