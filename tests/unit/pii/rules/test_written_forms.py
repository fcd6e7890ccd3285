"""Mail addresses, addresses of hosts and dates as people and programs write them, and what only looks like them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))  # tests/, the root of `evaluation`

from evaluation.documents.marks import AGE, DATE, EMAIL, EXPIRY, IP, PASSWORD, unmark
from objectlambda.pii import detect

MAIL = (
    f"Return-Path: <{EMAIL('o.brandt@post_office.pl')}>",
    f"write {EMAIL('clinica@salud.md')}, {EMAIL('eva@estudio.sh')}, {EMAIL('li@data.py')}, {EMAIL('bo@crates.rs')}",
    f"To: {EMAIL('carla@intranet')}",
    f"Cc: {EMAIL('tomas@mailhub')}, {EMAIL('eva@corp.example')}",
    f"reply to <{EMAIL('sonia@extern')}> please",
    f"{EMAIL('rui@correio.example')}:{PASSWORD('Tr0ub4dor')}\n{EMAIL('ana@mail.example')}:{PASSWORD('qwerty77')}",
    f"{EMAIL('bounces+77-abc=shop.example@lists.example.org')} bounced",
    f"GET /reset?user={EMAIL('rui%40correio.example')}&ok=1",
    f"reach me: {EMAIL('rui [at] correio [dot] example')} or {EMAIL('rui(at)correio.example')}",
    f"escribe a {EMAIL('marta arroba correo punto es')} o {EMAIL('marta (arroba) correo (punto) es')}",
    f"write {EMAIL('kim at corp dot example dot com')}",
    f"write {EMAIL('kim.vale at corp dot co dot nz')} soon",
    f"write {EMAIL('kim dot vale at corp dot example dot com')} or {EMAIL('ana [dot] sol [at] casa [dot] example')}",
    "git clone git@code.example:team/project.git && scp me@files.example.org:/srv/x .",
    "assets/logo@2x.png icon@3x.webp app@1.5x.md style@print.css",
    "Message-ID: <20240101.abc@mailhub>\nReferences: <x1@hub>\n <y2@hub>",
    "Look at this dot matrix printer. Meet at noon.",
)
HOSTS = (
    f"ping {IP('1.1.1.1')} and {IP('9.9.9.9')}",
    f'{{"sourceIPAddress": "{IP("5.4.3.2")}", "eventVersion": "1.8.0.1"}}',
    f"connection from {IP('7.6.5.4')} port 22",
    f"client={IP('7.6.5.4')}, error: {IP('172.18.9.200')} refused",
    f"desde {IP('7.6.5.4')} hacia {IP('10.44.0.3')}",
    f"link {IP('fe80::1')} route {IP('2001::dead:1')} peer {IP('fd00::12:9')}",
    "version 1.2.3.4, build 10.20.30.40, Chrome/119.0.0.0 Safari/537.36, git/2.4.1.3",
    "lib==1.2.3.4 tool>=4.3.2.1 AssemblyVersion(1.0.0.0)",
    "2.3.1.4 Definitions\n2.3.1.5 Scope of this document",
    "std::abs(a1::b2) Ab::c3",
)
DATES = (
    f"{DATE('03/14/2021, 11:23 a. m')}. - x",
    f"{DATE('2023-07-06 08:11:40,123')} INFO x",
    f"{DATE('2023/07/06 08:11:40')},016401002737,THREAT",
    f"7,{DATE('2006-09-29 00:00:00')},{DATE('2008-10-01 00:00:00')},2",
    f"<DTASOF>{DATE('20230405120000.000[-5:EST]')}",
    f"at {DATE('20230405120000.125')} and {DATE('202304181126+0215')}",
    f"en Lugo, a {DATE('diecinueve de marzo de dos mil veintiuno')}",
    f"a los {DATE('quince (15) días del mes de abril de 2019')}",
    f"el {DATE('primero de junio de 1987')}, a las {DATE('7 de la tarde')}",
    f"this {DATE('9th day of October, 2020')} and {DATE('the twelfth of May, two thousand nineteen')}",
    f"born {DATE('ninth of March nineteen eighty-one')}, married {DATE('June the fourth, twenty oh seven')}",
    f"fees {DATE('JULY,2007')}, since {DATE('1-Jan 2012')}, {DATE('2022 August')}",
    f"period {DATE('01.05.14-31.05.14')}",
)
AGES = (
    f"name,age,sibs\nx,{AGE('47')},1\ny,{AGE('8')},0\n",
    f"person;age;state\nx;{AGE('85.9')};TX\ny;{AGE('71.25')};NC\n",
    "It comes with 12 years of warranty, 3 years of support and 30 days of grace.",
    "Tiene 12 años de garantía y 3 años de soporte.",
)
CARDS = (
    f"card_number,cc_expiry\nx,{EXPIRY('2031/09/01')}\n",
    f"Factura 12; Fecha de vencimiento: {DATE('06-12-2024')}",
    f"passport expires {DATE('06-12-2029')}",
    f"expiration: {DATE('Nov 18, 2027 1:21:51 AM')}",
)


@pytest.mark.parametrize("marked", [*MAIL, *HOSTS, *DATES, *AGES, *CARDS])
def test_finds_what_is_written_and_nothing_that_looks_like_it(marked: str) -> None:
    text, spans = unmark(marked)
    kinds = {"AGE", "EMAIL", "IP_ADDRESS", "DATE_TIME", "CREDIT_DEBIT_EXPIRY", "PASSWORD"}
    found = [(e.start, e.end, str(e.type)) for e in detect(text) if e.type in kinds]
    wanted = [(s.start, s.end, s.label) for s in spans]
    assert [(text[a:b], label) for a, b, label in found] == [(text[a:b], label) for a, b, label in wanted]
