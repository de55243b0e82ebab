"""Mail to the staff: reminders and notices, in plain text."""

import smtplib
import ssl
from email.message import EmailMessage
from typing import Optional, Sequence

from assistant.settings import MailSettings, text_of

WITHIN = 15.0  # seconds that a mail server may be silent


def can_be_sent(settings: Optional[MailSettings] = None) -> bool:
    """Whether a mail server is named."""
    return bool((settings or MailSettings()).smtp_host)


def send(
    to: Sequence[str], subject: str, text: str, settings: Optional[MailSettings] = None
) -> bool:
    """Send a mail to each address, apart; whether there was a server to send it by, and anybody
    to send it to.

    Raises:
        OSError: the server cannot be reached (``smtplib.SMTPException`` is one), or refuses.
    """
    settings = settings or MailSettings()
    if not settings.smtp_host or not to:
        return False
    secure = ssl.create_default_context()
    if settings.smtp_tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.smtp_host, settings.smtp_port, timeout=WITHIN, context=secure
        )
    else:
        server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=WITHIN)
    with server:
        if settings.smtp_tls == "starttls":
            server.starttls(context=secure)
        if settings.smtp_user:
            server.login(settings.smtp_user, text_of(settings.smtp_password))
        for address in to:
            server.send_message(_message(address, subject, text, settings))
    return True


def _message(address: str, subject: str, text: str, settings: MailSettings) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.mail_from or settings.smtp_user or "assistant@localhost"
    message["To"] = address
    message["Subject"] = subject
    message.set_content(text)
    return message
