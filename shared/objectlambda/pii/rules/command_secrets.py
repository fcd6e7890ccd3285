"""Logins and passwords that are typed into commands: ``radtest jdoe hunter2!``, ``smbclient -U jdoe%hunter2!``.

Sources: the manual pages of Samba, OpenLDAP, FreeRADIUS, RabbitMQ, Mosquitto, ejabberd, Prosody, FreeRDP, zip, 7z,
OpenSSL, keytool, ipmitool, lftp, HTTPie, sudo, passwd and wpa_passphrase; ``net`` and ``schtasks`` of Windows; MongoDB,
Cassandra, the tools of SQL Server and Azure; and the testers NetExec, Hydra, Evil-WinRM and Impacket.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.secret_forms import LOGIN, SECRET, SecretForm, marks_of, secrets_of

_BOTH = (EntityType.USERNAME, EntityType.PASSWORD)
_DOMAIN = rb"(?:[A-Za-z0-9_.\-]{1,40}[\\/]{1,2})?"
_OPTIONS = rb"[^\n;&|#]{0,200}?"
_DIGEST = rb"htdigest(?: -c \S{1,60}| \S{0,50}[./]\S{1,50}) \S{1,40}"
"""A command with a file and a realm; "the htdigest command to make" has neither."""
_SMALL_P = (
    b"evil-winrm", b"crackmapexec", b"cme ", b"nxc ", b"netexec", b"hydra ", b"medusa ", b"ncrack ", b"mongosh",
    b"mongo ", b"mongodump", b"mongorestore", b"mongoexport", b"mongoimport", b"cqlsh", b"az login", b"doveadm pw",
    b"testsaslauthd", b"useradd ", b"usermod ", b"arangosh", b"clickhouse-client", b"kafka-", b"nexus3",
    b"ldapdomaindump", b"bloodhound", b"certipy", b"kerbrute", b"jfrog", b"sonar-scanner", b"mqttui", b"ncftp",
    b"plink ", b"pscp ",
)  # fmt: skip
"""Programs that take a password behind ``-p``; for MySQL and for Docker it is told elsewhere."""
_BIG_P = (
    b"zip ", b"unzip ", b"zipcloak", b"isql ", b"osql ", b"tsql ", b"sqlcmd ", b"bcp ", b"ipmitool ", b"mosquitto pub",
    b"mosquitto sub", b"mosquitto rr", b"freebcp",
)  # fmt: skip
_WITH_LOGIN = tuple(one for one in _BIG_P if b"zip" not in one)
_SHARES = (b"smbclient", b"rpcclient", b"smbmap", b"smbget", b"winexe", b"smbcacls", b"net rpc", b"net ads", b"wmic ")


def _words(programs: tuple[bytes, ...]) -> bytes:
    """What finds one of ``programs``, whose blanks may be underscores."""
    return rb"(?:%s)" % b"|".join(one.strip().replace(b"-", rb"\-").replace(b" ", rb"[ _]") for one in programs)


_FORMS = (
    SecretForm(_SMALL_P, rb"\b%s\w{0,12}\b%s ['\"]?-p['\"]?[ =,]{0,2}" % (_words(_SMALL_P), _OPTIONS) + SECRET),
    SecretForm(_BIG_P, rb"\b%s\b%s -P[ =]?" % (_words(_BIG_P), _OPTIONS) + SECRET),
    SecretForm(
        (b"ldap",), rb"\bldap(?:search|add|modify|delete|passwd|whoami|compare|modrdn)\b%s -w " % _OPTIONS + SECRET
    ),
    SecretForm(
        (*_SMALL_P, *_WITH_LOGIN, b"snmp"),
        rb"\b(?:%s\w{0,12}|%s|snmp\w{3,12})\b%s -[uUl][ =]?%s%s"
        % (_words(_SMALL_P), _words(_WITH_LOGIN), _OPTIONS, _DOMAIN, LOGIN),
        (EntityType.USERNAME,),
    ),
    SecretForm((b"snmp",), rb"\bsnmp\w{3,12} [^\n;|]{0,160}? -[AX] " + SECRET),
    # domain\login%password, domain/login:password@host
    SecretForm(
        _SHARES,
        rb"\b%s\b%s (?:-U|--user(?:name)?)[ =]?[\"']?%s%s%%" % (_words(_SHARES), _OPTIONS, _DOMAIN, LOGIN) + SECRET,
        _BOTH,
    ),
    SecretForm(
        (b"impacket-", b".py "),
        rb"\b(?:impacket-\w{3,30}|(?:psexec|smbexec|wmiexec|atexec|dcomexec|secretsdump|get\w{2,16}|smbclient|lookupsid"
        rb"|ticketer|mssqlclient|samrdump|reg|services|rpcdump|addcomputer)\.py)\b%s [\"']?%s%s:[\"']?"
        rb"([^\s\"'@]{3,100})[\"']?@" % (_OPTIONS, _DOMAIN.rstrip(b"?"), LOGIN),
        _BOTH,
    ),
    # a login and a password in a row
    SecretForm((b"radtest ",), rb"\bradtest (?:-\w+ (?:\w+ )?){0,4}%s " % LOGIN + SECRET + rb" \S+ \d", _BOTH),
    SecretForm(
        (b"net user ", b"net1 user "),
        rb"(?im)\bnet1? user %s ([^\s/\"'*]\S{3,128})(?:[ \t]*\r?$|[ \t]+/)" % LOGIN,
        _BOTH,
    ),
    SecretForm(
        (b"/user:",), rb"(?i)\bnet use \S{1,60}(?: \S{1,200})? /user:%s%s ([^\s/]\S{3,128})" % (_DOMAIN, LOGIN), _BOTH
    ),
    SecretForm(
        (b"/user:",),
        rb"(?i)\bnet use (?:[a-z]: )?\\\\\S{1,200} ([^\s/*]\S{3,128}) /user:%s%s" % (_DOMAIN, LOGIN),
        (EntityType.PASSWORD, EntityType.USERNAME),
    ),
    SecretForm(
        (b"rabbitmqctl ", b"rabbitmqadmin "),
        rb"\brabbitmqctl%s (?:add_user|change_password|authenticate_user) %s " % (_OPTIONS, LOGIN) + SECRET,
        _BOTH,
    ),
    SecretForm(
        (b"mosquitto passwd", b"htpasswd "),
        rb"\b(?:mosquitto_passwd|htpasswd)(?: -[a-zA-Z]+)* -[a-zA-Z]*b[a-zA-Z]*(?: -[a-zA-Z]+)* \S{1,100} %s " % LOGIN
        + SECRET,
        _BOTH,
    ),
    SecretForm(
        (b"samba-tool ",), rb"\bsamba-tool user (?:create|add) %s ([^\s\-\"']\S{3,100})" % LOGIN, _BOTH
    ),
    SecretForm(
        (b"ejabberdctl ", b"prosodyctl "),
        rb"\b(?:ejabberdctl|prosodyctl) (?:register|change_password|check_password) %s [a-z0-9.\-]{3,60} " % LOGIN
        + SECRET,
        _BOTH,
    ),
    SecretForm((b"lftp ", b"ncftp"), rb"\blftp\b%s -u [\"']?%s," % (_OPTIONS, LOGIN) + SECRET, _BOTH),
    SecretForm(
        (b"http -a ", b"https -a ", b"--auth "),
        rb"\bhttps? (?:%s )?(?:-a|--auth)[ =][\"']?%s:" % (_OPTIONS, LOGIN) + SECRET,
        _BOTH,
    ),
    SecretForm(
        (b"/u:",), rb"(?i)\b(?:xfreerdp|wfreerdp|sdl-freerdp|mstsc)\b[^\n;&|]{0,120}? /u:%s%s[^\n;&|]{0,120}? /p:"
        % (_DOMAIN, LOGIN) + SECRET, _BOTH,
    ),
    SecretForm(
        (b"/ru ",),
        rb"(?i)\bschtasks\b[^\n]{0,200}? /ru \"?%s%s[^\n]{0,60}? /rp " % (_DOMAIN, LOGIN) + SECRET,
        _BOTH,
    ),
    SecretForm(
        (b"login: ",), rb"\bhost: \S{3,60}[ \t]+login: %s[ \t]+password: " % LOGIN + SECRET, _BOTH
    ),  # what Hydra prints
    SecretForm(
        (b"redis", b"valkey"),
        rb"(?im)^[^\n]{0,100}(?:\b(?:redis|valkey)\S{0,40}> ?|-cli\b[^\n]{0,80}? )auth (?:%s )?" % LOGIN
        + SECRET
        + rb"[ \t]*\r?$",
        _BOTH,
    ),
    SecretForm(
        (b"user ",),
        rb"(?m)^[ \t]*user %s ([^\s\"'{};:]{4,64})[ \t]*\r?$" % LOGIN,
        _BOTH,
        (b"ftp ", b"\nbinary", b"\nput "),
    ),
    SecretForm(
        (b"smbpasswd ", b"kinit ", b"passwd --stdin", b"user create", b"htdigest "),
        rb"\b(?:smbpasswd -\w{1,3}|kinit|passwd --stdin|wp user create|%s) %s" % (_DIGEST, LOGIN),
        (EntityType.USERNAME,),
    ),
    # options that say what they are
    SecretForm(
        (b"-pass", b"/pass"),
        rb"(?i)[ \t](?:--?|/)(?:db[\-_]?)?(?:user(?:[\-_]?name)?|login|u)[ =:][\"']?[^\s\"'$<{%\-][^\s\"']{1,60}[\"']?"
        rb"(?:[ \t]+[^\n;|&]{0,120}?)?[ \t](?:--?|/)(?:db[\-_]?)?pass(?:wo?r?d)?[ =:]" + SECRET,
    ),
    SecretForm(
        (b"-pass", b"/pass"),
        rb"(?i)[ \t](?:--?|/)(?:db[\-_]?)?pass(?:wo?r?d)?[ =:]" + SECRET
        + rb"(?:[ \t]+[^\n;|&]{0,120}?)?[ \t](?:--?|/)(?:db[\-_]?)?(?:user(?:[\-_]?name)?|login|u)[ =:]"
        rb"[\"']?[^\s\"'$<{%\-][^\s\"']{1,60}",
    ),
    SecretForm(
        (b"new-localuser ",),
        rb"(?i)\bNew-LocalUser (?:-Name )?%s[^\n]{0,80}? -Password " % LOGIN + SECRET,
        _BOTH,
    ),
    SecretForm(
        (b"mysql", b"mariadb"),
        rb"\b(?:mysql|mariadb)[a-z\-]{0,12} (?:[^\n;|&#]{0,120}? )?-p[\"']([^\"'\n]{3,60})[\"']",
    ),
    SecretForm((b"wifi:",), rb"\bWIFI:(?:[A-OQ-Z]:[^;\n]{0,64};){0,4}P:\"?([^;\n\"]{3,80})"),
    # the options of MySQL's clients without a sign between
    SecretForm((b"[client", b"[mysql"), rb"(?m)^[ \t]*password[ \t]+([^\s=#\"']{3,100})[ \t]*\r?$"),
    SecretForm((b"[client", b"[mysql"), rb"(?m)^[ \t]*user[ \t]+%s[ \t]*\r?$" % LOGIN, (EntityType.USERNAME,)),
    # what a client tells a mail server, in base64 or decoded
    SecretForm(
        (b"334 vxnlcm5hbwu6",),
        rb"334 VXNlcm5hbWU6[ \t]*\r?\n[^\n]{0,40}?(?:^|[ \t])(\S{4,120})[ \t]*(?:\r?\n|$)",
        (EntityType.USERNAME,),
    ),
    SecretForm(
        (b"334 ugfzc3dvcmq6",),
        rb"334 UGFzc3dvcmQ6[ \t]*\r?\n[^\n]{0,40}?(?:^|[ \t])(\S{4,120})[ \t]*(?:\r?\n|$)",
    ),
    SecretForm((b"auth plain ",), rb"\bAUTH PLAIN (\S{8,200})(?:\s|$)"),
    SecretForm((b"auth login ",), rb"\bAUTH LOGIN (\S{8,200})(?:\s|$)", (EntityType.USERNAME,)),
    # a password alone
    SecretForm((b"wpa passphrase ",), rb"\bwpa_passphrase (?:\"[^\"\n]{1,32}\"|'[^'\n]{1,32}'|\S{1,32}) " + SECRET),
    SecretForm((b"| sudo -", b"|sudo -"), rb"\becho (?:-n )?[\"']?([^\s\"'|;]{4,100})[\"']? ?\| ?sudo (?:-\w+ )*?-S\b"),
    SecretForm(
        (b"--stdin",),
        rb"\becho (?:-n )?[\"']?([^\s\"'|;]{4,100})[\"']? ?\| ?(?:sudo )?passwd\b[^\n]{0,60}--stdin",
    ),
    SecretForm((b"<<<",), rb"\b(?:kinit|passwd|sudo -S|cryptsetup|gpg|openssl)\b[^\n;|]{0,120}<<< ?" + SECRET),
    SecretForm((b"storepass ", b"keypass "), rb"(?i)-(?:src|dest)?(?:store|key)pass " + SECRET),
    SecretForm(
        (b"openssl passwd ", b"mkpasswd "),
        rb"(?m)\b(?:openssl passwd|mkpasswd)(?: -{1,2}[\w=\-]{1,20}(?: \w{1,16})?){0,4}"
        rb" ([^\s\-\"'][^\s\"']{5,100})[ \t]*\r?$",
    ),
    SecretForm((b"openssl ",), rb"\bopenssl (?:enc|aes-?\d{3}\w*|des3)\b[^\n;|]{0,160} -(?:k|pass pass:) ?" + SECRET),
    SecretForm(
        (b"7z", b"7za", b"rar "),
        rb"\b(?:7z[ar]?|rar|unrar) [a-z]\b[^\n;&|]{0,200}? -(?:hp|p)([^\s\"'\-][^\s\"']{3,100})",
    ),
    SecretForm((b"iwconfig ",), rb"\biwconfig \S+ key s:" + SECRET),
    SecretForm((b"anon password",), rb"\banon password \"([^\"\n]{3,64})\""),
    SecretForm((b"ftp command:",), rb"(?i)\bFTP command: (?:Client \"[^\"\n]{3,64}\", )?\"PASS ([^\"\n<*]{3,100})\""),
)  # fmt: skip
_MARKS = marks_of(_FORMS)


class CommandSecretRecognizer(WindowRecognizer):
    """Logins and passwords that are given to commands on their lines."""

    TYPES = (EntityType.PASSWORD, EntityType.USERNAME)
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.PASSWORD: "radtest …, smbclient -U …%…, ldapsearch -w …, net use …, 7z -p…, evil-winrm -p …",
        EntityType.USERNAME: "radtest …, net user …, rabbitmqctl add_user …, lftp -u …",
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        yield from secrets_of(scan, _FORMS, _MARKS)
