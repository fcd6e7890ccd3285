"""Access, system, application and audit logs."""

# ruff: noqa: E501 (a line of a document stays one line here)

from __future__ import annotations

from evaluation.documents import identifiers as ids
from evaluation.documents.catalogue import skeleton
from evaluation.documents.marks import (
    CARD,
    DATE,
    EMAIL,
    HOST,
    IP,
    MAC,
    NAME,
    PASSWORD,
    PHONE,
    RELATIVE,
    SSN,
    URL,
    USERNAME,
    to_json,
)
from evaluation.documents.scene import Scene

_AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
    "curl/8.5.0",
    "okhttp/4.12.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X)",
)


@skeleton()
def nginx_access_log(s: Scene) -> str:
    out = []
    for at in s.timeline(s.n(5, 10)):
        user = USERNAME(s.person().user) if s.chance(0.35) else "-"
        referer = (
            URL(f"https://www.{s.pick('brightfern.com', 'quayside.ie')}/{s.pick('cart', 'help')}")
            if s.chance(0.4)
            else "-"
        )
        path = s.pick(
            "/api/v2/items/" + str(s.n(1, 9999)), "/static/app." + ids.hexa(s.r, 8) + ".js", "/login", "/healthz"
        )
        out.append(
            f'{IP(ids.ipv4(s.r))} - {user} [{DATE(at.strftime("%d/%b/%Y:%H:%M:%S +0000"))}] "{s.pick("GET", "POST")} {path} HTTP/1.1" {s.pick(200, 304, 404, 502)} {s.n(0, 90000)} "{referer}" "{s.pick(*_AGENTS)}"'
        )
    return "\n".join(out) + "\n"


@skeleton()
def sshd_syslog(s: Scene) -> str:
    out = []
    host = s.pick("bastion", "web-02", "ip-10-0-3-17")
    for at in s.timeline(s.n(5, 9)):
        user = s.person().user
        body = s.pick(
            f"Accepted publickey for {USERNAME(user)} from {IP(ids.ipv4(s.r))} port {s.n(20000, 65000)} ssh2",
            f"Failed password for invalid user {USERNAME(user)} from {IP(ids.ipv4(s.r))} port {s.n(20000, 65000)} ssh2",
            f"pam_unix(sshd:session): session opened for user {USERNAME(user)}(uid={s.n(1000, 2000)}) by (uid=0)",
            f"Received disconnect from {IP(ids.ipv4(s.r))} port {s.n(20000, 65000)}:11: disconnected by user",
        )
        out.append(f"{DATE(at.strftime('%b %e %H:%M:%S'))} {host} sshd[{s.n(100, 32000)}]: {body}")
    return "\n".join(out) + "\n"


@skeleton()
def java_application_log(s: Scene) -> str:
    out = []
    for at in s.timeline(s.n(5, 9)):
        p = s.person()
        body = s.pick(
            f"c.k.billing.InvoiceService - Sent receipt {ids.order_id(s.r)} to {EMAIL(p.email)}",
            f"c.k.users.ProfileController - Updated profile of {NAME(p.full)} (id={s.n(100, 9999)})",
            f"c.k.queue.Poller - drained {s.n(1, 500)} messages in {s.n(1, 900)} ms, lag=0",
            f"c.k.sms.Gateway - OTP delivered to {PHONE(p.phone)}",
            f"c.k.http.Filter - correlation {ids.uuid(s.r)} finished status=200",
        )
        out.append(
            f"{DATE(at.strftime('%Y-%m-%d %H:%M:%S') + f',{at.microsecond // 1000:03d}')} {s.pick('INFO ', 'WARN ', 'DEBUG')} [http-nio-8080-exec-{s.n(1, 30)}] {body}"
        )
    out.append(
        f"{DATE(s.moment().strftime('%Y-%m-%d %H:%M:%S,000'))} INFO  [main] c.k.users.Login - user={USERNAME(s.person().user)} ok"
    )
    return "\n".join(out) + "\n"


@skeleton()
def json_service_log(s: Scene) -> str:
    out = []
    for at in s.timeline(s.n(4, 8)):
        p = s.person()
        entry = {
            "timestamp": DATE(at.isoformat(timespec="milliseconds") + "Z"),
            "level": s.pick("info", "warn", "error"),
            "logger": "checkout",
            "msg": s.pick("cart priced", "card declined", "address verified"),
            "request_id": ids.uuid(s.r),
            "duration_ms": s.n(1, 2000),
        }
        if s.chance(0.6):
            entry["user_email"] = EMAIL(p.email)
        if s.chance(0.5):
            entry["remote_addr"] = IP(ids.ipv4(s.r))
        if s.chance(0.3):
            entry["customer_name"] = NAME(p.full)
        out.append(to_json(entry, separators=(",", ":")))
    return "\n".join(out) + "\n"


@skeleton()
def failed_logins_logfmt(s: Scene) -> str:
    out = []
    for at in s.timeline(s.n(4, 8)):
        p = s.person()
        out.append(
            f"ts={DATE(at.strftime('%Y-%m-%dT%H:%M:%SZ'))} level=warn event=login_failed username={USERNAME(p.user)} src_ip={IP(ids.ipv4(s.r))} attempts={s.n(1, 9)} session={ids.hexa(s.r, 20)}"
        )
    return "\n".join(out) + "\n"


