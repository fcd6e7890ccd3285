"""JSON, JSON Lines, XML, YAML, configuration files and other structured payloads."""

# ruff: noqa: E501, S608 (a line of a document stays one line here, and its SQL is never run)

from __future__ import annotations

from xml.sax.saxutils import escape

from evaluation.documents import identifiers as ids
from evaluation.documents.catalogue import skeleton
from evaluation.documents.marks import (
    ADDRESS,
    AGE,
    AWS_ACCESS_KEY,
    AWS_SECRET_KEY,
    BANK_ACCOUNT,
    CARD,
    CVV,
    DATE,
    EMAIL,
    EXPIRY,
    HOST,
    IBAN,
    IP,
    NAME,
    PASSWORD,
    PHONE,
    PLACE,
    ROUTING,
    SSN,
    SWIFT,
    URL,
    USERNAME,
    VIN,
    bare,
    to_json,
)
from evaluation.documents.scene import Scene


@skeleton()
def customer_api_payload(s: Scene) -> str:
    p, a = s.person(), s.address()
    camel = s.chance(0.5)

    def key(snake: str) -> str:
        head, *rest = snake.split("_")
        return head + "".join(w.title() for w in rest) if camel else snake

    return to_json(
        {
            "data": {
                "id": ids.uuid(s.r),
                "type": "customer",
                "attributes": {
                    key("first_name"): NAME(p.first),
                    key("last_name"): NAME(p.last),
                    key("email_address"): EMAIL(p.email),
                    key("phone_number"): PHONE(p.phone),
                    key("date_of_birth"): DATE(s.birth().strftime("%Y-%m-%d")),
                    key("mailing_address"): {
                        "line1": ADDRESS(a.street),
                        "line2": ADDRESS(a.unit) if a.unit else None,
                        "city": ADDRESS(a.city),
                        "state": ADDRESS(a.region),
                        key("postal_code"): ADDRESS(a.postcode),
                    },
                    key("loyalty_tier"): s.pick("silver", "gold"),
                    key("created_at"): DATE(s.moment().strftime("%Y-%m-%dT%H:%M:%S.000Z")),
                },
            },
            "meta": {key("request_id"): ids.hexa(s.r, 32), "version": ids.version(s.r)},
        },
        indent=2,
    )


