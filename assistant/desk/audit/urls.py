"""The address of the audit's page."""

from django.urls import path

from assistant.desk.audit import views

urlpatterns = [path("", views.audit, name="audit")]
