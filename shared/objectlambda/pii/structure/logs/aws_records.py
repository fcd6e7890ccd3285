"""AWS's logs of JSON records: CloudTrail, WAF, Route 53 Resolver, Kubernetes audit (EKS), Config.

docs.aws.amazon.com: "CloudTrail record contents", "Log fields for web ACL traffic", "Values that appear in Resolver
query logs", "Config snapshot"; kubernetes.io/docs/reference/config-api/apiserver-audit.v1.
"""

from __future__ import annotations

import re
from functools import partial
from re import Pattern

from objectlambda.pii.rules.words import words
from objectlambda.pii.structure.logs.columns import Column
from objectlambda.pii.structure.logs.json_records import RecordLexer, RecordSchema, keys
from objectlambda.pii.structure.logs.log_format import LogFormat, names_keys

_IDENTITY = keys(
    Column.IDENTITY,
    "arn canonicalarn principalid assumedroleid assumedrolearn rolearn resourcearn federateduserid userarn",
)
_FREE_CALLS = words("requestparameters responseelements additionaleventdata serviceeventdetails insightdetails tags")

_CLOUDTRAIL = RecordSchema(
    columns={
        **keys(Column.TIME, "eventtime creationdate addendum.updatedfields expiration createdate starttime endtime"),
        **keys(Column.HOST, "sourceipaddress"),
        **keys(Column.LOGIN, "username rolesessionname sessionname source_identity sourceidentity"),
        **keys(Column.SKIP, "sessionissuer.username sessionissuer.principalid webidfederationdata.federatedprovider"),
        **keys(Column.SKIP, "requestid eventid accountid rolename policyname functionname groupname keyid bucketname"),
        **keys(Column.FREE, "useragent errormessage accesskeyid clientprovidedhostheader cloudtrailevent"),
        **_IDENTITY,
    },
    free=_FREE_CALLS,
    things=words("role awsservice awsaccount service"),
)
_WAF = RecordSchema(
    columns={
        **keys(Column.HOST, "clientip"),
        **keys(Column.FREE, "uri args headers.value matcheddata fragment"),
    },
    free=words("terminatingrulematchdetails"),
)
_RESOLVER = RecordSchema(
    columns={**keys(Column.TIME, "query_timestamp"), **keys(Column.HOST, "srcaddr rdata")},
)
_KUBERNETES = RecordSchema(
    columns={
        **keys(Column.TIME, "requestreceivedtimestamp stagetimestamp creationtimestamp timestamp starttime renewtime"),
        **keys(Column.HOST, "sourceips"),
        **keys(Column.LOGIN, "user.username impersonateduser.username sessionname"),
        **keys(Column.FREE, "useragent requesturi message accesskeyid"),
        **keys(Column.SKIP, "metadata.name namespace apiversion kind uid resourceversion"),
        **_IDENTITY,
    },
    free=words("requestobject responseobject annotations"),
)
_CONFIG = RecordSchema(
    columns={
        **keys(Column.TIME, "configurationitemcapturetime resourcecreationtime createdate launchtime createtime"),
        **keys(Column.LOGIN, "resourcename username"),
        **keys(Column.SKIP, "resourceid awsaccountid ownerid relationships.resourcename"),
        **_IDENTITY,
    },
    free=words("configuration supplementaryconfiguration tags tag"),
    kinds=frozenset({"resourcetype"}),
    people={"resourcename": "aws::iam::user"},
)


_S3_EVENT = RecordSchema(
    columns={
        **keys(Column.TIME, "eventtime"),
        **keys(Column.HOST, "sourceipaddress"),
        **keys(Column.FREE, "object.key"),
        **_IDENTITY,
    },
)
_OF_S3 = re.compile(r'"eventSource"\s*:\s*"aws:s3"')
_OF_STREAMS = re.compile(r'"eventSource"\s*:\s*"aws:')
"""What a function gets from a stream or a queue: the records carry items of a table, which are no log."""


def _format(
    name: str,
    schema: RecordSchema,
    *,
    signs: str,
    having: Pattern[str] | None = None,
    never: Pattern[str] | None = None,
) -> LogFormat:
    recognizes = names_keys(*signs.split(), having=having, never=never)
    return LogFormat(name=name, recognizes=recognizes, lexer=partial(RecordLexer, schema), json=True)


FORMATS = (
    _format("s3_event", _S3_EVENT, signs="eventVersion eventSource eventName awsRegion", having=_OF_S3),
    _format("cloudtrail", _CLOUDTRAIL, signs="eventVersion eventSource eventName awsRegion", never=_OF_STREAMS),
    _format("cloudtrail_lookup", _CLOUDTRAIL, signs="CloudTrailEvent EventSource EventName"),
    _format("waf", _WAF, signs="webaclId httpRequest action"),
    _format("route53_resolver", _RESOLVER, signs="query_name query_type rcode srcaddr"),
    _format("kubernetes_audit", _KUBERNETES, signs="auditID verb requestURI"),
    _format("config_snapshot", _CONFIG, signs="configurationItems resourceType awsAccountId"),
)
