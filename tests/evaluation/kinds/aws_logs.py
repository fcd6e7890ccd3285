"""AWS's own logs as AWS delivers them, one function a kind: what is a person's in them is marked.

Written from AWS's documentation of each log ("VPC Flow Logs", "Access logs for your Application Load Balancer", "Amazon S3
server access log format", "CloudFront standard logs", "CloudTrail record contents", "AWS WAF log fields", "Resolver query
logs", "RDS for MySQL database log files", "AWS Config snapshot", Kubernetes' audit.k8s.io/v1).
"""

# ruff: noqa: E501, S608 (records stand as AWS writes them)

from __future__ import annotations

import random
from collections.abc import Callable

from evaluation.documents.marks import AWS_ACCESS_KEY, DATE, EMAIL, IP, URL, USERNAME, to_json

_LOGINS = [
    "mtanaka",
    "r.okafor",
    "lucia.ferrer",
    "d-novak",
    "svetlanak",
    "jgarcia",
    "ana_lopez",
    "hkim92",
    "iker.etxe",
    "pwilson",
]
_AGENTS = (
    "curl/8.4.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1_2 like Mac OS X) AppleWebKit/605.1.15 Version/17.1.2 Mobile/15E148",
    "aws-cli/2.13.5 Python/3.11.4 Linux/5.15.0-1036-aws exe/x86_64.ubuntu.22 prompt/off command/s3.ls",
    "Boto3/1.28.62 md/Botocore#1.31.62 ua/2.0 os/linux#5.10.192-183.736.amzn2.x86_64 lang/python#3.10.12",
)
_REGIONS = ["us-east-1", "eu-west-3", "sa-east-1", "ap-southeast-2", "us-gov-west-1"]


