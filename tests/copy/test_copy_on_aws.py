"""The copy function: S3 Batch Operations, events direct, through EventBridge and SQS; twice, late and out of order."""

from __future__ import annotations

import gzip
import json
import os
import re
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from cfnlint.decode import cfn_yaml
from copying import moto, s3

from objectlambda.aws.copy_events import parse_batch, parse_changes
from objectlambda.aws.copy_handler import TemporarilyFailed, copy_handler
from objectlambda.errors import InvalidEvent

ROOT = Path(__file__).resolve().parents[2]
KEY = "in/a b+c é.txt.gz"


class Context:
    def __init__(self, milliseconds):
        self.milliseconds = milliseconds

    def get_remaining_time_in_millis(self):
        return self.milliseconds


@pytest.fixture(scope="module")
def store():
    with moto() as url:
        yield url


@pytest.fixture
def buckets(store, request):
    client, name = s3(store), f"b{abs(hash(request.node.nodeid))}"
    for bucket in (f"{name}-raw", f"{name}-clean"):
        client.create_bucket(Bucket=bucket)
    client.put_bucket_versioning(Bucket=f"{name}-raw", VersioningConfiguration={"Status": "Enabled"})
    environ = {
        "DESTINATION": f"s3://{name}-clean/out",
        "SOURCE_PREFIX": "in/",
        "FUNCTIONS": "decompress",
        "STRIP_SUFFIX": "true",
        "S3_ENDPOINT_URL": store,
        "LOG_LEVEL": "ERROR",
    }
    return client, f"{name}-raw", f"{name}-clean", environ


def put(client, bucket, text, key=KEY):
    return client.put_object(Bucket=bucket, Key=key, Body=gzip.compress(text.encode()))["VersionId"]


def batch(bucket, *keys, schema="1.0", version=None, arguments=None):
    named = {"s3BucketArn": f"arn:aws:s3:::{bucket}"} if schema == "1.0" else {"s3Bucket": bucket}
    tasks = [
        {"taskId": f"t{number}", "s3Key": quote_plus(key), "s3VersionId": version, **named}
        for number, key in enumerate(keys)
    ]
    job = {"id": "job"} | ({"userArguments": arguments or {}} if schema == "2.0" else {})
    return {"invocationSchemaVersion": schema, "invocationId": "i1", "job": job, "tasks": tasks}


def notified(bucket, name="ObjectCreated:Put", version=None, sequencer="01", key=KEY):
    thing = {"key": quote_plus(key), "sequencer": sequencer} | ({"versionId": version} if version else {})
    record = {"eventSource": "aws:s3", "eventName": name, "s3": {"bucket": {"name": bucket}, "object": thing}}
    return {"Records": [record]}


def eventbridge(bucket, name="Object Created", version=None, sequencer="01", key=KEY):
    thing = {"key": key, "sequencer": sequencer} | ({"version-id": version} if version else {})
    return {"source": "aws.s3", "detail-type": name, "detail": {"bucket": {"name": bucket}, "object": thing}}


def queued(*bodies):
    texts = [body if isinstance(body, str) else json.dumps(body) for body in bodies]
    return {
        "Records": [
            {"eventSource": "aws:sqs", "messageId": f"m{number}", "body": text} for number, text in enumerate(texts)
        ]
    }


def text_of(client, bucket, key="out/a b+c é.txt"):
    try:
        return client.get_object(Bucket=bucket, Key=key)["Body"].read().decode()
    except client.exceptions.NoSuchKey:
        return None


