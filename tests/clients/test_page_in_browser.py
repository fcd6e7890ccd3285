"""The page in a real browser: headless Chromium, driven by the keyboard."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import Cors, GatewayConfig
from objectlambda.gateway.page.app import own_token
from objectlambda.gateway.server import running

selenium = pytest.importorskip("selenium", reason="selenium is not installed")

from selenium.webdriver import ActionChains, Chrome, ChromeOptions, Keys  # noqa: E402 - only where it is installed
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no chromium and chromedriver: make system-deps"),
]

TICKETS = """\
id,opened,customer,email,phone,note
1001,2026-11-02 09:14,Maria Sanchez,maria.sanchez@example.com,(206) 555-0142,"Card 4111 1111 1111 1111 declined"
1002,2026-11-02 10:31,John Whitfield,jw@example.org,415-555-0188,"Moved to 1420 Harbor View Drive, Portland, OR 97201"
1003,2026-11-03 08:02,Aisha Khan,aisha.khan@example.net,+44 20 7946 0958,"Locked out from 203.0.113.77"
1004,2026-11-03 16:45,Robert Lee,rlee@example.com,312-555-0119,"SSN on file 536-22-8145 does not match"
1005,2026-11-04 11:20,Chloe Martin,cm@example.com,646-555-0173,"IBAN DE89 3704 0044 0532 0130 00 for the refund"
1006,2026-11-05 13:57,David Okafor,d.okafor@example.org,503-555-0161,"Asks for a copy of the invoice"
"""
MARKUP = '<img src=x onerror="document.title=1"><script>document.title=2</script><b>Maria Sanchez</b> jw@example.com\n'
MARKED_KEY = "<b onmouseover=x>&amp;.txt"

CONTRAST = """
const channel = (v) => v / 255 <= .03928 ? v / 255 / 12.92 : ((v / 255 + .055) / 1.055) ** 2.4;
const lightness = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
const colour = (text) => {
  const values = text.match(/[\\d.]+/g).map(Number);
  return { rgb: values.slice(0, 3), alpha: values[3] ?? 1 };
};
const ground = (node) => {
  for (; node; node = node.parentElement) {
    const found = colour(getComputedStyle(node).backgroundColor);
    if (found.alpha > .9) return found.rgb;
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? [0, 0, 0] : [255, 255, 255];
};
const poor = [];
for (const node of document.querySelectorAll("body *")) {
  const written = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  if (!written || !node.checkVisibility()) continue;
  const pair = [colour(getComputedStyle(node).color).rgb, ground(node)].map(lightness).sort((x, y) => y - x);
  const ratio = (pair[0] + .05) / (pair[1] + .05);
  if (ratio < 4.5) poor.push(`${node.tagName}.${node.className} ${node.textContent.slice(0, 20)} ${ratio.toFixed(2)}`);
}
return poor;
"""
"""What stands in less than the contrast that WCAG 2.2 asks for (AA, 4.5 to 1)."""

NAMELESS = """
const named = (node) => node.getAttribute("aria-label") || node.getAttribute("aria-labelledby")
  || node.textContent.trim() || (node.labels && node.labels.length);
return [...document.querySelectorAll("button, input, a, [tabindex='0'], [role]:not([role=status])")]
  .filter((node) => node.checkVisibility() && !named(node)).map((node) => node.outerHTML.slice(0, 80));
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("objects")
    (folder / "tickets").mkdir()
    (folder / "tickets/2026-11.csv.gz").write_bytes(gzip.compress(TICKETS.encode(), mtime=0))
    (folder / "tickets/2026-10.csv").write_text(TICKETS.replace("2026-11-", "2026-10-"))
    (folder / MARKED_KEY).write_text(MARKUP)
    samples = Path(__file__).resolve().parents[2] / "shared/objectlambda/demo/samples"
    for name in ("orders.csv.gz", "events.jsonl.zst", "reports.zip"):
        shutil.copy(samples / name, folder)
    return folder


@pytest.fixture(scope="module")
def url(folder):
    texts = (
        "files=decompress,on_uncompressed=pass",
        "redacted=pii_redaction,mask_mode=REPLACE_WITH_PII_ENTITY_TYPE",
        "guarded=pii_access_control",
        "stored=raw",
    )
    points = [parse_access_point(text, folder) for text in texts]
    with running(GatewayConfig(access_points={point.name: point for point in points}, port=0, page=True)) as url:
        yield url


@pytest.fixture(scope="module")
def opened_browser(tmp_path_factory):
    options = ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in (
        "--headless=new",
        "--no-sandbox",  # as root, as in CI, there is none to be had
        "--disable-gpu",
        "--disable-dev-shm-usage",  # containers have little of it
        "--disable-background-networking",
        "--hide-scrollbars",
        "--window-size=1440,1330",
        f"--user-data-dir={tmp_path_factory.mktemp('chromium')}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = Chrome(options=options, service=Service(DRIVER))
    yield browser
    browser.quit()


@pytest.fixture
def browser(opened_browser):
    """The browser; what it complained about meanwhile fails the test."""
    opened_browser.get_log("browser")
    yield opened_browser
    assert [line["message"] for line in opened_browser.get_log("browser")] == []


@pytest.fixture
def page(browser, url):
    def visit(fragment="", ready=".points button"):
        browser.get("about:blank")
        browser.get(f"{url}/_/?token={own_token()}{fragment}")
        waited(browser, lambda: browser.find_elements(By.CSS_SELECTOR, ready))
        return browser

    return visit


def waited(browser, condition):
    return WebDriverWait(browser, 20, 0.05).until(lambda _: condition())


def shown(browser, key):
    waited(browser, lambda: browser.find_element(By.ID, "status").get_attribute("textContent").startswith(key))


def content(browser, selector):
    return browser.find_element(By.CSS_SELECTOR, selector).get_attribute("textContent")


def press(browser, *keys):
    ActionChains(browser).send_keys(*keys).perform()


REDACTED = "#redacted/tickets%2F2026-11.csv.gz"


def test_shows_an_object_before_and_after_side_by_side(page):
    browser = page(REDACTED)
    shown(browser, "tickets/2026-11.csv.gz")
    assert content(browser, "#before") == TICKETS
    assert "1001,[DATE_TIME],[NAME],[EMAIL],[PHONE]" in content(browser, "#after")
    left, right = (browser.find_element(By.ID, name).rect for name in ("before", "after"))
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] < right["x"]
    assert "Maria Sanchez" in [mark.text for mark in browser.find_elements(By.CSS_SELECTOR, "#before mark")]
    assert "[NAME]" in [mark.text for mark in browser.find_elements(By.CSS_SELECTOR, "#after mark")]


def test_the_keyboard_reaches_everything(page):
    browser = page()
    press(browser, Keys.TAB)
    assert browser.switch_to.active_element.text == "Skip to the object"
    press(browser, Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == "main"
    browser.find_element(By.CSS_SELECTOR, ".skip").send_keys(Keys.TAB)
    press(browser, Keys.ARROW_DOWN, Keys.ENTER)
    waited(browser, lambda: browser.current_url.endswith("#redacted"))
    waited(browser, lambda: len(browser.find_elements(By.CSS_SELECTOR, "#objects button")) == 5)
    press(browser, "/")
    assert browser.switch_to.active_element.get_attribute("id") == "find"
    press(browser, "ticket", Keys.TAB, Keys.ENTER)  # into the folder
    waited(browser, lambda: "2026-11" in content(browser, "#objects"))
    waited(browser, lambda: browser.switch_to.active_element.text.startswith("2026-10"))
    press(browser, Keys.END, Keys.ENTER)
    shown(browser, "tickets/2026-11.csv.gz")
    box = browser.find_element(By.CSS_SELECTOR, "#types input")
    for _ in range(30):
        if browser.switch_to.active_element == box:
            break
        press(browser, Keys.TAB)
    press(browser, Keys.SPACE)
    assert not box.is_selected()
    for _ in range(30):
        if browser.switch_to.active_element.get_attribute("role") == "tab":
            break
        press(browser, Keys.TAB)
    press(browser, Keys.ARROW_RIGHT)
    assert content(browser, "#snippet").startswith("aws ")


def test_types_can_be_hidden_and_shown(page):
    browser = page(REDACTED)
    shown(browser, "tickets/2026-11.csv.gz")
    names = browser.find_elements(By.CSS_SELECTOR, "mark[data-type=NAME]")
    others = browser.find_elements(By.CSS_SELECTOR, "mark[data-type=EMAIL]")

    def off(marks):
        return {"off" in mark.get_attribute("class").split() for mark in marks}

    browser.find_element(By.CSS_SELECTOR, "#types input[data-type=NAME]").click()
    assert (off(names), off(others)) == ({True}, {False})
    browser.find_element(By.ID, "none").click()
    assert (off(names), off(others)) == ({True}, {True})
    browser.find_element(By.ID, "all").click()
    assert (off(names), off(others)) == ({False}, {False})


def test_says_why_an_object_is_refused(page):
    browser = page("#guarded/tickets%2F2026-11.csv.gz")
    shown(browser, "tickets/2026-11.csv.gz was refused")
    assert content(browser, "#refused-code") == "403 AccessDenied"
    assert not browser.find_element(By.ID, "after").is_displayed()
    assert browser.find_elements(By.CSS_SELECTOR, "#before mark")


def test_objects_and_keys_are_text_and_never_markup(page):
    browser = page("#redacted/%3Cb%20onmouseover%3Dx%3E%26amp%3B.txt")
    shown(browser, MARKED_KEY)
    assert content(browser, "#before") == MARKUP
    assert content(browser, "#key") == MARKED_KEY
    assert MARKED_KEY in content(browser, "#objects")
    assert browser.find_elements(By.CSS_SELECTOR, "main img, main script, #before b, #objects b, h1 b") == []
    assert browser.title == "objectlambda"


def test_a_click_reads_a_member_of_an_archive(page):
    browser = page("#files/reports.zip")
    shown(browser, "reports.zip was refused with 400 MemberRequired")
    names = [button.text for button in browser.find_elements(By.CSS_SELECTOR, "#members button")]
    assert {"january.csv", "notes.txt"} <= set(names)
    browser.find_element(By.XPATH, "//nav[@id='members']/button[.='january.csv']").click()
    shown(browser, "reports.zip: january.csv is shown")
    assert content(browser, "#after").startswith("invoice,")
    assert content(browser, "#members [aria-current=true]") == "january.csv"


def test_a_pasted_text_is_shown_redacted_and_nothing_is_kept(page, folder):
    before = sorted(folder.rglob("*"))
    browser = page("#redacted")
    waited(browser, lambda: browser.find_element(By.ID, "paste").is_displayed())
    browser.find_element(By.ID, "text").send_keys("Maria Sanchez, <b>maria.sanchez@example.com</b>")
    browser.find_element(By.ID, "look").click()
    shown(browser, "The pasted text is shown")
    assert content(browser, "#after") == "[NAME], <b>[EMAIL]</b>"
    assert "Maria Sanchez" in [mark.text for mark in browser.find_elements(By.CSS_SELECTOR, "#before mark")]
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("tab", ["boto3", "cli", "pandas"])
@pytest.mark.parametrize(
    ("place", "said", "first"),
    [
        ("#files/orders.csv.gz", "orders.csv.gz", ("product", "100000")),
        ("#files/reports.zip/january.csv", "reports.zip: january.csv", ("invoice", "78569")),
    ],
)
def test_the_snippets_run_as_they_stand(page, tab, place, said, first):
    browser = page(place)
    shown(browser, said)
    browser.find_element(By.ID, f"tab-{tab}").click()
    snippet = content(browser, "#snippet")
    environ = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        environ.pop(name, None)
    command = ["sh", "-c", snippet] if tab == "cli" else [sys.executable, "-c", snippet]
    done = subprocess.run(command, capture_output=True, text=True, env=environ, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert all(word in done.stdout for word in first)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_and_controls_have_names(page, scheme):
    browser = page()
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    for fragment, said in ((REDACTED, "tickets/"), ("#guarded/tickets%2F2026-10.csv", "tickets/"), ("", "")):
        page(fragment)
        shown(browser, said)
        assert browser.execute_script(CONTRAST) == []
        assert browser.execute_script(NAMELESS) == []
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_an_address_that_cannot_be_read_shows_the_first_access_point(page):
    browser = page("#%E0%A4%A/%")
    waited(browser, lambda: browser.find_elements(By.CSS_SELECTOR, "#objects button"))
    assert content(browser, ".points [aria-current=true] .name") == "files"


def test_fits_a_telephone(page):
    browser = page()
    small = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", small)
    page(REDACTED)
    shown(browser, "tickets/")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
    top = {name: browser.find_element(By.ID, name).rect["y"] for name in ("before", "facts")}
    assert top["before"] < top["facts"]  # what one came for stands before what it took
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_can_be_pictured(page, tmp_path):
    """The picture in the README: ``OBJECTLAMBDA_PAGE_PNG=tests/clients/page.png`` takes it anew."""
    browser = page(REDACTED)
    shown(browser, "tickets/")
    picture = Path(os.environ.get("OBJECTLAMBDA_PAGE_PNG") or tmp_path / "page.png")
    assert browser.save_screenshot(str(picture))
    assert picture.stat().st_size > 20_000


FETCH = """
const [url, done] = arguments;
fetch(url, { headers: { Range: "bytes=0-3", "x-amz-meta-mine": "1" } })
  .then(async (answer) => done([answer.status, await answer.text(), answer.headers.get("etag") !== null]))
  .catch((error) => done([String(error)]));
"""


def test_pages_of_other_origins_read_where_cors_says_so(opened_browser, folder, tmp_path):
    (tmp_path / "page.html").write_text("<title>another site</title>")
    point = parse_access_point("files=decompress,on_uncompressed=pass", folder)
    site = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        origin = f"http://127.0.0.1:{server.server_port}"
        for cors, wanted in (
            (Cors(origins=(origin,)), [206, TICKETS[:4], True]),
            (Cors(origins=("https://app.example.org",)), ["TypeError: Failed to fetch"]),
            (None, ["TypeError: Failed to fetch"]),
        ):
            with running(GatewayConfig(access_points={"files": point}, port=0, cors=cors)) as url:
                opened_browser.get(f"{origin}/page.html")
                assert opened_browser.execute_async_script(FETCH, f"{url}/files/tickets/2026-11.csv.gz") == wanted
        server.shutdown()
