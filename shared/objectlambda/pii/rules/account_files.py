"""People in the files in which systems keep their accounts, in listings by owner, and in commands on accounts.

Sources: the manual pages passwd(5), shadow(5), group(5), sudoers(5), aliases(5), htpasswd(1), ssh_config(5), sshd(8),
netrc(5), ls(1), tar(1), ps(1), top(1), who(1), last(1), id(1), finger(1), useradd(8), chpasswd(8), scp(1), and of
PostgreSQL the chapter "The Password File".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, ClassVar, NamedTuple

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.gates import LOGINS
from objectlambda.pii.rules.labelled import NO_VALUES
from objectlambda.pii.rules.literals import has, has_any
from objectlambda.pii.rules.login_places import NOBODY
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words

_SYSTEM = (NO_VALUES | NOBODY) - {b"all", b"new", b"max"} | byte_words(
    """
    staff wheel users operator halt shutdown sync bin lp uucp proxy gnats irc list man sshd ntp chrony dbus messagebus
    syslog polkitd rpc rpcuser named squid avahi rtkit pulse gdm lightdm sddm colord saned tss uuidd tcpdump landscape
    pollinate lxd whoopsie kernoops usbmux hplip geoclue dnsmasq tomcat hadoop hdfs yarn spark zookeeper kafka elastic
    elasticsearch kibana logstash mongodb redis rabbitmq memcache memcached vagrant centos debian fedora core node
    alpine rocky almalinux arch pi dev prod stage staging www http httpd caddy haproxy varnish consul vault nomad minio
    solr cassandra couchdb influxdb influx telegraf loki tempo gitea gogs nexus sonarqube artifactory bamboo drone
    concourse teamcity buildkite circleci travis nextcloud owncloud wordpress drupal joomla ghost mattermost rocketchat
    matrix synapse odoo plex jellyfin emby sonarr radarr transmission deluge qbittorrent pihole unbound bind freeradius
    radiusd openvpn wireguard strongswan frr quagga zeek suricata snort wazuh ossec clamav amavis spamd opendkim vmail
    mailman cyrus courier exim4 smmsp bitnami rails django flask laravel php php-fpm python perl ruby java jboss wildfly
    weblogic hive hbase oozie presto trino flink superset jovyan rstudio shiny notebook appuser app-user nonroot
    webadmin sysadmin dbadmin dba mysqld mariadb pgbouncer ceph gluster nfsnobody nfs iscsi libvirt qemu kvm vmware
    vboxadd utmp tty disk floppy cdrom audio video kmem shadow dip sudo adm input render plugdev games tape dialout
    voice
    """
)
_LOGIN = rb"([A-Za-z_][A-Za-z0-9_.\-]{0,30}[A-Za-z0-9_$+])"
_HASH = rb"(?:\$(?:[1256y]|2[abxy]|5|6|7|gy|apr1|sha1|argon2id?)\$[^\s:]{8,200}|\{[A-Z0-9\-]{3,12}\}[^\s:]{8,200})"
_MODE = rb"[\-dlhbcps](?:[r\-][w\-][xsStT\-]){3}"
_MODES = (b"rw-", b"r--", b"rwx", b"r-x")
USERNAME, PASSWORD, NAME, PHONE = EntityType.USERNAME, EntityType.PASSWORD, EntityType.NAME, EntityType.PHONE


class _Form(NamedTuple):
    """A line of a file, a listing or a command; a window that has one holds one of ``held``; the type of each group."""

    held: tuple[bytes, ...]
    pattern: bytes
    types: tuple[str, ...]


_FORMS = (
    # shadow, htpasswd, master.passwd
    _Form((b":$", b":{"), rb"(?m)^%s:(%s)(?::|[ \t]*\r?$)" % (_LOGIN, _HASH), (USERNAME, PASSWORD)),
    # /etc/sudoers
    _Form((b"ALL",), rb"(?m)^%s[ \t]+[A-Z0-9_.,\-]+[ \t]*=[ \t]*(?:\(|NOPASSWD|ALL|/)" % _LOGIN, (USERNAME,)),
    # /etc/aliases
    _Form((b"root:",), rb"(?m)^root:[ \t]+%s[ \t]*\r?$" % _LOGIN, (USERNAME,)),
    # .netrc
    _Form(
        (b"login",),
        rb"\b(?:machine \S{1,100}|default)\s+(?:account \S{1,64}\s+)?login\s+(\S{2,64})\s+(?:account \S{1,64}\s+)?"
        rb"password\s+\"?([^\s\"]{3,128})",
        (USERNAME, PASSWORD),
    ),
    _Form(
        (b"login",),
        rb"\b(?:machine \S{1,100}|default)\s+password\s+(\S{3,128})\s+login\s+(\S{2,64})",
        (PASSWORD, USERNAME),
    ),
    # .pgpass
    _Form(
        (b":54", b":55", b":64", b":*:"),
        rb"(?m)^(?:\*|[A-Za-z0-9_.\-/]{1,100}):(?:\*|\d{4,5}):(?:\*|[A-Za-z0-9_\-]{1,63}):%s"
        rb":([^\s:]{4,128})[ \t]*\r?$" % _LOGIN,
        (USERNAME, PASSWORD),
    ),
    # ssh_config, authorized_keys
    _Form((b"User",), rb"(?m)^[ \t]+User[ \t=]+\"?%s\"?[ \t]*\r?$" % _LOGIN, (USERNAME,)),
    _Form((b"AAAA",), rb"\bAAAA[A-Za-z0-9+/]{16,800}={0,3} (%s@[A-Za-z0-9.\-]+)" % _LOGIN.strip(b"()"), (USERNAME,)),
    # wpa_supplicant.conf, ipsec.secrets, RADIUS
    _Form(
        (b"psk", b"hared"),
        rb"(?i)\b(?:psk|wpa[_ ]?psk|pre-?shared[_ ]?key)[ \t]*[:=]?[ \t]*\"([^\"\s]{8,63})\"",
        (PASSWORD,),
    ),
    _Form((b"PSK",), rb": PSK \"([^\"\s]{4,128})\"", (PASSWORD,)),
    # page_log of CUPS
    _Form((b"] total ", b"] 1 1 "), rb"(?m)^\S{1,60} %s \d{1,9} \[\d\d/[A-Z][a-z]{2}/\d{4}:" % _LOGIN, (USERNAME,)),
    # cloud-init
    _Form(
        (b"chpasswd:",),
        rb"(?m)^chpasswd:[ \t]*\r?\n[ \t]+list:[ \t]*\|?[ \t]*\r?\n[ \t]+(?:- )?[\"']?%s:([^\s\"':]{4,100})" % _LOGIN,
        (USERNAME, PASSWORD),
    ),
    # smb.conf, sshd_config
    _Form(
        (b"valid users", b"write list", b"read list", b"admin users", b"force user", b"llowUsers", b"enyUsers"),
        rb"(?im)^[ \t]*(?:(?:in)?valid users|(?:read|write) list|admin users|force user"
        rb"|allowusers|denyusers)[ \t]*[= ][ \t]*%s"
        % b"".join((_LOGIN, *(rb"(?:[,; \t]+%s)?" % _LOGIN,) * 3)),
        (USERNAME,) * 4,
    ),
    # id, ls -l, tar -tv, ps, top, who, last
    _Form((b"uid=",), rb"\buid=\d+\(%s\)" % _LOGIN, (USERNAME,)),
    _Form(
        _MODES,
        rb"(?m)^ *(?:\d+ +){0,2}%s[.+@]? +\d+ +%s +[A-Za-z0-9_.\-]+ +[\d,]" % (_MODE, _LOGIN),
        (USERNAME,),
    ),
    _Form(_MODES, rb"(?m)^%s %s/[A-Za-z0-9_.\-]+ +\d+ \d{4}-" % (_MODE, _LOGIN), (USERNAME,)),
    _Form((b"PID",), rb"(?m)^%s +\d+ +\d+\.\d +\d+\.\d +\d+ +\d+ " % _LOGIN, (USERNAME,)),
    _Form((b"PID",), rb"(?m)^ *\d+ %s +(?:rt|-?\d+) +-?\d+ +[\d.]+[gmt]? +[\d.]+[gmt]? " % _LOGIN, (USERNAME,)),
    _Form((b" pts/",), rb"(?m)^%s +pts/\d+ +\S" % _LOGIN, (USERNAME,)),
    _Form((b" tty",), rb"(?m)^%s +tty[0-9A-Za-z]+ +(?:[\d:]|[A-Z][a-z]{2} )" % _LOGIN, (USERNAME,)),
    # finger
    _Form((b"Login",), rb"(?m)^Login: +%s\s+Name: +([^\n\t]{2,60}?)[ \t]*\r?$" % _LOGIN, (USERNAME, NAME)),
    # commands
    _Form(
        (b"user",),
        rb"(?m)\b(?:useradd|adduser|usermod|userdel|deluser)(?: [^\n;&|#]{0,200}?)? %s[ \t]*(?:\r?$|[;&|#>])" % _LOGIN,
        (USERNAME,),
    ),
    _Form(
        (b"useradd", b"adduser", b"usermod"),
        rb"\b(?:useradd|adduser|usermod)\b[^\n;&|]{0,200}? (?:-c|--comment|--gecos)[ =][\"']([^\"',\n]{3,60})",
        (NAME,),
    ),
    _Form(
        (b"chpasswd",),
        rb"(?i)\becho (?:-e )?[\"']?%s:([^\s\"'|]{4,128})[\"']? ?\| ?(?:sudo )?chpasswd" % _LOGIN,
        (USERNAME, PASSWORD),
    ),
    _Form((b" user ",), rb"(?i)\bnet1? user %s ([^\s/]\S{3,128}) /add\b" % _LOGIN, (USERNAME, PASSWORD)),
    _Form(
        (b"ssh", b"scp", b"sftp", b"rsync"),
        rb"\b(?:ssh|scp|sftp|rsync|ssh-copy-id)(?: [^\n;&|#]{0,200}?)?? %s@[A-Za-z0-9][A-Za-z0-9.\-]{0,80}" % _LOGIN,
        (USERNAME,),
    ),
    _Form(
        (b" login ",),
        rb"\b(?:docker|podman|buildah|skopeo|oras|helm registry|cf|oc|argocd|rancher|nexus|npm|heroku) login\b"
        rb"[^\n;&|]{0,80}? (?:-u|--username)[ =][\"']?%s[\"']?[^\n;&|]{0,40}?"
        rb" (?:-p|--password)[ =][\"']?([^\s\"']{4,100})" % _LOGIN,
        (USERNAME, PASSWORD),
    ),
    _Form((b"sshpass",), rb"\bsshpass -p[ ]?[\"']?([^\s\"']{4,100})", (PASSWORD,)),
    # shares of homes
    _Form((b"\\",), rb"(?i)(?:^|[^\w\\])\\{1,4}[a-z0-9.\-]{1,60}\\{1,2}"
        rb"(?:homes?|users|profiles?|usuarios|perfiles|home_?dirs?"
        rb"|redir\w{0,12})\$?\\{1,2}%s(?:\\|[\s\"',;)\]]|$)" % _LOGIN, (USERNAME,)),
)  # fmt: skip
_MARKS = LOGINS.pattern(b"|".join(re.escape(held) for form in _FORMS for held in form.held))
"""What a text of any of these forms holds."""
_PASSWD = re.compile(
    rb"^([a-zA-Z_][a-zA-Z0-9_.\-]{0,31}\$?):[^:\s]{0,128}:(\d{1,10}):\d{1,10}:([^:\n]{0,200}):(/[^:\n]{0,100}):[^:\n]{0,100}$",
    re.MULTILINE,
)
_GROUP = re.compile(rb"^[a-z_][a-z0-9_.\-]{0,31}:[x*!]?:\d{1,10}:([A-Za-z0-9_.,\-]{2,400})\r?$", re.MULTILINE)
_MEMBER = re.compile(rb"[A-Za-z_][A-Za-z0-9_.\-]*")
_IDENTITY = re.compile(rb"\buid=\d+\(([\w.\-]+)\)[^\n]{0,400}")
"""What ``id`` prints: a user, and behind it the groups."""
_OWNED = re.compile(rb"\((\w[\w.\-]*)\)")
_FIRST_OF_PEOPLE, _LAST_OF_PEOPLE = 500, 60_000
"""The numbers that systems give to people's accounts."""
_SCORE = 0.97


