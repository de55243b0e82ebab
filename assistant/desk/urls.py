"""The addresses of the desk. Of allauth's pages, those that the office uses: nobody signs up."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path
from django.views.i18n import set_language

from assistant.desk import views
from assistant.desk.access import own_account, public
from assistant.desk.slices import urls_of_slices

urlpatterns = [
    path("", views.home, name="home"),
    path("health", views.health, name="health"),
    path("language", public(set_language), name="set_language"),
    path("sign-in/", public(account.login), name="account_login"),
    path("sign-out/", public(account.logout), name="account_logout"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    path(
        "sign-in/again/",
        own_account(account.reauthenticate),
        name="account_reauthenticate",
    ),
    path("password/", own_account(account.password_change), name="account_change_password"),
    path("second-factor/", views.second_factor, name="second-factor"),
    path("sign-in/passkey/", public(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/code/", public(mfa.authenticate), name="mfa_authenticate"),
    path("sign-in/again/code/", own_account(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("security/", own_account(mfa.index), name="mfa_index"),
    path("security/app/add/", own_account(totp.activate_totp), name="mfa_activate_totp"),
    path("security/app/remove/", own_account(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "security/codes/",
        own_account(recovery_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "security/codes/new/",
        own_account(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "security/codes/file/",
        own_account(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("security/keys/", own_account(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("security/keys/add/", own_account(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "sign-in/again/key/",
        own_account(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "security/keys/<int:pk>/remove/",
        own_account(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "security/keys/<int:pk>/name/",
        own_account(webauthn.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    *urls_of_slices(),
]
