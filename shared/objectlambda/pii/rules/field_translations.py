"""Names of fields in other languages, and in documents that a law prescribes, by the English name that means the same.

Only names that mean nothing else in English or Spanish stand here. Sources: the forms and exports of those languages,
and Brazil's NF-e ("xLgr"), Italy's FatturaPA ("NumeroCivico"), Poland's KSeF ("NrDomu").
"""

from __future__ import annotations

import re

from objectlambda.pii.rules.ascii_shadow import fold

_ENGLISH = {
    "full name": "姓名 名字 客户姓名 患者姓名 联系人 收件人"
    " 氏名 お名前 名前 担当者 顧客名 患者名 이름 성명 고객명 환자명 담당자 фио"
    " nomcomplet nomprenom prenomnom volledigenaam fuldenavn fulltnavn kokonimi imieinazwisko celejmeno adsoyad"
    " nomecompleto vollername"
    " nmcli nmcliente nomape nombape apenom apenombre apellidosynombre",
    "name": "nom nome naam navn namn xnome",
    "last name": "姓 성 фамилия zuname nomfamille nomdefamille efternavn etternavn efternamn sukunimi nazwisko prijmeni"
    " priezvisko prezime vezeteknev soyad familiya"
    " nachn apelido επώνυμο patronyme surnm lnm",
    "first name": "名 имя rufname roepnaam fornavn fornamn etunimi etunimet imie imiepierwsze jmeno krestnijmeno"
    " keresztnev utonev prenume primeironome"
    " vorn όνομα fnm",
    "middle name": "отчество tussenvoegsel patronymic otchestvo",
    "phone": "电话 電話 手机 手機 手机号 手机号码 电话号码 联系电话"
    " 電話番号 携帯電話 携帯番号 전화 전화번호 휴대폰 연락처 телефон τηλεφωνο"
    " telefonnr handynr handynummer mobilnr mobiltelefon mobiltlf tlfnr festnetz festnetznummer telportable telfixe"
    " puhelin puhelinnumero matkapuhelin telefonszam telefonikomorka"
    " mobiel mobielnummer numertelefonu nrtelefonu nrtel ceptelefonu ceptel telephoneportable"
    " telfijo teleffijo telmovil",
    "address": "地址 住址 家庭住址 收货地址 住所 所在地 주소 адрес διευθυνση osoite lahiosoite"
    " adresa dircli direccioncliente lakcim",
    "street": "улица straße straatnaam gatuadress gateadresse gatenavn vejnavn katuosoite ulica ulice utca sokak"
    " logradouro xlgr strassenname nomrue nomvoie libellevoie",
    "house number": "hausnummer hausnr huisnummer huisnr husnummer husnr numerocivico nrdomu cislopopisne hazszam"
    " numerovoie numvoie",
    "apartment": "xcpl nrlokalu nrmieszkania huisnummertoevoeging adresszusatz complementadresse complementoendereco",
    "neighbourhood": "xbairro stadtteil ortsteil",
    "city": "城市 市 市区町村 도시 город wohnort woonplaats poststed postby postitoimipaikka miasto miejscowosc obec"
    " varos telepules sehir ilce xmun localidade cidade gemeente",
    "postal code": "邮编 邮政编码 郵便番号 우편번호 индекс postnr postnummer postinumero kodpocztowy psc"
    " iranyitoszam codpostal postakodu cep codepostal codigopostal",
    "state": "uf bundesland wojewodztwo",
    "email": "邮箱 电子邮箱 电子邮件 邮件 メール メールアドレス 이메일 почта courriel mailadresse epost"
    " sahkoposti eposta emailadres emailadresse mailadres adresseemail adressemail adresemail"
    " adressemel postaelettronica",
    "birth date": "出生日期 生日 生年月日 생년월일 датарождения geburtstag gebdat gebdatum datenaissance naissance"
    " fodselsdato fodselsdag fodelsedatum syntymaaika dataurodzenia datanarozeni szuletesidatum datanasterii dtnasc"
    " datanascimento nascimento datadinascita datanascita"
    " ddn datumnarozeni datnaiss fecnac",
    "age": "年龄 年齡 年齢 나이 возраст leeftijd",
    "password": "密码 密碼 パスワード 비밀번호 пароль adgangskode losenord salasana haslo heslo jelszo sifre"
    " palavrapasse pasahitza",
    "username": "用户名 账号名 登录名 ユーザー名 사용자명 아이디 логин пользователь benutzer benutzername "
    "benutzerkennung"
    " utilisateur nomutilisateur gebruiker gebruikersnaam brukernavn brugernavn anvandarnamn kayttajatunnus uzytkownik"
    " uzivatel felhasznalonev kullaniciadi nomeutente"
    " nomedeutilizador nomedousuario nomedeusuario nazwauzytkownika erabiltzailea erabiltzaileizena",
    "contact person": "ansprechpartner ansprechpartnerin kontaktperson sachbearbeiter sachbearbeiterin contactpersoon"
    " yhteyshenkilo interlocuteur",
    "passport number": "护照 护照号 旅券番号 パスポート番号 여권번호 reisepassnr passnummer"
    " paszport numerpaszportu nrpaszportu",
    "national id": "numerosecu numsecu nosecu numerosecuritesociale numsecuritesociale numeross numss",
    "bank account": "rib kontoverbindung",
    "account number": "银行账号 账号 帳號 口座番号 계좌번호 kontonr rekeningnr numerkonta cislouctu"
    " comptebancaire contocorrente numerodeconta",
    "card number": "卡号 银行卡号 カード番号 카드번호 kortnummer",
    "product name": "xprod",
}  # fmt: skip
_BY_NAME = {name: english for english, names in _ENGLISH.items() for name in names.split()}
_MARKS = re.compile(r"[\s_.\-\"'*:]+")


def in_english(name: str) -> str:
    """The English name of a field, or ``name`` itself."""
    plain = _MARKS.sub("", name).lower()
    if not plain.isascii() and plain not in _BY_NAME and plain[:1] < "\u0250":
        plain = fold(plain).decode()
    return _BY_NAME.get(plain, name)
