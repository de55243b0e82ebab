"""The addresses of the pages on conversations."""

from django.urls import path

from assistant.desk.conversations import callbacks, conversations, live

urlpatterns = [
    path("", conversations.conversations, name="conversations"),
    path("read/<str:name>/", conversations.conversation, name="conversation"),
    path("read/<str:name>/reason/", conversations.reason, name="conversation-reason"),
    path("read/<str:name>/mark/", conversations.mark, name="conversation-mark"),
    path("read/<str:name>/test/", conversations.test, name="conversation-test"),
    path("waiting/", callbacks.waiting, name="waiting"),
    path("waiting/now/", callbacks.waiting_now, name="waiting-now"),
    path("callbacks/<int:number>/", callbacks.callback, name="callback"),
    path("callbacks/<int:number>/owner/", callbacks.own, name="callback-owner"),
    path("callbacks/<int:number>/due/", callbacks.due, name="callback-due"),
    path("callbacks/<int:number>/done/", callbacks.done, name="callback-done"),
    path("live/<str:name>/", live.thread, name="live"),
    path("live/<str:name>/lines/", live.lines, name="live-lines"),
    path("live/<str:name>/take/", live.take, name="live-take"),
    path("live/<str:name>/say/", live.say, name="live-say"),
    path("live/<str:name>/return/", live.give_back, name="live-return"),
]