@pytest.mark.parametrize("schema", ["1.0", "2.0"])
def test_a_batch_job_is_answered_task_by_task(buckets, schema):
    client, raw, clean, environ = buckets
    put(client, raw, "alpha")
    client.put_object(Bucket=raw, Key="in/plain.txt", Body=b"no format")
    event = batch(raw, KEY, "in/plain.txt", "in/absent.gz", "elsewhere.gz", schema=schema)
    answer = copy_handler(environ)(event, Context(60_000))
    codes = [result["resultCode"] for result in answer["results"]]
    assert codes == ["Succeeded", "PermanentFailure", "PermanentFailure", "PermanentFailure"]
    assert [result["taskId"] for result in answer["results"]] == ["t0", "t1", "t2", "t3"]
    assert "UnsupportedFormat" in answer["results"][1]["resultString"]
    assert "NoSuchKey" in answer["results"][2]["resultString"]
    assert {name: answer[name] for name in ("invocationSchemaVersion", "invocationId", "treatMissingKeysAs")} == {
        "invocationSchemaVersion": schema,
        "invocationId": "i1",
        "treatMissingKeysAs": "PermanentFailure",
    }
    assert text_of(client, clean) == "alpha"
    again = copy_handler(environ)(batch(raw, KEY, schema=schema), Context(60_000))
    assert '"unchanged"' in again["results"][0]["resultString"]


def test_user_arguments_of_a_job_are_settings_and_a_prefix(buckets):
    client, raw, clean, environ = buckets
    client.put_object(Bucket=raw, Key="in/plain.txt", Body=b"no format")
    arguments = {"on_uncompressed": "pass", "prefix": "job-7"}
    event = batch(raw, "in/plain.txt", schema="2.0", arguments=arguments)
    assert copy_handler(environ)(event, None)["results"][0]["resultCode"] == "Succeeded"
    assert text_of(client, clean, "out/job-7/plain.txt") == "no format"
    wrong = batch(raw, "in/plain.txt", schema="2.0", arguments={"shred": "yes"})
    result = copy_handler(environ)(wrong, None)["results"][0]
    assert (result["resultCode"], "shred" in result["resultString"]) == ("PermanentFailure", True)


def test_what_cannot_finish_in_time_writes_nothing(buckets):
    client, raw, clean, environ = buckets
    put(client, raw, "alpha")
    answer = copy_handler(environ)(batch(raw, KEY, "in/other.gz"), Context(0))
    assert [result["resultCode"] for result in answer["results"]] == ["PermanentFailure", "TemporaryFailure"]
    assert "RequestTimeout" in answer["results"][0]["resultString"]
    assert text_of(client, clean) is None


@pytest.mark.parametrize("shape", [notified, eventbridge])
def test_events_are_copied_and_removed(buckets, shape):
    client, raw, clean, environ = buckets
    removed = {notified: "ObjectRemoved:Delete", eventbridge: "Object Deleted"}[shape]
    handler = copy_handler({**environ, "DELETE_REMOVED": "true"})
    version = put(client, raw, "alpha")
    assert handler(shape(raw, version=version), None)["outcomes"][0]["status"] == "copied"
    assert handler(shape(raw, version=version), None)["outcomes"][0]["status"] == "unchanged"
    assert text_of(client, clean) == "alpha"
    assert handler(shape(raw, removed, sequencer="02"), None)["outcomes"][0]["status"] == "unchanged"  # it is there
    client.delete_object(Bucket=raw, Key=KEY)
    assert copy_handler(environ)(shape(raw, removed, sequencer="03"), None)["outcomes"][0]["status"] == "unchanged"
    assert handler(shape(raw, removed, sequencer="03"), None)["outcomes"][0]["status"] == "deleted"
    assert text_of(client, clean) is None
    assert handler(shape(raw, version=version), None)["outcomes"][0]["code"] == "Removed"  # late, and stays away
    assert text_of(client, clean) is None


def test_the_newer_object_wins_over_a_late_event(buckets):
    client, raw, clean, environ = buckets
    handler = copy_handler(environ)
    old, new = put(client, raw, "old"), put(client, raw, "new")
    handler(notified(raw, version=new, sequencer="0055AED6DCD90281E5"), None)
    for sequencer in ("0055AED6DCD90281E4", "0055AED6DCD90281E4FF"):  # a longer one is filled up at its end
        late = handler(notified(raw, version=old, sequencer=sequencer), None)
        assert late["outcomes"][0]["code"] == "CopyIsNewer"
    assert text_of(client, clean) == "new"


