"""The page's scripts, as they stand in web/ and as they are served."""

import json
import re

from assistant.facts.languages import LANGUAGES
from assistant.settings import Settings
from assistant.web.assets import SCRIPTS, WORDS_MARK, Assets, chat_script

WEB = Settings().web_dir
WORDS = {language: {"title": f"»{language}« \\ </script>"} for language in LANGUAGES}


def test_every_script_of_the_page_is_served():
    assert sorted(SCRIPTS) == sorted(path.name for path in (WEB / "chat").glob("*.js"))
    for name in SCRIPTS:
        assert (WEB / "chat" / name).read_bytes() in chat_script(WEB)


def test_the_embedding_script_is_served_with_the_launchers_words():
    before, after = (WEB / "embed.js").read_text(encoding="utf-8").split(WORDS_MARK)
    served = Assets(WEB, WORDS).embed.body.decode()
    assert served.startswith(before) and served.endswith(after)
    assert json.loads(served[len(before) : -len(after)]) == WORDS


def test_the_elements_that_the_scripts_name_stand_on_the_page():
    types = (WEB / "types.d.ts").read_text(encoding="utf-8")
    [parts] = re.findall(r"interface Parts \{(.*?)\n\}", types, re.S)
    named = re.findall(r'^  "?([\w-]+)"?:', parts, re.M)
    page = (WEB / "chat" / "page.html").read_text(encoding="utf-8")
    assert named and not [name for name in named if page.count(f' id="{name}"') != 1]


def test_the_lock_names_packages_by_hash_and_no_registry():
    text = (WEB / "package-lock.json").read_text(encoding="utf-8")
    lock = json.loads(text)
    locked = {name: package for name, package in lock["packages"].items() if name}
    assert locked and all(package["integrity"] for package in locked.values())
    assert "resolved" not in text and "registry" not in text
    wanted = json.loads((WEB / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert wanted == {name: locked[f"node_modules/{name}"]["version"] for name in wanted}
