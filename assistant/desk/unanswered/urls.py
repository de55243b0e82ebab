"""The addresses of the pages on what was asked in vain."""

from django.urls import path

from assistant.desk.unanswered import groups, publishing

urlpatterns = [
    path("", groups.listed, name="unanswered"),
    path("once/", groups.once, name="asked-once"),
    path("group-now/", groups.group_now, name="group-now"),
    path("<int:first>/", groups.group, name="unanswered-group"),
    path("<int:first>/file/", groups.file_group, name="file-group"),
    path("accepted/", groups.accepted, name="accepted-examples"),
    path("accepted/remove/", groups.remove_accepted, name="remove-accepted"),
    path("publishing/", publishing.page, name="publishing"),
    path("publishing/progress/", publishing.progress, name="publishing-progress"),
    path("publishing/try/", publishing.begin, name="try-accepted"),
    path("publishing/stop/", publishing.stop, name="stop-trial"),
    path("publishing/activate/", publishing.activate, name="activate-model"),
    path("publishing/back/", publishing.back, name="go-back"),
]