def test_a_queues_messages_fail_one_by_one(buckets):
    client, raw, clean, environ = buckets
    put(client, raw, "alpha")
    sns = {"Type": "Notification", "Message": json.dumps(notified(raw))}
    test = {"Service": "Amazon S3", "Event": "s3:TestEvent"}
    event = queued(sns, eventbridge(raw), "no JSON", test, {"what": "else"}, notified(raw, key="in/absent.gz"))
    answer = copy_handler(environ)(event, Context(60_000))
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m2"}, {"itemIdentifier": "m4"}]}
    assert text_of(client, clean) == "alpha"
    # What fails for good waits in the dead-letter queue; what a function refuses is done with.
    client.put_object(Bucket=raw, Key="in/plain.txt", Body=b"no format")
    closed = copy_handler({**environ, "DESTINATION": "s3://nowhere-at-all"})
    both = queued(notified(raw), notified(raw, key="in/plain.txt"))
    assert closed(both, Context(60_000)) == {"batchItemFailures": [{"itemIdentifier": "m0"}]}
    with pytest.raises(TemporarilyFailed, match="NoSuchBucket"):
        closed(notified(raw), Context(60_000))
    out_of_time = copy_handler(environ)(queued(notified(raw, sequencer="02", key="in/b.gz")), Context(0))
    assert out_of_time == {"batchItemFailures": [{"itemIdentifier": "m0"}]}
    with pytest.raises(TemporarilyFailed, match="RequestTimeout"):
        copy_handler(environ)(notified(raw, sequencer="02", key="in/b.gz"), Context(0))


def test_copies_are_not_copied_again(buckets):
    client, raw, _, environ = buckets
    put(client, raw, "alpha", key="in/out/x.gz")
    loop = {**environ, "DESTINATION": f"s3://{raw}/in/out"}
    result = copy_handler(loop)(batch(raw, "in/out/x.gz"), None)["results"][0]
    assert (result["resultCode"], "not copied again" in result["resultString"]) == ("PermanentFailure", True)
    made = copy_handler(loop)(notified(raw, key="in/out/x.gz"), None)["outcomes"][0]
    assert made["code"] == "NotSelected"
    below = batch(raw, "in/out/x.gz", schema="2.0", arguments={"prefix": "again"})
    assert "not copied again" in copy_handler(loop)(below, None)["results"][0]["resultString"]


def test_the_samples_of_awss_documentation_are_read():
    for arn, bucket in (
        ("arn:aws:s3:us-east-1:0123456788:amzn-s3-demo-bucket1", "amzn-s3-demo-bucket1"),
        ("arn:aws-cn:s3:::amzn-s3-demo-bucket1", "amzn-s3-demo-bucket1"),
        ("arn:aws:s3:us-east-1:0123456788:accesspoint/mine", "arn:aws:s3:us-east-1:0123456788:accesspoint/mine"),
    ):
        task = {"taskId": "dGFza2lk", "s3Key": "customer+Image1.jpg", "s3VersionId": None, "s3BucketArn": arn}
        [read] = parse_batch({"invocationSchemaVersion": "1.0", "job": {"id": "f3cc4f60"}, "tasks": [task]}).tasks
        assert (read.bucket, read.key, read.version) == (bucket, "customer Image1.jpg", "")
    by_sns = {"Records": [{"EventSource": "aws:sns", "Sns": {"Message": json.dumps(notified("raw"))}}]}
    assert [change.key for change in parse_changes(by_sns)] == [KEY]


def test_settings_that_are_wrong_are_told_with_each_invocation(buckets):
    _, raw, _, environ = buckets
    for wrong, said in (({"DESTINATION": "clean"}, "DESTINATION"), ({"FUNCTIONS": "shred"}, "there is no function")):
        result = copy_handler({**environ, **wrong})(batch(raw, KEY), None)["results"][0]
        assert (result["resultCode"], said in result["resultString"]) == ("PermanentFailure", True)


