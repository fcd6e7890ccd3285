"""Logins and passwords in commands; the same commands with variables, files and prompts give nothing away."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from objectlambda.pii import detect
from objectlambda.pii.detection.analyzer import Analyzer

LOGINS = ("bhadley", "m.oduya", "zsolt_k", "tovek9")
SECRETS = ("Tulip+Gate55", "h4rvestMoon", "0rchard.Lane", "Cl4ve-Roja")
FORMS: Sequence[tuple[str, str]] = [
    ("$ radtest {l} {s} localhost 0 shared7", "ls"),
    ("$ radtest -t mschap {l} {s} 10.0.0.1 0 shared7", "ls"),
    ("$ smbclient //files/share -U {l}%{s}", "ls"),
    ("$ rpcclient -U 'CORP\\{l}%{s}' 10.0.0.9", "ls"),
    ("$ ldapsearch -x -D cn=x,dc=example -w {s} -b dc=example", "s"),
    ("$ rabbitmqctl add_user {l} {s}", "ls"),
    ("$ mosquitto_passwd -b passwd {l} {s}", "ls"),
    ("$ mosquitto_pub -u {l} -P {s} -t a -m b", "ls"),
    ("$ samba-tool user create {l} {s}", "ls"),
    ("$ ejabberdctl register {l} example.com {s}", "ls"),
    ("$ lftp -u {l},{s} ftp.example.com", "ls"),
    ("$ http -a {l}:{s} example.com", "ls"),
    ("$ mongosh -u {l} -p {s} --authenticationDatabase admin", "ls"),
    ("$ evil-winrm -i 10.0.0.9 -u {l} -p '{s}'", "ls"),
    ("$ nxc smb 10.0.0.9 -u {l} -p {s} --shares", "ls"),
    ("$ hydra -l {l} -p {s} ssh://10.0.0.9", "ls"),
    ("[22][ssh] host: 10.0.0.9   login: {l}   password: {s}", "ls"),
    ("$ secretsdump.py corp.local/{l}:{s}@10.0.0.9", "ls"),
    ("$ xfreerdp /u:{l} /p:{s} /v:10.0.0.9", "ls"),
    ("C:\\> net user {l} {s}", "ls"),
    ("C:\\> net user {l} {s} /domain", "ls"),
    ("C:\\> net use Z: \\\\files\\share /user:CORP\\{l} {s}", "ls"),
    ("C:\\> schtasks /create /tn x /ru CORP\\{l} /rp {s}", "ls"),
    ("redis> AUTH {l} {s}", "ls"),
    ("$ zip -P {s} a.zip a", "s"),
    ("PS> Connect-Db -User {l} -Password tulips -Server db", "l"),
    ("$ load --username {l} --password {s} --host db", "ls"),
    ("[client]\nuser {l}\npassword {s}\n", "ls"),
    ("<- 334 VXNlcm5hbWU6\n-> bWFyaXNvbA==\n<- 334 UGFzc3dvcmQ6\n-> {s}\n", "s"),
    ("$ 7z x a.7z -p{s}", "s"),
    ("$ openssl passwd -6 {s}", "s"),
    ("$ keytool -list -keystore k.jks -storepass {s}", "s"),
    ("$ wpa_passphrase HomeNet {s}", "s"),
    ("$ echo {s} | sudo -S ls", "s"),
    ("$ echo '{s}' | passwd --stdin {l}", "sl"),
    ("$ ftp -n ftp.example.com <<END\nuser {l} {s}\nbinary\nEND", "ls"),
    ('Nov 16 11:33:48 files vsftpd[170]: [ftp] OK LOGIN: Client "10.1.1.1", anon password "{s}"', "s"),
    ('Oct  3 02:13:44 nas vsftpd[912]: [pid 9] [x1] FTP command: Client "10.1.1.1", "PASS {s}"', "s"),
]
NOTHING = (
    '$ smbclient //files/share -U "$USER%$PASS"\n$ ldapsearch -x -w "$LDAP_PW" -b dc=example\n',
    "$ net user %USERNAME% *\n$ mongosh -u admin -p\n$ zip -r a.zip a\n$ 7z x a.7z -y\n",
    'FTP command: Client "10.1.1.1", "PASS <password>"\n$ wpa_passphrase <ssid> <passphrase>\n',
    "$ load --user $USER --password $PASS\n$ load --user <user> --password <password>\n"
    "The net user base grew. Zip -P asks for one. Use ldapsearch -w to be asked. user agent\nftp mirror\n",
)


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


@pytest.mark.parametrize(("form", "kinds"), FORMS, ids=lambda value: value[:24])
def test_finds_logins_and_passwords_in_commands(rules: Analyzer, form: str, kinds: str) -> None:
    pick = random.Random(form).choice
    values = {"l": pick(LOGINS), "s": pick(SECRETS)}
    text = form.format(**values) + "\n"
    found = rules.analyze(text)
    begin = 0
    for kind in kinds:
        begin = text.index(values[kind], begin)
        stop = begin + len(values[kind])
        types = [str(one.type) for one in found if one.start <= begin and one.end >= stop]
        assert {"l": "USERNAME", "s": "PASSWORD"}[kind] in types, kind
        begin = stop


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("PS> Connect-Db -User kaolsen -Password tulips -Server db\n", "tulips"),
        ("$ load --password tulips --user kaolsen\n", "tulips"),
        ("[mysqldump]\nuser kaolsen\npassword tulips\n", "tulips"),
        ("<- 334 UGFzc3dvcmQ6\n-> dHVsaXBhbi1yb2pv\n", "dHVsaXBhbi1yb2pv"),
        ("C: AUTH PLAIN AG1hcmlzb2wAdHVsaXBhbi1yb2pv\n", "G1hcmlzb2wAdHVsaXBhbi1yb2pv"),
    ],
)
def test_finds_words_as_passwords_where_a_command_says_so(text: str, secret: str) -> None:
    found = [text[one.start : one.end] for one in detect(text) if one.type == "PASSWORD"]
    assert any(secret in one for one in found)


@pytest.mark.parametrize("text", NOTHING)
def test_commands_without_secrets_are_nobodys(rules: Analyzer, text: str) -> None:
    assert [text[one.start : one.end] for one in rules.analyze(text) if one.type in ("USERNAME", "PASSWORD")] == []


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("mysql -u shop -p'Fjord!Kite41' shop -e 'select 1'\n", "Fjord!Kite41"),
        ('mysqldump --single-transaction -p"kite fjord 41" shop\n', "kite fjord 41"),
        ("'WIFI:T:WPA;S:Attic Guests;P:kite-fjord-41;H:false;;'\n", "kite-fjord-41"),
        ("unzip -l photos.zip\n", ""),
    ],
)
def test_secrets_in_quotes_and_of_networks(text: str, secret: str) -> None:
    found = [text[one.start : one.end] for one in Analyzer(network=lambda texts: [[] for _ in texts]).analyze(text)]
    assert (secret in found) if secret else found == []
