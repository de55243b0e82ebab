# What is said around a person of the office, in English (projectfluent.org).
# The titles of callback, cancel, accept and skip have at most 20 characters: Messenger shows no more.
# The others are for the web page only.
callback-title = Have IOM contact me
callback-wish = I would like a person from IOM to contact me.
live-title = Write to a person
live-wish = I would like to write to a person now.
leave-title = Back to assistant
leave-wish = I go back to the automatic assistant.
stop-waiting-title = Stop waiting
cancel-title = Cancel
cancel-wish = I cancel my request.
accept-title = I agree
accept-wish = I agree.
skip-title = Skip
skip-wish = I skip this question.
callback-topic = A person from IOM can contact you. What is it about, in a few words? Do not write your number yet. You can cancel at any moment.
callback-consent =
    To contact you, we need a phone number or an e-mail address. Only the staff of IOM in Tunisia can read it, to answer you and for nothing else. It is deleted as soon as you were answered, and on { $deleted } at the latest. To erase everything yourself before that: { $channel ->
        [web] menu, "Erase my conversation"
       *[other] write "/stop"
    }.
    Do you agree?
callback-consent-again = I cannot go on without your consent. Do you agree that IOM keeps a number or an e-mail address until it has answered you?
callback-contact = Thank you. Write your phone number (with the code of its country, if it is not Tunisian) or your e-mail address.
callback-contact-again = I recognise neither a phone number nor an e-mail address. Write only the number (with the code of its country, if it is not Tunisian) or the address.
callback-done =
    It is noted: a person from IOM will { $kind ->
        [email] write to you
       *[phone] call you
    }, if possible by { $due } (office hours: { $hours }). Your request will be deleted on { $deleted } at the latest.
    If there is danger, do not wait: tell me, and I give you the numbers to call.
callback-cancelled = It is cancelled: nothing of this request is kept. Ask me another question whenever you like.
callback-given-up = I cannot read how to reach you, so I stop here; nothing of this request is kept. You can start again later, or call IOM.
callback-set-aside = Your request to be contacted is interrupted: nothing of it is kept. You can make it again whenever you like.
handover-trouble = I am sorry, I cannot take your request for the moment. Try again in a few minutes.
live-waiting = Your request is passed on: you are waiting for a person from IOM. Until then I go on answering. If nobody is free within { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, I will tell you.
live-closed = Nobody can write to you at this moment (office hours: { $hours }). You can leave a way to reach you.
live-taken = A person from IOM has taken the conversation. Write to them here; the automatic assistant answers no more, except in danger.
live-returned = The automatic assistant is back: it answers you now.
live-left = All right. The automatic assistant answers you.
live-nobody = Nobody was free; the automatic assistant answers you. You can leave a way to reach you.
live-silent = The person is no longer there: the automatic assistant is back. You can leave a way to reach you.
mail-subject = Somebody is waiting for an answer from IOM
mail-text =
    A request is waiting on the staff's pages:
    { $link }
    This message does not say whose it is: sign in to read it.
