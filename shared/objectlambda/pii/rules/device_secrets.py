"""Passwords, keys and communities in the configuration of network devices, proxies and Redis.

Sources: the command references of Cisco IOS, Junos, Arista EOS, Huawei VRP, FortiOS and MikroTik, snmpd.conf(5),
snmpcmd(1), the configuration manual of HAProxy, and of Redis redis.conf, ACL and redis-cli.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.secret_forms import LOGIN, SECRET, SecretForm, marks_of, secrets_of
from objectlambda.pii.rules.words import byte_words

USERNAME, PASSWORD = EntityType.USERNAME, EntityType.PASSWORD
_AT = rb"(?m)^[ \t]*(?:[\w.\-()/:@]{1,40}[#>][ ]?)?"
"""The start of a line, behind the prompt if it was typed in."""
_KIND = (
    rb"(?:(?:\d{1,2}|sha\d{3}|hash|cipher|irreversible-cipher|encrypted|simple|plain(?:-?text)?|clear(?:text)?|ENC"
    rb"|ascii-text|ascii|hexadecimal|hex)[ ]){0,2}"
)
"""How a password is encrypted."""
_END = rb";?[ \t]*\r?$"
_DEVICE = (
    b"line vty", b"line con", b"hostname ", b"\ninterface ", b"service password-encryption", b"aaa ", b"snmp-server ",
    b"enable secret", b"set system ", b"userlist ", b"insecure-password ", b"backend ", b"privilege ",
)  # fmt: skip
_REDIS = (b"redis", b"valkey", b":6379", b"requirepass", b"\nset ", b"\nget ", b"\nhset ", b"\nping", b"\n+ok", b"\nok")
_FORMS = (
    # users and terminals of devices, user lists of HAProxy
    SecretForm(
        (b"enable secret", b"enable password", b"enable algorithm-type"),
        _AT + rb"enable (?:algorithm-type \w{3,12} )?(?:secret|password)(?: level \d{1,2})? " + _KIND + SECRET + _END,
        beside=_DEVICE,
    ),
    SecretForm(
        (b" password ", b" secret ", b"insecure-password ", b"encrypted-password ", b"-password-value "),
        _AT + rb"(?:set system login )?(?:username|user|local-user) " + LOGIN
        + rb"(?: (?:privilege|role|group|class|level|uid|full-name) \S{1,40}| authentication){0,4} "
        rb"(?:(?:insecure-)?password|secret|encrypted-password|plain-text-password-value) " + _KIND + SECRET
        + rb"(?:[ ](?:privilege|role|groups?|level|class|encrypted|attributes)\b[^\n]{0,100})?" + _END,
        (USERNAME, PASSWORD),
        _DEVICE,
    ),
    SecretForm((b"line vty", b"line con", b"line aux", b"line tty"), rb"(?m)^[ \t]+password " + _KIND + SECRET + _END),
    SecretForm(
        (b"encrypted-password ", b"-password-value "), rb"\b(?:encrypted-password|plain-text-password-value) " + SECRET
    ),
    SecretForm((b" enc ",), rb"(?m)^[ \t]*set (?:passw(?:or)?d|psksecret|secret|key|passphrase) ENC " + SECRET),
    SecretForm(
        (b"stats auth",), rb"(?m)^[ \t]*stats auth " + LOGIN + rb":([^\s:]{3,128})" + _END, (USERNAME, PASSWORD)
    ),
    # SNMP
    SecretForm(
        (b"community",),
        rb"\b(?:snmp-server|snmp-agent|set snmp|snmp)[ \t]+community[ \t]+(?:(?:read(?:-only|-write)?|write) )?" + _KIND
        + SECRET,
    ),
    SecretForm((b"community",), rb"(?m)^[ \t]*r[ow]community6?[ \t]+" + SECRET),
    SecretForm(
        (b"com2sec",), rb"(?m)^[ \t]*com2sec6?[ \t]+(?:-Cn \S{1,40}[ \t]+)?\S{1,40}[ \t]+\S{1,60}[ \t]+" + SECRET
    ),
    SecretForm(
        (b"snmp-server host",),
        rb"\bsnmp-server host \S{1,60} (?:(?:traps|informs) )?version (?:1|2c|3 \w{4,6}) " + SECRET,
    ),
    SecretForm(
        (b"snmp",),
        rb"\bsnmp(?:walk|get|set|bulkwalk|bulkget|getnext|table|status|trap)\b[^\n;&|]{0,80}? -c ?" + SECRET,
    ),
    SecretForm(
        (b"snmp-server user",),
        rb"\bsnmp-server user " + LOGIN + rb" \S{1,40} v3(?: encrypted)?(?: auth [\w\-]{2,10} " + SECRET
        + rb"(?: priv [\w\-]{2,10}(?: \d{3})? " + SECRET + rb")?)?",
        (USERNAME, PASSWORD, PASSWORD),
    ),
    SecretForm(
        (b"createuser ",),
        rb"(?m)^[ \t]*createUser " + LOGIN + rb" (?:MD5|SHA[\w\-]{0,6}) " + SECRET + rb"(?: (?:DES|AES[\w\-]{0,6}) "
        + SECRET + rb")?",
        (USERNAME, PASSWORD, PASSWORD),
    ),
    # keys of servers, neighbours, tunnels and wireless networks
    SecretForm(
        (b"tacacs", b"radius"),
        _AT + rb"(?:tacacs|radius)(?:-server)?\b[^\n]{0,100}? key " + _KIND + SECRET + _END,
    ),
    SecretForm(
        (b"key 7 ", b"key 0 ", b"key 6 ", b"key 8 ", b"key-string "),
        rb"(?m)^[ \t]+(?:server-)?key(?:-string)? [0678] " + SECRET + _END,
    ),
    SecretForm((b"isakmp key ",), rb"\bcrypto isakmp key " + _KIND + SECRET + rb" (?:address|hostname)\b"),
    SecretForm((b"pre-shared-key ",), rb"(?m)\bpre-shared-key (?:(?:local|remote) )?" + _KIND + SECRET + _END),
    SecretForm((b"message-digest-key ",), rb"\bmessage-digest-key \d{1,3} md5 " + _KIND + SECRET),
    SecretForm(
        (b"authentication-key ",), rb"(?m)\bauthentication-key (?:\d{1,5} (?:md5|sha1?) )?" + _KIND + SECRET + _END
    ),
    SecretForm((b"neighbor ",), rb"(?m)^[ \t]*neighbor \S{1,60} password " + _KIND + SECRET + _END),
    SecretForm(
        (b"ppp ",),
        rb"(?m)^[ \t]*ppp (?:chap|pap)(?: sent-username " + LOGIN + rb")? password " + _KIND + SECRET + _END,
        (USERNAME, PASSWORD),
    ),
    SecretForm((b"wpa-psk ",), rb"\bwpa-psk (?:ascii|hex) " + _KIND + SECRET),
    # Redis
    SecretForm(
        (b"requirepass ", b"masterauth "), rb"(?im)^[^\n#]{0,80}?\b(?:requirepass|masterauth)[ \t]+" + SECRET + _END
    ),
    SecretForm((b"auth-pass ",), rb"(?im)\bsentinel (?:set \S{1,60} )?auth-pass(?: \S{1,60})? " + SECRET + _END),
    SecretForm(
        (b"auth ",),
        rb"(?m)^(?:[\w.\-]{1,60}:\d{1,5}(?:\[\d{1,2}\])?> ?(?:AUTH|auth)|AUTH) (?:" + LOGIN + rb" )?" + SECRET + _END,
        (USERNAME, PASSWORD),
        _REDIS,
    ),
    SecretForm(
        (b"acl setuser", b" on >", b" ~* ", b" +@"),
        rb"(?im)^(?:[^\n>]{0,60}> ?)?(?:user|acl setuser) " + LOGIN + rb" (?:[^\s>]{1,60} ){0,12}>" + SECRET,
        (USERNAME, PASSWORD),
    ),
    SecretForm(
        (b"redis-cli", b"valkey-cli", b"keydb-cli"),
        rb"\b(?:redis|valkey|keydb)-cli\b[^\n;&|]{0,120}? (?:-a|--pass)[ =]" + SECRET,
    ),
)  # fmt: skip
_MARKS = marks_of(_FORMS)
_MECHANISMS = byte_words(
    "PLAIN LOGIN CRAM-MD5 DIGEST-MD5 NTLM TLS SSL XOAUTH2 OAUTHBEARER GSSAPI EXTERNAL ANONYMOUS KERBEROS_V4 SCRAM-SHA-1"
    " SCRAM-SHA-256"
)
"""Words behind AUTH in SMTP, IMAP and FTP, which are no secrets."""


class DeviceSecretRecognizer(WindowRecognizer):
    """Logins, passwords, keys and communities in the configuration of network devices, proxies and Redis."""

    TYPES = (EntityType.PASSWORD, EntityType.USERNAME)
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.PASSWORD: "enable secret, snmp-server community, radius-server key, requirepass, AUTH",
        EntityType.USERNAME: "users of network devices, HAProxy and Redis",
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        for entity in secrets_of(scan, _FORMS, _MARKS):
            if scan.shadow[entity.start : entity.end] not in _MECHANISMS:
                yield entity
