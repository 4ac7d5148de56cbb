from django.urls import path

from resolution_portal.notices.views import outbox

urlpatterns = [
    path("outbox/", outbox.letters, name="outbox"),
    path("outbox/<int:pk>/", outbox.letter, name="outbox_letter"),
    path("outbox/<int:pk>/html/", outbox.letter_html, name="outbox_letter_html"),
]
