# What the staff gets by e-mail, in English (projectfluent.org).
reminder-subject = IOM assistant: { $count ->
    [one] { $count } fact to check
   *[other] { $count } facts to check
}
reminder-opening = Hello, this is what waits for the staff in the assistant:
waiting = { $title } ({ $fact }): a change waits for a second person.
expired = { $title } ({ $fact }): holds no longer since { $day }.
expires = { $title } ({ $fact }): holds until { $day }.
to_confirm = { $title } ({ $fact }): to be confirmed.
review = { $title } ({ $fact }): to be checked again, due { $day }.
reminder-closing = The page “Due” of the staff desk shows them all.
