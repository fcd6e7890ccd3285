"""Amid sentences of other languages, a name begins with a first name, or something beside it says that it is one."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect
from objectlambda.pii.ner.familiarity import GIVEN, UNKNOWN
from objectlambda.pii.ner.foreign_names import has_form_of_name, is_sure_in_script, words_behind
from objectlambda.pii.ner.surroundings import Surroundings, surroundings

NOBODY = {
    "Indonesian": "Jika layar Anda terlalu gelap, pilih pengaturan layar dan geser tombol itu. Pilih Kecerahan Layar "
    "untuk menyimpan berkas di folder Rumah Anda.",
    "Latvian": "Palaidiet komandu no termināļa, lai uzzinātu, kāda karte jums ir. Rādīt lietotņu sarakstu var arī ar "
    "taustiņiem, kuru izmantojat katru dienu.",
    "Croatian": "Točke nestaju kada je uređaj spojen. Ipak, još nije jasno kako se koristi sam izbornik.",
    "Basque": "Ireki orri bat eta sakatu botoia. Nahi izanez gero, beste kalkulu batera joan daiteke, eta orri guztien "
    "izenak aldatu daitezke.",
    "Polish": "Kliknij ikonę Krzywa na pasku, aby otworzyć okno. Tabele są w widoku, a Obiekty 3D można przenieść. Aby "
    "zmienić nazwę desenia, zaznacz go.",
    "Swedish": "Ändra storleken på bilden och spara den. Andra menar att det inte går att öppna filen i mappen.",
    "Catalan": "L'eina Clona és molt útil per copiar zones de la imatge. Edita els atributs, però només si cal.",
    "Portuguese": "Use projeções em vez de objetos 2D. Essas projeções não são iguais às outras do menu da imagem.",
    "Czech": "Uživatelé by měli mít zálohu, protože to není jisté. Vyberte Hlavní Nabídka, aby byl soubor uložen.",
    "German": '<html><body><p>Es gibt zwei <a href="x.html">Gruppen von Eigenschaften</a> und ein Eingabefeld zur '
    "Bearbeitung von Ebenen, die nicht leer sein darf.</p>\n<p>Die <b>Rechteckige Auswahl</b> ist auch möglich.</p>\n"
    "</body></html>\n",
    "Dutch": "Dit komt overeen met elke reeks tekens, of met alleen een letter. UNO Acceptor is niet de enige.",
    "Italian": "La versione standard definita dal rilascio 4.2 della distribuzione non è più disponibile sul sito.",
    "markup": "<p>Sakatu botoia eta <b>Jaso Maila</b> aukeratu.</p>\n<p>Orriak ez du izenik, baina aldatu daiteke: "
    "<b>Kendu Orri Guztiak</b>.</p>\n<p>Hori da dena.</p>",
}
PERSONS = {
    "title": (
        "Heute hat Frau Dombrowski angerufen und gesagt, dass sie den Termin nicht wahrnehmen kann.",
        "Dombrowski",
    ),
    "word behind": (
        "Na zebraniu Katarzyna Wiśniewska powiedziała, że nie ma pieniędzy na remont dachu oraz że trzeba poczekać.",
        "Katarzyna Wiśniewska",
    ),
    "words behind": (
        "A kézikönyvet Julianna Berényi írta tavaly, és nem eladásra szánták, de az iskola honlapjáról letölthető.",
        "Julianna Berényi",
    ),
    "particle": (
        "Bei der Sitzung hat Otto von Lahnstein den Antrag gestellt, dass die Frist nicht verlängert wird.",
        "Otto von Lahnstein",
    ),
    "two particles": (
        "Tijdens de vergadering zei Marijke van den Broek dat er geen geld is voor het dak en dat we wachten.",
        "Marijke van den Broek",
    ),
    "Portuguese particle": (
        "Na reunião, Heitor de Bittencourt disse que não há dinheiro para a obra e que os moradores têm de decidir.",
        "Heitor de Bittencourt",
    ),
    "given name": (
        "Ciao a tutti, Dino ha risposto che non può venire alla riunione perché è in ferie fino a lunedì.",
        "Dino",
    ),
    "field": (
        "name;bemerkung\nDombrowski;Das Paket ist noch nicht da und wird gesucht\n"
        "Köhler;Die Ware ist nicht für den Verkauf\n",
        "Dombrowski",
    ),
}


@pytest.mark.parametrize("language", NOBODY)
def test_words_of_other_languages_are_nobody(language: str) -> None:
    text = NOBODY[language]
    assert [(e.type, text[e.start : e.end]) for e in detect(text)] == []


@pytest.mark.parametrize("case", PERSONS)
def test_persons_amid_other_languages_are_found(case: str) -> None:
    text, person = PERSONS[case]
    assert person in {text[e.start : e.end] for e in detect(text) if e.type == "NAME"}


@pytest.mark.parametrize("language", NOBODY)
def test_tells_other_languages_by_their_small_words_and_letters(language: str) -> None:
    assert surroundings(NOBODY[language], 80) is Surroundings.FOREIGN


def test_tells_english_and_spanish_from_their_neighbours() -> None:
    english = "Café Zoë is open, and the menu is at the door: crème brûlée, pâté and a glass of wine for the guests."
    spanish = "La reunión es en el salón de actos, y después hay un café para los que quieran quedarse con nosotros."
    assert surroundings(english, 0) is Surroundings.ENGLISH
    assert surroundings(spanish, 0) is Surroundings.SPANISH


@pytest.mark.parametrize("blank", ["", " ", "\xa0", "\u3000", "\n "])
def test_blanks_have_no_form_of_a_name(blank: str) -> None:
    assert not has_form_of_name(blank, GIVEN)
    assert not has_form_of_name(blank, UNKNOWN)
    assert words_behind(blank) == 0
    assert is_sure_in_script(blank) is (blank != "\u3000")
