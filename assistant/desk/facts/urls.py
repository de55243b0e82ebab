"""The addresses of the pages on facts. An identifier has a dot: no other page's name has."""

from django.urls import path

from assistant.desk.facts import adding, changing, viewing

urlpatterns = [
    path("", viewing.facts, name="facts"),
    path("due/", viewing.due_list, name="facts-due"),
    path("waiting/", viewing.waiting_list, name="facts-waiting"),
    path("export/", viewing.export, name="facts-export"),
    path("import/", adding.import_facts, name="facts-import"),
    path("new/", adding.new, name="new-fact"),
    path("preview/", changing.preview, name="fact-preview"),
    path("<str:fact_id>/", viewing.fact, name="fact"),
    path("<str:fact_id>/edit/", changing.edit, name="edit-fact"),
    path("<str:fact_id>/history/", viewing.history, name="fact-history"),
    path("<str:fact_id>/history/<int:change>/restore/", changing.restore, name="restore-fact"),
    path("<str:fact_id>/confirm/", changing.confirm, name="confirm-fact"),
    path("<str:fact_id>/retire/", changing.retire, name="retire-fact"),
    path("<str:fact_id>/approve/", changing.approve, name="approve-fact"),
    path("<str:fact_id>/withdraw/", changing.withdraw, name="withdraw-fact"),
]