@cache  # of one pattern for each form, which never change: threads may share them; compiled when such a text comes
def _compiled(form: _Form) -> Any:
    return linear(form.pattern)


class AccountFileRecognizer(WindowRecognizer):
    """Logins, passwords and their owners in account files, listings and commands of Unix and Windows."""

    TYPES = (EntityType.USERNAME, EntityType.PASSWORD, EntityType.NAME, EntityType.PHONE)
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.USERNAME: "passwd, group, htpasswd, .netrc, .pgpass, sudoers; owners in listings of ls, ps"
        " and who; useradd, scp",
        EntityType.PASSWORD: "hashes in shadow and htpasswd; .netrc, .pgpass, psk, chpasswd",
        EntityType.NAME: "the owner of an account in passwd, finger, useradd -c",
        EntityType.PHONE: "the telephone of an account in passwd",
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        for form in _FORMS if scan.holds(_MARKS) else ():
            if has_any(shadow, form.held):
                for match in _compiled(form).finditer(shadow):
                    yield from _people(shadow, match, form.types)
        if has(shadow, b":/"):
            for row in _PASSWD.finditer(shadow):
                yield from _account(scan, row)
        if has(shadow, b":x:") or has(shadow, b":*:") or has(shadow, b":!:"):
            for row in _GROUP.finditer(shadow):
                for member in _MEMBER.finditer(shadow, *row.span(1)):
                    if not is_system_account(member[0]):
                        yield Entity(EntityType.USERNAME, member.start(), member.end(), _SCORE)
        if has(shadow, b"uid="):
            yield from _groups_of_their_own(shadow)


