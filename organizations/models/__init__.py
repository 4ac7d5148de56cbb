from organizations.models.feed import CalendarLink
from organizations.models.invitation import Invitation
from organizations.models.kind import Kind
from organizations.models.membership import Membership, Role
from organizations.models.organization import Organization, OrganizationMove
from organizations.models.token import ApiToken
from organizations.models.user import User

__all__ = [
    "ApiToken",
    "CalendarLink",
    "Invitation",
    "Kind",
    "Membership",
    "Organization",
    "OrganizationMove",
    "Role",
    "User",
]
