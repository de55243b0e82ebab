# What the assistant says on Telegram and Messenger by itself, in English (projectfluent.org).
greeting = Hello
privacy = I keep your messages for { $days ->
    [one] { $days } day
   *[other] { $days } days
} at most, without the numbers, names and addresses that I recognise in them; "/stop" erases them at once.
privacy-more = What is kept: { $link }
unreadable = I can only read text: please write your question to me in English, French or Arabic.
trouble = I am sorry, I could not answer. Could you write your question again in a few minutes?
too-many = You are writing very fast. Wait a few seconds, then write to me again.
stopped = Goodbye, and take care. I have deleted our conversation.
language-choose = Which language would you like to speak?
language-name = English
language-wish = In English, please
command-start = Start
command-help = See what I know
command-langue = Choose the language
command-stop = End and delete the conversation
menu-help = What can I ask?
menu-langue = Choose the language
menu-stop = Delete the conversation
question-help = What can I ask you?
question-faq = { question-help }
question-forum = What is the International Migration Review Forum?
question-oim = What is IOM?
question-tunisie = What does IOM do in Tunisia?
question-numbers = What are the emergency numbers?
question-contact = I would like to talk to a person at IOM
