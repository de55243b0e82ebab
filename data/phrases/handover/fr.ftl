# What is said around a person of the office, in French (projectfluent.org).
# The titles of callback, cancel, accept and skip have at most 20 characters: Messenger shows no more.
# The others are for the web page only.
callback-title = Me faire contacter
callback-wish = Je voudrais qu'une personne de l'OIM me contacte.
live-title = Écrire à quelqu'un
live-wish = Je voudrais écrire à une personne maintenant.
leave-title = Revenir à l'assistant
leave-wish = Je reviens à l'assistant automatique.
stop-waiting-title = Ne plus attendre
cancel-title = Annuler
cancel-wish = J'annule ma demande.
accept-title = J'accepte
accept-wish = J'accepte.
skip-title = Passer
skip-wish = Je passe cette question.
callback-topic = Une personne de l'OIM peut vous contacter. À quel sujet, en quelques mots ? N'écrivez pas encore votre numéro. Vous pouvez annuler à tout moment.
callback-consent =
    Pour vous contacter, il faut un numéro de téléphone ou une adresse e-mail. Seul le personnel de l'OIM en Tunisie peut les lire, pour vous répondre et pour rien d'autre. Ils sont effacés dès qu'on vous a répondu, et au plus tard le { $deleted }. Pour tout effacer vous-même avant : { $channel ->
        [web] menu, « Effacer ma conversation »
       *[other] écrivez « /stop »
    }.
    Acceptez-vous ?
callback-consent-again = Je ne peux pas continuer sans votre accord. Acceptez-vous que l'OIM garde un numéro ou une adresse e-mail jusqu'à sa réponse ?
callback-contact = Merci. Écrivez votre numéro de téléphone (avec l'indicatif du pays, s'il n'est pas tunisien) ou votre adresse e-mail.
callback-contact-again = Je ne reconnais ni numéro de téléphone ni adresse e-mail. Écrivez seulement le numéro (avec l'indicatif du pays, s'il n'est pas tunisien) ou l'adresse.
callback-done =
    C'est noté : une personne de l'OIM vous { $kind ->
        [email] écrira
       *[phone] appellera
    }, si possible au plus tard le { $due } (heures du bureau : { $hours }). Votre demande sera effacée le { $deleted } au plus tard.
    En cas de danger, n'attendez pas : dites-le-moi, je vous donne les numéros à appeler.
callback-cancelled = C'est annulé : rien de cette demande n'est gardé. Posez-moi une autre question quand vous voulez.
callback-given-up = Je n'arrive pas à lire votre contact ; j'arrête ici et rien de cette demande n'est gardé. Vous pouvez recommencer plus tard, ou appeler l'OIM.
callback-set-aside = Votre demande de contact est interrompue : rien n'en est gardé. Vous pourrez la refaire quand vous voudrez.
handover-trouble = Je suis désolé, je ne peux pas prendre votre demande pour le moment. Réessayez dans quelques minutes.
live-waiting = Votre demande est transmise : vous attendez une personne de l'OIM. D'ici là, je continue à répondre. Si personne n'est libre d'ici { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, je vous le dirai.
live-closed = Personne ne peut vous écrire en ce moment (heures du bureau : { $hours }). Vous pouvez laisser un contact.
live-taken = Une personne de l'OIM a pris la conversation. Écrivez-lui ici ; l'assistant automatique ne répond plus, sauf en cas de danger.
live-returned = L'assistant automatique est de retour : c'est lui qui répond maintenant.
live-left = D'accord. C'est l'assistant automatique qui vous répond.
live-nobody = Personne n'a pu se libérer ; c'est l'assistant automatique qui vous répond. Vous pouvez laisser un contact.
live-silent = La personne n'est plus là : l'assistant automatique est de retour. Vous pouvez laisser un contact.
mail-subject = Quelqu'un attend une réponse de l'OIM
mail-text =
    Une demande attend dans l'espace du personnel :
    { $link }
    Ce message ne dit pas de qui elle vient : connectez-vous pour la lire.
