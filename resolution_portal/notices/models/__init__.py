from resolution_portal.notices.models.letter import Letter
from resolution_portal.notices.models.notice import Notice

__all__ = ["Letter", "Notice"]
