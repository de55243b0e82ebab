"""The addresses of the pages on use."""

from django.urls import path

from assistant.desk.use import views

urlpatterns = [
    path("", views.use, name="use"),
    path("file/", views.use_file, name="use-file"),
]
