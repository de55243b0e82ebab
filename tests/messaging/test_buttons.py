from assistant.messaging.buttons import Button, as_lines, cut_title, read_buttons, titles_within


def test_a_title_is_cut_between_words_and_shows_it():
    assert cut_title("Création de l'OIM", 20) == "Création de l'OIM"
    assert cut_title("Centres de ressources pour migrants", 20) == "Centres de…"
    assert cut_title("أرقام الطوارئ في جميع أنحاء تونس", 20) == "أرقام الطوارئ في…"
    assert len(cut_title("a" * 50, 20)) == 20


def test_titles_that_look_alike_once_cut_are_found():
    alike = [Button("Numéro de l'OIM à Tunis", "a"), Button("Numéro de l'OIM à Sfax", "b")]
    assert not titles_within(alike, 10) and titles_within(alike, 30)


def test_a_button_without_payload_sends_its_title_and_one_without_title_is_none():
    given = [{"title": "Oui"}, {"payload": "x"}, {"title": "Non", "payload": "/deny"}]
    assert read_buttons(given) == [Button("Oui", "Oui"), Button("Non", "/deny")]


def test_buttons_as_text_name_what_to_write():
    assert as_lines([Button("OIM", "C'est quoi l'OIM ?")]) == "• C'est quoi l'OIM ?"