@skeleton()
def dhcp_log(s: Scene) -> str:
    out = []
    for at in s.timeline(s.n(4, 8)):
        ip, mac = IP(ids.ipv4(s.r)), MAC(ids.mac(s.r).lower().replace("-", ":"))
        out.append(
            f"{DATE(at.strftime('%b %d %H:%M:%S'))} gw dhcpd[{s.n(300, 900)}]: "
            + s.pick(
                f"DHCPACK on {ip} to {mac} via eth1",
                f"DHCPREQUEST for {ip} from {mac} via eth1",
                f"DHCPDISCOVER from {mac} via eth1",
            )
        )
    return "\n".join(out) + "\n"


@skeleton()
def payment_gateway_log(s: Scene) -> str:
    out = []
    for at in s.timeline(s.n(4, 7)):
        number, brand = ids.card(s.r)
        shown = s.pick("************" + number[-4:], "XXXX-XXXX-XXXX-" + number[-4:], number)
        out.append(
            f"[{DATE(at.strftime('%Y-%m-%d %H:%M:%S'))}] AUTH {s.pick('approved', 'declined')} txn={ids.digits(s.r, 12)} brand={brand} card={CARD(shown)} amount={s.money()} rc={s.pick('00', '05', '51')}"
        )
    return "\n".join(out) + "\n"


@skeleton()
def postfix_mail_log(s: Scene) -> str:
    out = []
    for at in s.timeline(s.n(4, 7)):
        p = s.person()
        out.append(
            f"{DATE(at.strftime('%b %d %H:%M:%S'))} mx1 postfix/smtp[{s.n(1000, 30000)}]: {ids.hexa(s.r, 10).upper()}: to=<{EMAIL(p.email)}>, relay={HOST('mx.' + p.email.split('@')[1])}[{IP(ids.ipv4(s.r))}]:25, delay={s.n(0, 9)}.{s.n(0, 99)}, dsn=2.0.0, status=sent (250 2.0.0 OK)"
        )
    return "\n".join(out) + "\n"


@skeleton()
def windows_security_event(s: Scene) -> str:
    p = s.person()
    return f"""Log Name:      Security
Event ID:      4624
Date:          {DATE(s.moment().strftime("%m/%d/%Y %I:%M:%S %p"))}
Task Category: Logon
Subject:
    Security ID:        S-1-5-18
    Account Name:       {USERNAME(p.user)}
    Account Domain:     BRIGHTFERN
    Logon ID:           0x3E7
Network Information:
    Workstation Name:   WS-{ids.hexa(s.r, 6).upper()}
    Source Network Address: {IP(ids.ipv4(s.r))}
    Source Port:        {s.n(1024, 65000)}
"""


@skeleton()
def python_traceback(s: Scene) -> str:
    p = s.person()
    return f"""{DATE(s.moment().strftime("%Y-%m-%d %H:%M:%S"))} ERROR worker.import row rejected
Traceback (most recent call last):
  File "/srv/app/importer/rows.py", line {s.n(20, 400)}, in validate
    raise RowError(f"bad row: {{row}}")
importer.errors.RowError: bad row: {{'name': '{NAME(p.full.replace(chr(39), ""))}', 'ssn': '{SSN(ids.ssn(s.r))}', 'email': '{EMAIL(p.email)}', 'row_no': {s.n(1, 9999)}}}
"""


@skeleton()
def git_history(s: Scene) -> str:
    out = []
    for _ in range(s.n(2, 4)):
        p = s.person()
        at = s.moment()
        out.append(
            f"commit {ids.hexa(s.r, 40)}\nAuthor: {NAME(p.full)} <{EMAIL(p.email)}>\nDate:   {DATE(at.strftime('%a %b %-d %H:%M:%S %Y') + ' +0100')}\n\n    {s.pick('Bump zlib to 1.3.1', 'Fix off-by-one in pager', 'Drop unused migration 0042')}\n"
        )
    return "\n".join(out)


@skeleton()
def support_bot_debug_log(s: Scene) -> str:
    p = s.person()
    t = [DATE(at.strftime("%H:%M:%S")) for at in s.timeline(5)]
    return f"""{t[0]} DEBUG intent=reset_password confidence=0.93
{t[1]} DEBUG slot email={EMAIL(p.email)}
{t[2]} DEBUG temp password issued: {PASSWORD(ids.password(s.r))}
{t[3]} DEBUG handoff to agent {NAME(s.person().first)}
{t[4]} INFO  closed session {ids.uuid(s.r)}, next survey {RELATIVE("tomorrow")}
"""


@skeleton()
def proxy_log_with_urls(s: Scene) -> str:
    out = []
    for at in s.timeline(s.n(4, 8)):
        url = s.pick(
            f"http://www.{s.pick('tidewaterclinic.org', 'kauricraft.co.nz')}/{s.pick('index.html', 'book', 'a/b?id=' + str(s.n(1, 99)))}",
            f"https://{s.pick('cdn', 'files')}.quayside.ie/{ids.hexa(s.r, 12)}",
        )
        out.append(
            f"{DATE(at.strftime('%Y/%m/%d %H:%M:%S'))} {s.n(10, 900)} {IP(ids.ipv4(s.r))} TCP_MISS/{s.pick(200, 304)} {s.n(100, 99999)} GET {URL(url)} {s.pick('-', USERNAME(s.person().user))} text/html"
        )
    return "\n".join(out) + "\n"