def is_system_account(login: bytes) -> bool:
    """Whether ``login`` is an account of a program, and not of a person."""
    plain = login.lower().rstrip(b"$+")
    return len(plain) < 2 or plain in _SYSTEM or plain.startswith((b"systemd", b"_")) or plain.isdigit()


def _people(shadow: bytes, match: Any, types: tuple[str, ...]) -> Iterator[Entity]:
    """What the groups of ``match`` hold, if the first of the logins is a person's."""
    spans = [match.span(number) for number in range(1, len(types) + 1)]
    for entity_type, (start, end) in zip(types, spans, strict=True):
        value = shadow[start:end]
        if start < 0:
            continue
        if entity_type == EntityType.USERNAME and is_system_account(value.partition(b"@")[0]):
            continue
        if entity_type == EntityType.NAME and is_common(value.decode()):
            continue
        if (
            entity_type == EntityType.PASSWORD
            and value[:1] in b"$<{%"
            and b"$" not in value[1:]
            and not value.startswith(b"{")
        ):
            continue  # a variable
        yield Entity(entity_type, start, end, _SCORE)


def _account(scan: Scan, row: re.Match[bytes]) -> Iterator[Entity]:
    """Login, name and telephone of a line of passwd, if it is a person's."""
    login, number, home = row[1], int(row[2]), row[4]
    person = _FIRST_OF_PEOPLE <= number < _LAST_OF_PEOPLE or home.startswith((b"/home/", b"/Users/"))
    if not person or is_system_account(login):
        return
    yield Entity(EntityType.USERNAME, *row.span(1), _SCORE)
    start = row.start(3)
    for index, part in enumerate(row[3].split(b",")):
        end = start + len(part)
        if index == 0 and len(part) > 1 and not is_common(scan.text[start:end]):
            yield Entity(EntityType.NAME, start, end, 0.9)
        elif index > 1 and sum(48 <= char <= 57 for char in part) >= _FEWEST_OF_PHONE:
            yield Entity(EntityType.PHONE, start, end, 0.9)
        start = end + 1


_FEWEST_OF_PHONE = 6


def _groups_of_their_own(shadow: bytes) -> Iterator[Entity]:
    """The groups that ``id`` tells behind a user and that have the user's name."""
    for match in _IDENTITY.finditer(shadow):
        if not is_system_account(match[1]):
            for group in _OWNED.finditer(shadow, match.end(1) + 1, match.end()):
                if group[1] == match[1]:
                    yield Entity(EntityType.USERNAME, *group.span(1), _SCORE)
