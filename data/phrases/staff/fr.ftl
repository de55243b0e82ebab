# Ce que l'équipe reçoit par courrier électronique, en français (projectfluent.org).
reminder-subject = Assistant OIM : { $count ->
    [one] { $count } fait à vérifier
   *[other] { $count } faits à vérifier
}
reminder-opening = Bonjour, voici ce qui attend l'équipe dans l'assistant :
waiting = { $title } ({ $fact }) : un changement attend une seconde personne.
expired = { $title } ({ $fact }) : n'est plus valable depuis le { $day }.
expires = { $title } ({ $fact }) : valable jusqu'au { $day }.
to_confirm = { $title } ({ $fact }) : à confirmer.
review = { $title } ({ $fact }) : à vérifier de nouveau, échéance { $day }.
reminder-closing = La page « Échéances » du bureau de l'équipe les montre tous.