@pytest.mark.parametrize("raw", [None, [], {}, {"Records": [{"s3": {}, "eventName": "ObjectCreated:Put"}]}, "x"])
def test_what_is_no_event_is_refused(raw):
    with pytest.raises(InvalidEvent):
        list(parse_changes(raw))
    with pytest.raises(InvalidEvent):
        copy_handler({"DESTINATION": "s3://a"})(raw, None)


def allowed(template, **parameters):
    """(action, bucket) pairs that the function's role allows of S3, with ``parameters`` for the template."""
    conditions = {"CopiesTags": parameters.get("CopyTags"), "Deletes": parameters.get("DeleteRemoved")}
    pairs = set()
    for listed in template["Resources"]["Role"]["Properties"]["Policies"]:
        condition, policy, _ = listed.get("Fn::If", ("", listed, None))
        if condition and not conditions.get(condition):
            continue
        for statement in policy["PolicyDocument"]["Statement"]:
            place = str(statement["Resource"])
            bucket = "raw" if "SourceBucket" in place else "clean"
            actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
            pairs |= {(action, bucket) for action in actions if action.startswith("s3:")}
    return pairs


def called(records, raw):
    """(action, bucket) pairs that moto was asked for."""
    pairs = set()
    for method, path in re.findall(r'"(?:\x1b\[\d+m)*(GET|HEAD|PUT|POST|DELETE) (\S+) HTTP', "\n".join(records)):
        bucket, query = ("raw" if path.startswith(f"/{raw}/") else "clean"), path.partition("?")[2]
        action = {"GET": "GetObject", "HEAD": "GetObject", "PUT": "PutObject", "POST": "PutObject"}.get(method)
        if method == "DELETE":
            action = "AbortMultipartUpload" if "uploadId" in query else "DeleteObject"
        if "tagging" in query:
            action += "Tagging"
        if "versionId" in query:
            action = action.replace("Object", "ObjectVersion")
        pairs.add((f"s3:{action}", bucket))
    return pairs


def test_the_role_allows_what_the_function_calls_and_nothing_more(buckets, caplog):
    client, raw, _, environ = buckets
    version = put(client, raw, "alpha", key="in/t.gz")
    client.put_object_tagging(Bucket=raw, Key="in/t.gz", Tagging={"TagSet": [{"Key": "a", "Value": "b"}]})
    put(client, raw, "alpha")
    large = os.urandom(6_000_000)
    client.put_object(Bucket=raw, Key="in/cut.gz", Body=gzip.compress(large, 1)[:-9])
    handler = copy_handler({**environ, "COPY_TAGS": "true", "DELETE_REMOVED": "true", "PART_MEBIBYTES": "5"})
    client.put_object(Bucket=raw, Key="in/cut2.gz", Body=gzip.compress(large * 2, 1)[:-9])
    caplog.set_level("INFO", "werkzeug")
    caplog.clear()
    handler(batch(raw, KEY, "in/t.gz", "in/cut.gz", "in/cut2.gz", "in/absent.gz"), None)
    handler(batch(raw, "in/t.gz", version=version, schema="2.0", arguments={"prefix": "again"}), None)
    asked = called([record.getMessage() for record in caplog.records], raw)
    client.delete_object(Bucket=raw, Key=KEY)
    caplog.clear()
    handler(notified(raw, "ObjectRemoved:Delete", sequencer="FF"), None)
    asked |= called([record.getMessage() for record in caplog.records], raw)
    template = cfn_yaml.load(str(ROOT / "sam" / "copy.yaml"))
    # A tag goes with the PUT, for which S3 wants the right all the same.
    assert asked | {("s3:PutObjectTagging", "clean")} == allowed(template, CopyTags=True, DeleteRemoved=True)
