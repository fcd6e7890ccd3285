"""Lines in which programs log a person's login, English and Spanish, and lines that look like them and name nobody."""

from __future__ import annotations

import random
from collections.abc import Iterator

from evaluation.documents.marks import USERNAME

_PHRASES = (
    'nginx: user "{}" was not found in "/etc/nginx/.htpasswd", client: remote',
    'user "{}": password mismatch, client: remote',
    "[error] [client remote] user {} not found: /admin",
    "[auth_basic:error] [client remote] AH01618: user {} not found: /",
    "Login failed for user '{}'. Reason: Password did not match",
    "Login failed for user 'CORP\\{}'.",
    "sshd[{n}]: Failed password for invalid user {} from remote port 22 ssh2",
    "sshd[{n}]: Failed password for {} from remote port 22 ssh2",
    "sshd[{n}]: Accepted publickey for {} from remote port 22 ssh2: RSA SHA256:x",
    "sshd[{n}]: Accepted keyboard-interactive/pam for {} from remote port 22",
    "sshd[{n}]: Invalid user {} from remote",
    "sshd[{n}]: Disconnected from authenticating user {} remote port 22 [preauth]",
    "sshd[{n}]: pam_unix(sshd:session): session opened for user {}(uid=1001) by (uid=0)",
    "sshd[{n}]: pam_unix(sshd:session): session closed for user {}",
    "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser={} rhost=remote",
    "su: {} to root on /dev/pts/1",
    "su[{n}]: (to root) {} on pts/0",
    "sudo:   {} : TTY=pts/0 ; PWD=/srv ; USER=root ; COMMAND=/bin/ls",
    "CRON[{n}]: ({}) CMD (/usr/bin/backup)",
    "systemd-logind[{n}]: New session 12 of user {}.",
    "useradd[{n}]: new user: name={}, UID=1002, GID=1002",
    "dovecot: imap-login: Login: user=<{}>, method=PLAIN, rip=remote, TLS",
    "vsftpd: [pid {n}] [{}] OK LOGIN: from remote",
    "proftpd[{n}]: USER {}: Login successful.",
    'FATAL:  password authentication failed for user "{}"',
    "connection authorized: user={} database=shop",
    "Access denied for user '{}'@'remote' (using password: YES)",
    'Error from server (Forbidden): pods is forbidden: User "{}" cannot list resource "pods"',
    "radiusd[{n}]: Login OK: [{}/<via Auth-Type = PAP>] (from client nas port 0)",
    "openvpn[{n}]: TLS: Username/Password authentication succeeded for username '{}'",
    "postfix/smtpd[{n}]: client=remote, sasl_method=LOGIN, sasl_username={}",
    "passwd[{n}]: pam_unix(passwd:chauthtok): password changed for {}",
    "INFO User {} logged in",
    "WARN authentication failed for user {}",
    "arn:aws:sts::210987654321:assumed-role/Admin/{} called CreateBucket",
    "arn:aws:iam::210987654321:user/dept/{} called CreateBucket",
    "sshd[{n}]: Contraseña fallida para usuario inválido {} desde remoto puerto 22",
    "sshd[{n}]: Contraseña aceptada para {} desde remoto puerto 22",
    "pam_unix(login:session): sesión abierta para el usuario {} por LOGIN(uid=0)",
    'ERROR el usuario "{}" no existe',
    "ERROR usuario «{}» no encontrado",
    "WARN usuario {} bloqueado tras 5 intentos",
    "INFO el usuario {} ha iniciado sesión",
    "FATAL: la autentificación password falló para el usuario «{}»",
    "Acceso denegado para usuario '{}'@'remoto'",
    "Inicio de sesión fallido para el usuario {}",
    "Error de inicio de sesión del usuario '{}'.",
)
_NOBODY = (
    "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=",
    "The user was not found in the directory; if the user account does not exist, create it.",
    "The user record not found error means that no user is logged in.",
    "Login failed for user accounts without a password policy.",
    "session opened for user root by (uid=0)",
    "su: root to daemon on none",
    "El usuario no existe o la contraseña es incorrecta.",
    "Usuario no encontrado. Si el usuario está bloqueado, espere.",
    "fields @timestamp, @message | filter dst like 'x' | stats sum(bytes) by src",
    "userAgent=example-agent user_id, language_id, created_by",
    "DB_USER=\nDB_PASSWORD=\nDB_NAME=shop\nETCD_USERNAME=\nETCD_PASSWORD=\n",
    "login:\n  branding:\n    banner: off\npassword:\n  min_length: 12\n  require_upper: true\n",
    "@cached_property\ndef total(self):\n    return 1\n\n@Override\npublic String x() {}\n",
)
LOGINS = [
    "mharrow",
    "pkemp",
    "lucia.ferrer",
    "r_okafor",
    "svetlana",
    "jgarcia7",
    "iker-etxe",
    "tmoreau",
    "dvd92",
    "nwachukwu",
]


def lines(seed: int) -> Iterator[str]:
    """A stamped marked line for each phrase."""
    draw = random.Random(f"login phrases {seed}")
    for phrase in _PHRASES:
        login = draw.choice(LOGINS)
        yield phrase.replace("{n}", str(draw.randint(100, 32000))).replace("{}", USERNAME(login))


def nobody() -> tuple[str, ...]:
    """Texts that speak of logins and name nobody's."""
    return _NOBODY