class _Draw(random.Random):
    def digits(self, count: int) -> str:
        return "".join(self.choice("0123456789") for _ in range(count))

    def hex(self, count: int) -> str:
        return "".join(self.choice("0123456789abcdef") for _ in range(count))

    def account(self) -> str:
        return self.digits(12)

    def uuid(self) -> str:
        return "-".join(self.hex(n) for n in (8, 4, 4, 4, 12))

    def ip(self) -> str:
        if self.random() < 0.15:
            return self.choice(("1.1.1.1", "8.8.4.4", "9.9.9.9", "5.6.7.8"))
        if self.random() < 0.15:
            return f"2001:db8:{self.hex(4)}:{self.hex(2)}::{self.hex(3)}"
        return f"{self.choice((13, 52, 91, 172, 203))}.{self.randint(1, 250)}.{self.randint(1, 250)}.{self.randint(1, 250)}"

    def port(self) -> int:
        return self.randint(1024, 65535)

    def day(self) -> str:
        return f"{self.randint(2019, 2025)}-{self.randint(1, 12):02d}-{self.randint(1, 28):02d}"

    def clock(self) -> str:
        return f"{self.randint(0, 23):02d}:{self.randint(0, 59):02d}:{self.randint(0, 59):02d}"

    def iso(self, fraction: int = 0) -> str:
        return f"{self.day()}T{self.clock()}" + (f".{self.digits(fraction)}" if fraction else "") + "Z"

    def apache(self) -> str:
        month = self.choice(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"])
        return f"{self.randint(1, 28):02d}/{month}/{self.randint(2019, 2025)}:{self.clock()} +0000"

    def login(self) -> str:
        return self.choice(_LOGINS)

    def agent(self) -> str:
        return self.choice(_AGENTS)

    def arn(self, service: str, rest: str) -> str:
        return f"arn:aws:{service}:{self.choice(_REGIONS)}:{self.account()}:{rest}"

    def path(self) -> str:
        page = self.choice(("/", "/index.html", "/api/v2/orders/48213377", "/img/logo_20x20.png", "/health", "/a%20b"))
        query = self.choice(
            ("", "", "?page=3&size=200", "?ts=1697040000123&v=1.4.2", f"?email={EMAIL('x.y@corp.example')}")
        )
        return page + query


def _vpc_flow(d: _Draw) -> str:
    if d.random() < 0.5:
        lines = [
            "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status"
        ]
    else:
        lines = []
    for _ in range(12):
        start = d.randint(1_500_000_000, 1_760_000_000)
        head = f"2 {d.account()} eni-{d.hex(17)}"
        if d.random() < 0.1:
            lines.append(f"{head} - - - - - - - {start} {start + 60} - NODATA")
            continue
        lines.append(
            f"{head} {IP(d.ip())} {IP(d.ip())} {d.port()} {d.choice((22, 53, 443, 3389, 5432))} {d.choice((1, 6, 17))}"
            f" {d.randint(1, 5000)} {d.randint(40, 10**9)} {start} {start + 59} {d.choice(('ACCEPT', 'REJECT'))} OK"
        )
    return "\n".join(lines) + "\n"


def _vpc_flow_custom(d: _Draw) -> str:
    lines = [
        "account-id vpc-id subnet-id instance-id type pkt-srcaddr pkt-dstaddr srcaddr dstaddr bytes tcp-flags az-id flow-direction"
    ]
    for _ in range(8):
        lines.append(
            f"{d.account()} vpc-{d.hex(17)} subnet-{d.hex(17)} i-{d.hex(17)} IPv4 {IP(d.ip())} {IP(d.ip())} {IP(d.ip())}"
            f" {IP(d.ip())} {d.randint(40, 10**10)} {d.randint(1, 19)} usw2-az{d.randint(1, 4)} {d.choice(('ingress', 'egress'))}"
        )
    return "\n".join(lines) + "\n"


def _alb(d: _Draw) -> str:
    lines = []
    for _ in range(8):
        port = d.choice((80, 443))
        target = IP(d.ip())
        url = URL(f"https://shop.example.com:{port}{d.choice(('/', '/cart', '/api/items/20231011'))}")
        lines.append(
            f"{d.choice(('http', 'https', 'h2', 'grpcs'))} {DATE(d.iso(6))} app/web-{d.digits(3)}/{d.hex(16)} {IP(d.ip())}:{d.port()}"
            f" {target}:{port} 0.00{d.digits(1)} 0.{d.digits(3)} 0.000 {d.choice((200, 301, 404, 502))} 200 {d.digits(4)}"
            f' {d.digits(6)} "GET {url} HTTP/1.1" "{d.agent()}" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2'
            f' {d.arn("elasticloadbalancing", f"targetgroup/web-prod/{d.hex(16)}")} "Root=1-{d.hex(8)}-{d.hex(24)}"'
            f' "shop.example.com" "{d.arn("acm", f"certificate/{d.uuid()}")}" {d.randint(0, 9)} {DATE(d.iso(6))}'
            f' "waf,forward" "-" "-" "{target}:{port}" "200" "-" "-"'
        )
    return "\n".join(lines) + "\n"


def _nlb(d: _Draw) -> str:
    lines = [
        f"tls 2.0 {DATE(d.iso()[:-1])} net/my-nlb/{d.hex(16)} {d.hex(16)} {IP(d.ip())}:{d.port()} {IP(d.ip())}:443"
        f" {d.digits(3)} {d.digits(2)} {d.digits(4)} {d.digits(5)} - {d.arn('acm', f'certificate/{d.uuid()}')} -"
        f" ECDHE-RSA-AES128-SHA tlsv12 - my-nlb-{d.hex(16)}.elb.us-east-2.amazonaws.com h2 h2 - {DATE(d.iso()[:-1])}"
        for _ in range(8)
    ]
    return "\n".join(lines) + "\n"


def _clb(d: _Draw) -> str:
    lines = []
    for _ in range(8):
        url = URL(f"http://www.example.com:80{d.choice(('/', '/login', '/health/2'))}")
        lines.append(
            f"{DATE(d.iso(6))} my-elb {IP(d.ip())}:{d.port()} {IP(d.ip())}:80 0.0000{d.digits(2)} 0.00{d.digits(4)} 0.0000{d.digits(2)}"
            f' 200 200 0 {d.digits(4)} "GET {url} HTTP/1.1" "{d.agent()}" - -'
        )
    return "\n".join(lines) + "\n"


def _s3_access(d: _Draw) -> str:
    lines = []
    owner = d.hex(64)
    for _ in range(8):
        login = d.login()
        requester = d.choice((
            "-",
            owner,
            f"arn:aws:iam::{d.account()}:user/{USERNAME(login)}",
            f"arn:aws:sts::{d.account()}:assumed-role/DeployRole/{USERNAME(login)}",
            f"arn:aws:sts::{d.account()}:assumed-role/app-server/i-{d.hex(17)}",
            "svc:cloudtrail.amazonaws.com",
        ))  # fmt: skip
        key = d.choice(("-", "photos/2023/11/img_4471.jpg", "exports/part-00000-of-00012.parquet", "backup%2Bdaily/2"))
        lines.append(
            f"{owner} data-lake-{d.digits(3)} [{DATE(d.apache())}] {IP(d.ip())} {requester} {d.hex(16).upper()} REST.GET.OBJECT"
            f' {key} "GET /{key} HTTP/1.1" {d.choice((200, 206, 403))} {d.choice(("-", "AccessDenied"))} {d.digits(7)}'
            f' {d.digits(9)} {d.digits(3)} {d.digits(2)} "-" "{d.agent()}" - {d.hex(60)}+{d.hex(10)}= SigV4'
            f" ECDHE-RSA-AES128-GCM-SHA256 AuthHeader data-lake.s3.eu-west-3.amazonaws.com TLSv1.2 - -"
        )
    return "\n".join(lines) + "\n"


def _cloudfront(d: _Draw) -> str:
    fields = (
        "date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query"
        " cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol"
        " ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte"
        " x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end"
    )
    lines = ["#Version: 1.0", f"#Fields: {fields}"]
    for _ in range(8):
        stamp = DATE(d.day() + "\t" + d.clock())
        host = f"d{d.hex(13)}.cloudfront.net"
        referrer = d.choice(("-", URL("https://www.example.org/list.html")))
        agent = d.agent().replace(" ", "%20")
        lines.append("\t".join((
            stamp, f"SFO{d.digits(2)}-C1", d.digits(6), IP(d.ip()), "GET", host, "/assets/app.4f2a91.js", "200", referrer, agent,
            d.choice(("-", "v=20231101&w=1200")), "-", "Hit", d.hex(40), "cdn.example.org", "https", d.digits(3), "0.001",
            d.choice(("-", IP(d.ip()))), "TLSv1.3", "TLS_AES_128_GCM_SHA256", "Hit", "HTTP/2.0", "-", "-", str(d.port()), "0.001", "Hit",
            "text/html", d.digits(5), "-", "-",
        )))  # fmt: skip
    return "\n".join(lines) + "\n"


def _cloudtrail_user(d: _Draw, kind: str) -> dict[str, object]:
    login, account, principal = d.login(), d.account(), f"AIDA{d.hex(17).upper()}"
    if kind == "IAMUser":
        return {
            "type": "IAMUser", "principalId": principal, "arn": f"arn:aws:iam::{account}:user/{USERNAME(login)}",
            "accountId": account, "accessKeyId": AWS_ACCESS_KEY("AKIAIOSFODNN7EXAMPLE"), "userName": USERNAME(login),
        }  # fmt: skip
    if kind == "AWSService":
        return {"type": "AWSService", "invokedBy": "autoscaling.amazonaws.com"}
    session = EMAIL(f"{login}@corp.example") if kind == "SSO" else USERNAME(login)
    return {
        "type": "AssumedRole", "principalId": f"AROA{d.hex(17).upper()}:{session}",
        "arn": f"arn:aws:sts::{account}:assumed-role/AdminRole/{session}", "accountId": account,
        "sessionContext": {
            "sessionIssuer": {"type": "Role", "principalId": f"AROA{d.hex(17).upper()}", "arn": f"arn:aws:iam::{account}:role/AdminRole",
                              "accountId": account, "userName": "AdminRole"},
            "attributes": {"creationDate": DATE(d.iso()), "mfaAuthenticated": "true"},
        },
    }  # fmt: skip


def _cloudtrail(d: _Draw) -> str:
    records = []
    for _ in range(6):
        kind = d.choice(("IAMUser", "AssumedRole", "SSO", "AWSService"))
        service = kind == "AWSService"
        other = USERNAME(d.login())
        name, parameters, response = d.choice((
            ("DescribeInstances", {"instancesSet": {"items": [{"instanceId": f"i-{d.hex(17)}"}]}, "maxResults": 1000}, None),
            ("CreateUser", {"userName": other}, {"user": {"userName": other, "userId": f"AIDA{d.hex(17).upper()}", "createDate": DATE("Nov 18, 2024 1:21:51 AM"),
                                                          "arn": f"arn:aws:iam::{d.account()}:user/{other}"}}),
            ("PutObject", {"bucketName": "prod-data", "key": "in/000123.csv", "x-amz-acl": "private"}, None),
            ("AssumeRole", {"roleArn": f"arn:aws:iam::{d.account()}:role/Auditor", "roleSessionName": other, "durationSeconds": 3600},
             {"credentials": {"expiration": DATE("Nov 18, 2024 2:21:51 AM")}, "assumedRoleUser": {"assumedRoleId": f"AROA{d.hex(17).upper()}:{other}"}}),
        ))  # fmt: skip
        records.append({
            "eventVersion": "1.09", "userIdentity": _cloudtrail_user(d, kind), "eventTime": DATE(d.iso()),
            "eventSource": "ec2.amazonaws.com", "eventName": name, "awsRegion": d.choice(_REGIONS),
            "sourceIPAddress": d.choice(("AWS Internal", "autoscaling.amazonaws.com")) if service else IP(d.ip()),
            "userAgent": "AWS Internal" if service else d.agent(), "requestParameters": parameters, "responseElements": response,
            "requestID": d.uuid(), "eventID": d.uuid(), "readOnly": d.random() < 0.5,
            "resources": [{"accountId": d.account(), "type": "AWS::S3::Bucket", "ARN": "arn:aws:s3:::prod-data"}],
            "eventType": "AwsApiCall", "managementEvent": True, "recipientAccountId": d.account(), "sharedEventID": d.uuid(),
            "additionalEventData": {"SignatureVersion": "SigV4", "bytesTransferredOut": d.randint(10**8, 10**9), "x-amz-id-2": d.hex(40)},
            "eventCategory": "Management", "tlsDetails": {"tlsVersion": "TLSv1.3", "cipherSuite": "TLS_AES_128_GCM_SHA256"},
        })  # fmt: skip
    return to_json({"Records": records}, separators=(",", ":"))


def _waf(d: _Draw) -> str:
    lines = []
    for _ in range(6):
        lines.append(to_json({
            "timestamp": d.randint(1_600_000_000_000, 1_760_000_000_000), "formatVersion": 1,
            "webaclId": d.arn("wafv2", f"regional/webacl/STMTest/{d.uuid()}"), "terminatingRuleId": "STMTest_SQLi_XSS",
            "terminatingRuleType": "REGULAR", "action": d.choice(("BLOCK", "ALLOW")), "terminatingRuleMatchDetails": [],
            "httpSourceName": "ALB", "httpSourceId": f"{d.account()}-app/my-alb/{d.hex(16)}", "ruleGroupList": [], "rateBasedRuleList": [],
            "nonTerminatingMatchingRules": [], "httpRequest": {
                "clientIp": IP(d.ip()), "country": "AU",
                "headers": [{"name": "Host", "value": "localhost:1989"}, {"name": "User-Agent", "value": d.agent()},
                            {"name": "Content-Length", "value": d.digits(4)}, {"name": "X-Forwarded-For", "value": IP("203.0.113.77")}],
                "uri": "/myUri", "args": d.choice(("", f"mail={EMAIL('ann.b@corp.example')}")), "httpVersion": "HTTP/1.1", "httpMethod": "GET", "requestId": d.hex(20),
            },
            "labels": [{"name": "awswaf:managed:aws:core-rule-set:NoUserAgent_Header"}], "ja3Fingerprint": d.hex(32),
        }, separators=(",", ":")))  # fmt: skip
    return "\n".join(lines) + "\n"


def _resolver(d: _Draw) -> str:
    lines = []
    for _ in range(8):
        lines.append(to_json({
            "version": "1.100000", "account_id": d.account(), "region": "us-west-2", "vpc_id": f"vpc-{d.hex(17)}",
            "query_timestamp": DATE(d.iso()), "query_name": d.choice(("db.internal.example.", "api.vendor.example.net.")), "query_type": "A",
            "query_class": "IN", "rcode": "NOERROR", "answers": [{"Rdata": IP(d.ip()), "Type": "A", "Class": "IN"}],
            "srcaddr": IP(d.ip()), "srcport": str(d.port()), "transport": "UDP", "srcids": {"instance": f"i-{d.hex(17)}"},
        }, separators=(",", ":")))  # fmt: skip
    return "\n".join(lines) + "\n"


def _mysql_slow(d: _Draw) -> str:
    lines = [
        "/rdsdbbin/mysql/bin/mysqld, Version: 8.0.33 (Source distribution). started with:",
        "Time                 Id Command    Argument",
    ]
    for _ in range(5):
        login = d.login()
        lines += [
            f"# Time: {DATE(d.iso(6))}", f"# User@Host: {USERNAME(login)}[{USERNAME(login)}] @  [{IP(d.ip())}]  Id: {d.digits(5)}",
            f"# Query_time: 2.{d.digits(6)}  Lock_time: 0.000{d.digits(3)} Rows_sent: 1  Rows_examined: {d.digits(8)}",
            f"SET timestamp={d.randint(1_600_000_000, 1_760_000_000)};",
            d.choice(("SELECT COUNT(*) FROM orders WHERE status = 3;", f"SELECT id FROM users WHERE email = '{EMAIL('x.y@corp.example')}';")),
        ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _mysql_audit(d: _Draw) -> str:
    lines = []
    for index in range(8):
        stamp = DATE(f"{d.day().replace('-', '')} {d.clock()}")
        query = d.choice(("SELECT 1", "UPDATE stock SET qty = 1200 WHERE id = 884213377", "SET autocommit=0"))
        lines.append(
            f"{stamp},ip-10-3-4-{index},{d.choice(('rdsadmin', USERNAME(d.login())))},{IP(d.ip())},{d.digits(4)},{d.digits(8)},QUERY,shop,'{query}',0"
        )
    return "\n".join(lines) + "\n"


def _kubernetes(d: _Draw) -> str:
    lines = []
    for _ in range(6):
        login = d.login()
        person = d.random() < 0.6
        user: dict[str, object] = {
            "username": "system:serviceaccount:kube-system:aws-node",
            "uid": d.uuid(),
            "groups": ["system:serviceaccounts"],
        }
        if person:
            user = {
                "username": USERNAME(login), "uid": f"aws-iam-authenticator:{d.account()}:AROA{d.hex(17).upper()}", "groups": ["system:masters"],
                "extra": {"arn": [f"arn:aws:sts::{d.account()}:assumed-role/Admin/{USERNAME(login)}"], "sessionName": [USERNAME(login)]},
            }  # fmt: skip
        lines.append(to_json({
            "kind": "Event", "apiVersion": "audit.k8s.io/v1", "level": "Metadata", "auditID": d.uuid(), "stage": "ResponseComplete",
            "requestURI": "/api/v1/namespaces/default/pods?limit=500", "verb": "list", "user": user, "sourceIPs": [IP(d.ip())],
            "userAgent": "kubectl/v1.27.4 (linux/amd64) kubernetes/fa3d799", "objectRef": {"resource": "pods", "namespace": "default", "name": "web-6d4cf56db6-x2x7k", "apiVersion": "v1"},
            "responseStatus": {"metadata": {}, "code": 200}, "requestReceivedTimestamp": DATE(d.iso(6)), "stageTimestamp": DATE(d.iso(6)),
            "annotations": {"authorization.k8s.io/decision": "allow", "authorization.k8s.io/reason": ""},
        }, separators=(",", ":")))  # fmt: skip
    return "\n".join(lines) + "\n"


def _config(d: _Draw) -> str:
    items = []
    for _ in range(5):
        login, account = d.login(), d.account()
        if d.random() < 0.4:
            items.append({
                "relationships": [{"resourceId": f"AGPA{d.hex(17).upper()}", "resourceName": "Developers", "resourceType": "AWS::IAM::Group", "name": "Is attached to Group"}],
                "configuration": {"path": "/", "userName": USERNAME(login), "userId": f"AIDA{d.hex(17).upper()}", "arn": f"arn:aws:iam::{account}:user/{USERNAME(login)}", "createDate": DATE(d.iso(3))},
                "configurationItemVersion": "1.3", "configurationItemCaptureTime": DATE(d.iso(3)), "configurationStateId": d.randint(10**12, 10**13 - 1), "awsAccountId": account,
                "configurationItemStatus": "OK", "resourceType": "AWS::IAM::User", "resourceId": f"AIDA{d.hex(17).upper()}", "resourceName": USERNAME(login),
            })  # fmt: skip
        else:
            items.append({
                "relationships": [{"resourceId": f"vpc-{d.hex(17)}", "resourceType": "AWS::EC2::VPC", "name": "Is contained in Vpc"}],
                "configuration": {"volumeId": f"vol-{d.hex(17)}", "size": 100, "iops": 3000, "ownerId": account, "privateIpAddress": IP("10.77.3.12")},
                "supplementaryConfiguration": {}, "tags": {"Environment": "production", "CostCenter": "81442"},
                "configurationItemCaptureTime": DATE(d.iso(3)), "awsAccountId": account, "configurationItemStatus": "ResourceDiscovered",
                "resourceType": "AWS::EC2::Volume", "resourceId": f"vol-{d.hex(17)}", "resourceCreationTime": DATE(d.iso(3)),
            })  # fmt: skip
    return to_json(
        {"fileVersion": "1.0", "configSnapshotId": d.uuid(), "configurationItems": items}, separators=(",", ":")
    )


_KINDS: dict[str, Callable[[_Draw], str]] = {
    "vpc_flow": _vpc_flow,
    "vpc_flow_custom": _vpc_flow_custom,
    "alb": _alb,
    "nlb": _nlb,
    "clb": _clb,
    "s3_access": _s3_access,
    "cloudfront": _cloudfront,
    "cloudtrail": _cloudtrail,
    "waf": _waf,
    "route53_resolver": _resolver,
    "mysql_slow": _mysql_slow,
    "mysql_audit": _mysql_audit,
    "kubernetes_audit": _kubernetes,
    "config_snapshot": _config,
}

KINDS = tuple(_KINDS)


def document(kind: str, seed: int) -> str:
    """A marked log of that kind; the same for the same seed."""
    return _KINDS[kind](_Draw(f"{kind} {seed}"))