@skeleton()
def signup_events_jsonl(s: Scene) -> str:
    lines = []
    for at in s.timeline(s.n(4, 8)):
        p = s.person()
        lines.append(
            to_json(
                {
                    "event": s.pick("user.signup", "user.login", "user.password_reset"),
                    "ts": DATE(at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"),
                    "user": {"id": s.n(10000, 99999), "username": USERNAME(p.user), "email": EMAIL(p.email)},
                    "ip": IP(ids.ipv4(s.r)),
                    "ua": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
                    "trace": ids.hexa(s.r, 16),
                }
            )
        )
    return "\n".join(lines) + "\n"


@skeleton()
def card_payment_request(s: Scene) -> str:
    number, brand = ids.card(s.r)
    p, a = s.person(), s.address()
    return to_json(
        {
            "amount": s.n(500, 90000),
            "currency": "usd",
            "payment_method": {
                "card": {
                    "number": CARD(number),
                    s.pick("exp", "expiry", "expiration_date"): EXPIRY(
                        s.pick(f"{s.n(1, 12):02d}/{s.n(26, 31)}", f"{s.n(1, 12):02d}/20{s.n(26, 31)}")
                    ),
                    s.pick("cvv", "cvc", "security_code"): CVV(
                        f"{s.n(1000, 9999) if brand == 'Amex' else s.n(100, 999)}"
                    ),
                    "holder_name": NAME(p.full.upper() if s.chance(0.4) else p.full),
                },
                "billing_details": {"address": ADDRESS(a.line()), "email": EMAIL(p.email)},
            },
            "idempotency_key": ids.uuid(s.r),
            "order_ref": ids.order_id(s.r),
        },
        indent=s.pick(None, 2, 4),
    )


@skeleton()
def fhir_patient_resource(s: Scene) -> str:
    p, a, nok = s.person(), s.address(), s.person()
    return to_json(
        {
            "resourceType": "Patient",
            "id": ids.hexa(s.r, 8),
            "identifier": [
                {"system": "urn:oid:2.16.840.1.113883.4.1", "type": {"text": "SSN"}, "value": SSN(ids.ssn(s.r))}
            ],
            "name": [{"use": "official", "family": NAME(p.last), "given": [NAME(p.first)]}],
            "telecom": [
                {"system": "phone", "value": PHONE(p.phone), "use": "home"},
                {"system": "email", "value": EMAIL(p.email)},
            ],
            "gender": s.pick("female", "male"),
            "birthDate": DATE(s.birth().strftime("%Y-%m-%d")),
            "address": [
                {
                    "line": [ADDRESS(a.first_line)],
                    "city": ADDRESS(a.city),
                    "state": ADDRESS(a.region),
                    "postalCode": ADDRESS(a.postcode),
                }
            ],
            "contact": [
                {
                    "relationship": [{"text": "Next of kin"}],
                    "name": {"text": NAME(nok.full)},
                    "telecom": [{"system": "phone", "value": PHONE(nok.phone)}],
                }
            ],
        },
        indent=2,
    )


@skeleton()
def shipping_webhook_minified(s: Scene) -> str:
    p, a = s.person(country="AU"), s.address("AU")
    return to_json(
        {
            "topic": "orders/fulfilled",
            "order": {
                "number": ids.order_id(s.r),
                "lines": [{"sku": ids.sku(s.r), "qty": s.n(1, 4)} for _ in range(s.n(1, 3))],
            },
            "recipient": {"name": NAME(p.full), "phone": PHONE(p.phone), "address": ADDRESS(a.line())},
            "carrier": {"code": "AUSPOST", "tracking": ids.digits(s.r, 20)},
            "checksum": ids.hexa(s.r, 40),
        },
        separators=(",", ":"),
    )


@skeleton()
def employee_directory_json(s: Scene) -> str:
    staff = []
    for p in s.people(s.n(3, 6)):
        staff.append(
            {
                "name": NAME(p.full),
                "title": s.pick("Analyst", "Field Engineer", "VP, Operations"),
                "age": bare(AGE(s.n(22, 64))),
                "email": EMAIL(p.email),
                "office": s.pick("HQ-3", "Remote"),
            }
        )
    return to_json({"department": s.pick("Logistics", "Claims"), "employees": staff, "count": len(staff)}, indent=2)


@skeleton()
def audit_trail_json(s: Scene) -> str:
    entries = []
    for at in s.timeline(s.n(3, 6), 4000):
        entries.append(
            {
                "at": DATE(at.strftime("%Y-%m-%d %H:%M:%S")),
                "actor": NAME(s.person().full),
                "action": s.pick("EXPORT", "VIEW", "DELETE"),
                "object": f"s3-object-{ids.hexa(s.r, 12)}",
                "client_ip": IP(ids.ipv4(s.r)),
            }
        )
    return to_json({"audit": entries, "sha256": ids.hexa(s.r, 64)})


@skeleton()
def aws_credentials_file(s: Scene) -> str:
    if s.chance(0.5):
        return (
            f"[default]\naws_access_key_id = {AWS_ACCESS_KEY(ids.aws_access_key(s.r))}\n"
            f"aws_secret_access_key = {AWS_SECRET_KEY(ids.aws_secret_key(s.r))}\nregion = eu-west-1\n\n"
            f"[staging]\naws_access_key_id={AWS_ACCESS_KEY(ids.aws_access_key(s.r))}\n"
            f"aws_secret_access_key={AWS_SECRET_KEY(ids.aws_secret_key(s.r))}\noutput = json\n"
        )
    return to_json(
        {
            "AccessKey": {
                "AccessKeyId": AWS_ACCESS_KEY(ids.aws_access_key(s.r)),
                "SecretAccessKey": AWS_SECRET_KEY(ids.aws_secret_key(s.r)),
                "Status": "Active",
                "UserName": USERNAME(s.person().user),
                "CreateDate": DATE(s.moment().strftime("%Y-%m-%dT%H:%M:%S+00:00")),
            }
        },
        indent=4,
    )


@skeleton()
def invoice_xml(s: Scene) -> str:
    p, a = s.person(country="GB"), s.address("GB")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice schemaVersion="2.1">
  <Number>INV-{s.n(10000, 99999)}</Number>
  <IssueDate>{s.date(style="%Y-%m-%d")}</IssueDate>
  <Buyer>
    <ContactName>{NAME(p.full)}</ContactName>
    <Company>{escape(s.company())}</Company>
    <PostalAddress>{ADDRESS(a.line())}</PostalAddress>
    <Email>{EMAIL(p.email)}</Email>
  </Buyer>
  <Payee>
    <IBAN>{IBAN(ids.iban(s.r, "GB"))}</IBAN>
    <BIC>{SWIFT(ids.swift(s.r))}</BIC>
  </Payee>
  <Line sku="{ids.sku(s.r)}" qty="{s.n(1, 40)}" net="{s.money()}"/>
  <Total currency="GBP">{s.money()}</Total>
</Invoice>
"""


@skeleton()
def clinical_document_xml(s: Scene) -> str:
    p, a, doctor = s.person(), s.address(), s.person()
    return f"""<ClinicalDocument><recordTarget><patientRole>
  <id extension="{s.n(10**6, 10**7)}" root="2.16.840.1.113883.19.5"/>
  <addr use="HP"><streetAddressLine>{ADDRESS(a.first_line)}</streetAddressLine><city>{ADDRESS(a.city)}</city><state>{ADDRESS(a.region)}</state><postalCode>{ADDRESS(a.postcode)}</postalCode></addr>
  <telecom value="tel:{PHONE(p.phone)}"/>
  <patient>
    <name><given>{NAME(p.first)}</given><family>{NAME(p.last)}</family></name>
    <birthTime value="{DATE(s.birth().strftime("%Y%m%d"))}"/>
  </patient>
</patientRole></recordTarget>
<author><assignedPerson><name><prefix>Dr.</prefix><given>{NAME(doctor.first)}</given><family>{NAME(doctor.last)}</family></name></assignedPerson></author>
<component><section><title>Assessment</title><text>Stable angina. Continue beta blocker; review in clinic.</text></section></component>
</ClinicalDocument>
"""


@skeleton()
def hl7_v2_admission(s: Scene) -> str:
    p, a, doctor = s.person(), s.address(), s.person()
    at = s.moment().strftime("%Y%m%d%H%M%S")
    return "\n".join(
        [
            f"MSH|^~\\&|ADT1|STONEGATE|LAB|STONEGATE|{DATE(at)}||ADT^A01|MSG{s.n(10000, 99999)}|P|2.3",
            f"EVN|A01|{DATE(at)}",
            f"PID|1||{s.n(100000, 999999)}^^^HOSP||{NAME(f'{p.last}^{p.first}'.upper())}||{DATE(s.birth().strftime('%Y%m%d'))}|{s.pick('M', 'F')}|||{ADDRESS(f'{a.street}^^{a.city}^{a.region}^{a.postcode}'.upper())}||{PHONE(p.phone)}|||||{s.n(10**8, 10**9)}|{SSN(ids.ssn(s.r))}",
            f"PV1|1|I|2000^2012^01||||{s.n(1000, 9999)}^{NAME(f'{doctor.last}^{doctor.first}'.upper())}|||SUR",
        ]
    )


@skeleton()
def soap_transfer_request(s: Scene) -> str:
    p, q = s.person(), s.person()
    return f"""<soapenv:Envelope xmlns:soapenv="urn:soap"><soapenv:Body>
<ns2:TransferRequest>
<ns2:originator><ns2:name>{NAME(p.full)}</ns2:name><ns2:accountNumber>{BANK_ACCOUNT(ids.account(s.r))}</ns2:accountNumber><ns2:routingNumber>{ROUTING(ids.routing(s.r))}</ns2:routingNumber></ns2:originator>
<ns2:beneficiary><ns2:name>{NAME(q.full)}</ns2:name><ns2:iban>{IBAN(ids.iban(s.r))}</ns2:iban><ns2:swiftCode>{SWIFT(ids.swift(s.r))}</ns2:swiftCode></ns2:beneficiary>
<ns2:amount ccy="EUR">{s.money()}</ns2:amount><ns2:correlationId>{ids.uuid(s.r)}</ns2:correlationId>
</ns2:TransferRequest></soapenv:Body></soapenv:Envelope>
"""


@skeleton()
def user_fixtures_yaml(s: Scene) -> str:
    out = ["users:"]
    for p in s.people(s.n(2, 4)):
        out += [
            f"  - login: {USERNAME(p.user)}",
            f"    full_name: {NAME(p.full)}",
            f"    email: {EMAIL(p.email)}",
            f"    password: {PASSWORD(ids.password(s.r))}",
            f"    born: {DATE(s.birth().strftime('%Y-%m-%d'))}",
            f"    roles: [{s.pick('admin', 'reader')}]",
        ]
    return "\n".join([*out, f"schema_version: {s.n(1, 9)}"]) + "\n"


@skeleton()
def dotenv_file(s: Scene) -> str:
    p = s.person()
    return f"""# production settings, do not commit
APP_ENV=production
APP_VERSION={ids.version(s.r)}
DB_HOST=db-{s.n(1, 9)}.internal
DB_USER={USERNAME(s.pick(p.user, "svc_orders", "app_rw"))}
DB_PASSWORD={PASSWORD(ids.password(s.r))}
AWS_ACCESS_KEY_ID={AWS_ACCESS_KEY(ids.aws_access_key(s.r))}
AWS_SECRET_ACCESS_KEY={AWS_SECRET_KEY(ids.aws_secret_key(s.r))}
SMTP_FROM={EMAIL(p.email)}
SMTP_PASS="{PASSWORD(ids.password(s.r))}"
CACHE_TTL_SECONDS={s.n(30, 900)}
WORKERS={s.n(2, 32)}
"""


@skeleton()
def ini_configuration(s: Scene) -> str:
    p = s.person()
    return f"""[server]
bind = {IP(ids.ipv4(s.r))}
port = {s.n(1024, 9999)}
; owner: {NAME(p.full)}, pager {PHONE(p.phone)}

[ldap]
bind_user = {USERNAME(p.user)}
bind_pwd = {PASSWORD(ids.password(s.r))}
timeout = {s.n(5, 60)}

[features]
batch_size = {s.n(100, 9000)}
build = {ids.hexa(s.r, 40)}
"""


@skeleton()
def compose_file(s: Scene) -> str:
    user, secret = s.person().user, ids.password(s.r)
    return f"""services:
  api:
    image: registry/api:{ids.version(s.r)}
    environment:
      - POSTGRES_USER={USERNAME(user)}
      - POSTGRES_PASSWORD={PASSWORD(secret)}
      - PUBLIC_URL={URL(f"https://{s.pick('portal', 'app')}.brightfern.com/login")}
    ports: ["8080:8080"]
  worker:
    image: registry/worker@sha256:{ids.hexa(s.r, 64)}
"""


@skeleton()
def deploy_script(s: Scene) -> str:
    p = s.person()
    return f"""#!/bin/bash
# Maintainer: {NAME(p.full)} <{EMAIL(p.email)}>
set -euo pipefail
export AWS_ACCESS_KEY_ID={AWS_ACCESS_KEY(ids.aws_access_key(s.r))}
export AWS_SECRET_ACCESS_KEY={AWS_SECRET_KEY(ids.aws_secret_key(s.r))}
BUILD={ids.hexa(s.r, 7)}
sshpass -p '{PASSWORD(ids.password(s.r).replace("'", ""))}' ssh {USERNAME(p.user)}@{IP(ids.ipv4(s.r))} "systemctl restart api"
mysql -u {USERNAME("deploy")} --password={PASSWORD(ids.password(s.r))} -e 'select count(*) from jobs'
curl -fsS {URL(f"https://hooks.kestrel-labs.io/deploy?build={ids.hexa(s.r, 7)}")}
"""


@skeleton()
def ldif_entries(s: Scene) -> str:
    out = []
    for p in s.people(s.n(2, 3)):
        out.append(
            f"dn: uid={USERNAME(p.user)},ou=people,dc=brightfern,dc=com\nobjectClass: inetOrgPerson\nuid: {USERNAME(p.user)}\ncn: {NAME(p.full)}\nsn: {NAME(p.last)}\ngivenName: {NAME(p.first)}\nmail: {EMAIL(p.email)}\ntelephoneNumber: {PHONE(p.phone)}\nuidNumber: {s.n(1000, 9999)}\n"
        )
    return "\n".join(out)


@skeleton()
def vcards(s: Scene) -> str:
    out = []
    for _ in range(s.n(1, 3)):
        p, a = s.person(country="IE"), s.address("IE")
        out.append(
            f"BEGIN:VCARD\nVERSION:3.0\nN:{NAME(p.last)};{NAME(p.first)};;;\nFN:{NAME(p.full)}\nORG:{s.company()}\nTEL;TYPE=CELL:{PHONE(p.phone)}\nADR;TYPE=HOME:;;{ADDRESS(f'{a.street};{a.city};{a.region};{a.postcode}')};Ireland\nEMAIL:{EMAIL(p.email)}\nBDAY:{DATE(s.birth().strftime('%Y-%m-%d'))}\nEND:VCARD"
        )
    return "\n".join(out) + "\n"


@skeleton()
def calendar_ics(s: Scene) -> str:
    p, q = s.people(2)
    at = s.moment()
    return f"""BEGIN:VCALENDAR
PRODID:-//Kestrel//Cal 4.2//EN
BEGIN:VEVENT
UID:{ids.uuid(s.r)}
DTSTART:{DATE(at.strftime("%Y%m%dT%H0000Z"))}
DTEND:{DATE(at.strftime("%Y%m%dT%H3000Z"))}
SUMMARY:Contract review with {NAME(q.full)}
ORGANIZER;CN={NAME(p.full)}:mailto:{EMAIL(p.email)}
ATTENDEE;CN={NAME(q.full)};PARTSTAT=ACCEPTED:mailto:{EMAIL(q.email)}
LOCATION:{ADDRESS(s.address().line())}
END:VEVENT
END:VCALENDAR
"""


@skeleton()
def vehicle_telemetry_json(s: Scene) -> str:
    return to_json(
        {
            "vehicle": {"vin": VIN(ids.vin(s.r)), "model": "Transit", "fw": ids.version(s.r)},
            "driver": {"displayName": NAME(s.person().full)},
            "readings": [
                {"t": DATE(at.isoformat() + "Z"), "rpm": s.n(700, 5000), "speed": s.n(0, 120)}
                for at in (t.replace(microsecond=0) for t in s.timeline(3))
            ],
            "device": ids.hexa(s.r, 24),
        },
        indent=2,
    )


@skeleton()
def geo_enrichment_json(s: Scene) -> str:
    hits = [
        {
            "ip": IP(ids.ipv4(s.r)),
            "city": PLACE(s.pick("Utrecht", "Osaka", "Leeds")),
            "asn": f"AS{s.n(1000, 65000)}",
            "ptr": HOST(f"host{s.n(1, 99)}.example.net"),
            "risk": s.n(0, 100) / 100,
        }
        for _ in range(s.n(2, 5))
    ]
    return to_json({"lookup": hits, "took_ms": s.n(1, 80)}, indent=2)


@skeleton()
def properties_with_jdbc(s: Scene) -> str:
    return f"""spring.application.name=billing
spring.datasource.username={USERNAME(s.person().user)}
spring.datasource.password={PASSWORD(ids.password(s.r))}
management.endpoint.health.probes.enabled=true
mail.sender={EMAIL(s.person().email)}
callback.url={URL(f"http://{s.pick('pay', 'auth')}.halcyonfreight.co.uk:8443/callback")}
server.tomcat.max-threads={s.n(50, 400)}
"""
