from django.urls import path

from resolution_portal.notices.views import centre, outbox

urlpatterns = [
    path("notices/", centre.notices, name="notices"),
    path("notices/<int:pk>/", centre.notice, name="notice"),
    path("notices/read/", centre.read, name="notices_read"),
    path("notices/unread/", centre.unread, name="notices_unread"),
    path("outbox/", outbox.letters, name="outbox"),
    path("outbox/<int:pk>/", outbox.letter, name="outbox_letter"),
    path("outbox/<int:pk>/html/", outbox.letter_html, name="outbox_letter_html"),
]
