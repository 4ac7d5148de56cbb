from tasks.models.directive import Addressee, Checkpoint, Directive
from tasks.models.event import Event
from tasks.models.resolution import Resolution, Section
from tasks.models.task import Status, Task

__all__ = ["Addressee", "Checkpoint", "Directive", "Event", "Resolution", "Section", "Status", "Task"]
