from collections.abc import Sequence

from django.urls import URLPattern, path

from tasks.views import actions, bulk, detail, feed, letters, list, plan, reminders, resolutions, saved_questions

urlpatterns: Sequence[URLPattern] = [
    path("tasks/", list.tasks, name="tasks"),
    path("tasks/bulk/", bulk.bulk, name="task_bulk"),
    path("tasks/bulk/<int:pk>/", bulk.bulk_act, name="task_bulk_act"),
    path("tasks/bulk/<int:pk>/refused.csv", bulk.bulk_refused, name="task_bulk_refused"),
    path("tasks/questions/", saved_questions.save, name="task_questions"),
    path("tasks/questions/<int:pk>/forget/", saved_questions.forget, name="task_question_forget"),
    path("tasks/<int:pk>/", detail.task, name="task"),
    path("tasks/<int:pk>/actions/<str:action>/", actions.task_action, name="task_action"),
    path("calendar/<str:token>.ics", feed.feed, name="calendar_feed"),
    path("resolutions/", resolutions.resolutions, name="resolutions"),
    path("resolutions/new/", plan.upload, name="resolution_new"),
    path("resolutions/<int:pk>/", resolutions.resolution, name="resolution"),
    path("resolutions/<int:pk>/source/", resolutions.resolution_source, name="resolution_source"),
    path("resolutions/<int:pk>/plan/", plan.plan, name="resolution_plan"),
    path("resolutions/<int:pk>/publish/", plan.publish, name="resolution_publish"),
    path("resolutions/<int:pk>/reminders/", reminders.document_reminders, name="resolution_reminders"),
    path("resolutions/<int:pk>/letters/", letters.letters, name="resolution_letters"),
    path("resolutions/<int:pk>/letters/hold/", letters.hold, name="resolution_letters_hold"),
    path("resolutions/<int:pk>/letters/release/", letters.release, name="resolution_letters_release"),
    path("reminders/", reminders.default_reminders, name="reminder_rules"),
    path("reminders/quiet/", reminders.quiet_ranges, name="quiet_ranges"),
]
