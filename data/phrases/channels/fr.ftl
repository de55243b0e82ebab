# What the assistant says on Telegram and Messenger by itself, in French (projectfluent.org).
greeting = Bonjour
privacy = Je garde vos messages { $days ->
    [one] { $days } jour
   *[other] { $days } jours
} au plus, sans les numéros, les noms et les adresses que j'y reconnais ; « /stop » les efface tout de suite.
privacy-more = Ce qui est gardé : { $link }
unreadable = Je peux seulement lire du texte : écrivez-moi votre question en français, en anglais ou en arabe.
trouble = Je suis désolé, je n'ai pas pu répondre. Pouvez-vous écrire votre question encore une fois dans quelques minutes ?
too-many = Vous écrivez très vite. Attendez quelques secondes, puis écrivez-moi de nouveau.
stopped = Au revoir, prenez soin de vous. J'ai effacé notre conversation.
language-choose = Dans quelle langue voulez-vous parler ?
language-name = Français
language-wish = En français, s'il vous plaît
command-start = Commencer
command-help = Voir ce que je sais
command-langue = Choisir la langue
command-stop = Terminer et effacer la conversation
menu-help = Que puis-je demander ?
menu-langue = Choisir la langue
menu-stop = Effacer la conversation
question-help = Que puis-je demander ?
question-faq = { question-help }
question-forum = C'est quoi, le Forum d'examen des migrations internationales ?
question-oim = C'est quoi, l'OIM ?
question-tunisie = Que fait l'OIM en Tunisie ?
question-numbers = Quels sont les numéros d'urgence ?
question-contact = Je voudrais parler à une personne de l'OIM
