# Sentences around the facts, in French (projectfluent.org).
source =
    Source : { $document }, « { $section } »{ $dated ->
        [yes] {""}, { $date }
       *[no] {""}
    }.
source-to-confirm = À confirmer auprès de l'OIM.
held-until = Cette information valait jusqu'à la date suivante : { $date }. Je ne sais pas si elle est toujours exacte.
source-none = Cette réponse ne vient pas d'un document : je suis un assistant automatique de l'OIM Tunisie.
can-answer = Je peux répondre à vos questions sur l'OIM, l'OIM en Tunisie, ses programmes, le Forum d'examen des migrations internationales et les numéros utiles.
offer = Voici ce que je sais de plus proche :
topics = Choisissez un sujet ou posez votre question :
which-one = Que voulez-vous savoir ?
unknown = Je suis désolé, je ne connais pas la réponse à cette question.
unknown-country = Je ne peux pas répondre aux questions sur ce pays : { $name }. Je connais l'OIM en Tunisie et l'OIM dans le monde.
unknown-organisation = Je réponds seulement sur l'OIM, pas sur une autre organisation.
unknown-forum = Je connais seulement le Forum d'examen des migrations internationales, pas cet autre événement.
unknown-later-forum =
    Le Forum se tient tous les { $imrf_frequency } ans{ $known ->
        [yes] {""}, soit { $years } après le premier
       *[no] {""}
    }. Je ne sais pas si les Forums suivants ont lieu, ni à quelles dates.
unknown-year = Je n'ai pas cette information pour { $name }.
out-of-scope-other_organisation = { unknown-organisation }
out-of-scope-other_country = Je connais l'OIM en Tunisie et l'OIM dans le monde, pas l'OIM dans un autre pays.
out-of-scope-other_forum = { unknown-forum }
out-of-scope-other_year = Je connais la situation d'aujourd'hui, pas celle d'une autre année.
out-of-scope-unknown_detail = Je suis désolé, je n'ai pas cette information.
out-of-scope-asylum_visa = Je ne peux pas répondre sur l'asile, les visas ou les papiers. Pour l'asile, c'est le HCR (l'agence des Nations Unies pour les réfugiés) qui est compétent.
out-of-scope-job_donation = Je n'ai pas d'information sur les emplois, les stages, les dons ou les partenariats.
out-of-scope-assistance_request = Je suis un assistant automatique : je ne peux ni donner une aide ni suivre un dossier. Une personne de l'OIM peut vous répondre.
other-language = Je parle français, anglais et arabe. Écrivez-moi dans une de ces langues.
out-of-scope-far = Je réponds seulement aux questions sur l'OIM et la migration en Tunisie.
out-of-scope-injection = Je suis l'assistant de l'OIM Tunisie et je réponds aux questions sur l'OIM.
out-of-scope-gibberish = Je n'ai pas compris. Pouvez-vous écrire votre question autrement ?
ask-more = D'accord. Que voulez-vous savoir ?
gentle = Je suis un assistant automatique, je ne peux pas tout comprendre. Si vous avez besoin d'aide, une personne peut vous écouter :
automatic = Je suis un assistant automatique. Ces personnes peuvent vous aider.
check-right = Oui.
check-wrong = Non.
