from django.urls import path

from resolution_portal.background.views import job

urlpatterns = [path("<int:pk>/", job, name="job")]
