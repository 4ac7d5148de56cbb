from collections.abc import Sequence

from django.urls import URLPattern, path

from organizations.views import people
from organizations.views.invitation import invitation

urlpatterns: Sequence[URLPattern] = [
    path("organizations/<int:pk>/invite/", people.invite, name="invite"),
    path("invitations/<int:pk>/send/", people.send_again, name="invitation_send"),
    path("invitations/<int:pk>/revoke/", people.revoke, name="invitation_revoke"),
    path("invitations/<int:pk>/key/", people.print_key, name="invitation_key"),
    path("memberships/<int:pk>/close/", people.close_access, name="membership_close"),
    path("invitations/<str:token>/", invitation, name="invitation"),
]
