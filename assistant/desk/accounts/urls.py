"""The addresses of the pages on accounts."""

from django.urls import path

from assistant.desk.accounts import views

urlpatterns = [
    path("", views.accounts, name="accounts"),
    path("new/", views.new_account, name="new-account"),
    path("<int:pk>/", views.account, name="account"),
    path("<int:pk>/link/", views.new_link, name="new-link"),
    path("<int:pk>/second-factor/", views.forget_second_factor, name="forget-second-factor"),
    path("welcome/<uidb64>/<token>/", views.ChoosePassword.as_view(), name="choose-password"),
]
