"""Values that get their name from a value beside them, from the function that is called, or from a definition."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect, detect_stream
from objectlambda.pii.detection.analyzer import Analyzer

SSN, SECRET, LOGIN = "536221234", "Tulip+Gate55", "bhadley7"
NAMED = [
    ("INSERT INTO attrs (id, attribute, value) VALUES (7,'ssn','{s}'),(8,'colour','blue');", "SSN"),
    (
        "INSERT INTO wp_usermeta (id,user_id,meta_key,meta_value) VALUES (1,1,'rich','true'),(2,1,'nickname','{l}');",
        "USERNAME",
    ),
    ("COPY attrs (k, v) FROM stdin;\ncolour\tblue\nssn\t{s}\n\\.\n", "SSN"),
    ("umeta_id,user_id,meta_key,meta_value\n1,1,colour,blue\n2,1,ssn,{s}\n3,1,size,9\n", "SSN"),
    ('{{"rows":[{{"meta_key":"ssn","meta_value":"{s}"}},{{"meta_key":"size","meta_value":"9"}}]}}', "SSN"),
    ('{{"k":"ssn","v":"{s}"}}', "SSN"),
    ('{{"key":"ssn","val":{s}}}', "SSN"),
    ('{{"title":"SSN","short_answer":"{s}"}}', "SSN"),
    ('db.setUsername("{l}");\n', "USERNAME"),
    ("builder.withPassword('{p}').build()\n", "PASSWORD"),
    ("patient.SetSsn({s});\n", "SSN"),
    ('props.put("password", "{p}");\n', "PASSWORD"),
    ('System.setProperty("db.password", "{p}")\n', "PASSWORD"),
    ('request.header("X-SSN", "{s}")\n', "SSN"),
    ("java -Xmx1g -DdbPassword={p} -jar app.jar\n", "PASSWORD"),
]
ABOVE = [
    ("env:\n- name: DB_PASSWORD\n  value: {p}\n- name: LOG\n  value: debug\n", "PASSWORD", "a.yaml"),
    ("fields:\n  - label: SSN\n    type: text\n    value: '{s}'\n", "SSN", "a.yaml"),
    ('[[fields]]\nname = "ssn"\nvalue = "{s}"\n', "SSN", "a.toml"),
    ("<?xml version='1.0'?><question><title>SSN</title></question><answer><text>{s}</text></answer>", "SSN", "a.xml"),
    ("<?xml version='1.0'?><f><k>SSN</k><v>{s}</v></f>", "SSN", "a.xml"),
    ("<?xml version='1.0'?><entry><string>password</string><string>{p}</string></entry>", "PASSWORD", "a.xml"),
    ("<?xml version='1.0'?><p><ssn><d><c>{s}</c></d></ssn></p>", "SSN", "a.xml"),
    ("<?xml version='1.0'?><p><ssn v='{s}'/></p>", "SSN", "a.xml"),
    ("<?xml version='1.0'?><doc><str name='ssn'>{s}</str><int name='size'>3</int></doc>", "SSN", "a.xml"),
    ("<html><body><div class='l'>SSN</div>\n<div class='v'>{s}</div></body></html>", "SSN", "a.html"),
    ("<html><body><input placeholder='Password' value='{p}'></body></html>", "PASSWORD", "a.html"),
    ("<html><body><span title='SSN'>{s}</span></body></html>", "SSN", "a.html"),
]  # fmt: skip
NOT_ABOVE = [
    ("<?xml version='1.0'?><p><ssn><d>x</d></ssn><order><c>{s}</c></order></p>", "a.xml"),
    ("<?xml version='1.0'?><map><entry><string>theme</string><string>{p}</string></entry></map>", "a.xml"),
    ("env:\n- name: DB_PASSWORD\n  valueFrom: x\n- name: THEME\n  value: {p}\n", "a.yaml"),
    ("<html><body><div>SSN</div><div>of the owner</div><div>{s}</div></body></html>", "a.html"),
    ("<html><body><div>Orders</div><div>{s}</div></body></html>", "a.html"),
]
NOTHING = [
    "INSERT INTO attrs (id, attribute, value) VALUES (7,'sku','{s}'),(8,'colour','blue');",
    'button.setLabel("Submit"); view.setName("main-panel"); form.addField("Name", "Required");\n',
    "java -Dfile.encoding=UTF-8 -Dorder={s} -jar app.jar\n",
]


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


@pytest.mark.parametrize(("form", "expected"), NAMED, ids=lambda value: value[:40])
def test_a_value_is_read_under_its_name(rules: Analyzer, form: str, expected: str) -> None:
    text = form.format(s=SSN, p=SECRET, l=LOGIN)
    value = {"SSN": SSN, "PASSWORD": SECRET, "USERNAME": LOGIN}[expected]
    assert [(str(one.type), text[one.start : one.end]) for one in detect(text, analyzer=rules)] == [(expected, value)]


@pytest.mark.parametrize("form", NOTHING)
def test_a_name_of_things_says_nothing_of_persons(rules: Analyzer, form: str) -> None:
    assert detect(form.format(s=SSN), analyzer=rules) == []


@pytest.mark.parametrize(("text", "kind", "key"), ABOVE)
def test_what_stands_above_a_value_names_it(text: str, kind: str, key: str) -> None:
    filled = text.format(s=SSN, p=SECRET)
    found = [(entity.type, filled[entity.start : entity.end]) for entity in detect_stream([filled], key=key)]
    assert found == [(kind, SECRET if "{p}" in text else SSN)]


@pytest.mark.parametrize(("text", "key"), NOT_ABOVE)
def test_labels_further_above_name_nothing(text: str, key: str) -> None:
    assert [*detect_stream([text.format(s=SSN, p=SECRET)], key=key)] == []


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><p>Last name: Oyelaran</p></body></html>",
        "<?xml version='1.0'?><n><d><![CDATA[Last name: Oyelaran]]></d></n>",
        "<html><body><!-- Apellidos: Oyelaran --></body></html>",
    ],
)
def test_names_behind_a_label_in_one_element_are_found(text: str) -> None:
    found = [(entity.type, text[entity.start : entity.end]) for entity in detect_stream([text], key="a.html")]
    assert found == [("NAME", "Oyelaran")]
