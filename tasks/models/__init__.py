from tasks.models.bulk_act import BulkAct, BulkRow
from tasks.models.directive import Addressee, Checkpoint, Directive
from tasks.models.event import Channel, Event
from tasks.models.reminder_hold import ReminderHold
from tasks.models.reminding import QuietRange, ReminderClaim, ReminderCopy, ReminderRule, Rule
from tasks.models.resolution import Resolution, Section
from tasks.models.saved_question import SavedQuestion
from tasks.models.task import Status, Task

__all__ = [
    "Addressee",
    "BulkAct",
    "BulkRow",
    "Channel",
    "Checkpoint",
    "Directive",
    "Event",
    "QuietRange",
    "ReminderClaim",
    "ReminderCopy",
    "ReminderHold",
    "ReminderRule",
    "Resolution",
    "Rule",
    "SavedQuestion",
    "Section",
    "Status",
    "Task",
]
