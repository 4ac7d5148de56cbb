from reports.models.evidence import Evidence
from reports.models.file import StoredFile
from reports.models.receipt import Receipt
from reports.models.report import Degree, ProgressReport
from reports.models.upload import Upload

__all__ = ["Degree", "Evidence", "ProgressReport", "Receipt", "StoredFile", "Upload"]
