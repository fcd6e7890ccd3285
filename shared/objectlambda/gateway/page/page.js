"use strict";

// Whatever comes from an object is put in as text, never as markup; the page's policy enforces it.

const HUES = {
  NAME: 6, USERNAME: 6, EMAIL: 5, URL: 5, PHONE: 3, ADDRESS: 4, DATE_TIME: 9, AGE: 9, SSN: 0, PASSPORT_NUMBER: 0,
  DRIVER_ID: 0, CREDIT_DEBIT_NUMBER: 1, CREDIT_DEBIT_CVV: 1, CREDIT_DEBIT_EXPIRY: 1, BANK_ACCOUNT_NUMBER: 2,
  BANK_ROUTING: 2, INTERNATIONAL_BANK_ACCOUNT_NUMBER: 2, SWIFT_CODE: 2, IP_ADDRESS: 7, MAC_ADDRESS: 7,
  PASSWORD: 8, PIN: 8, AWS_ACCESS_KEY: 8, AWS_SECRET_KEY: 8,
};

const state = { points: [], signed: false, region: "", point: "", prefix: "", key: "", member: "", hidden: new Set(), snippet: "boto3", asked: 0 };

const TOKEN = new URLSearchParams(location.search).get("token") ?? "";

const by = (id) => document.getElementById(id);

function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") made.className = value;
    else if (name === "on") for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    else if (value !== null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

function say(text, failed = false) {
  by("status").textContent = text;
  by("status").className = failed ? "status failed" : text.endsWith("…") ? "status" : "status spoken";
}

async function ask(path, parameters = {}, text = null) {
  const query = new URLSearchParams(parameters).toString();
  const request = { headers: { accept: "application/json", "x-objectlambda-token": TOKEN } };
  if (text !== null) Object.assign(request, { method: "POST", body: text });
  const response = await fetch(`api/${path}${query ? `?${query}` : ""}`, request);
  const value = await response.json();
  if (value.error) throw new Error(`${value.error.status} ${value.error.code}: ${value.error.message}`);
  return value;
}

function bytes(count) {
  if (count === null || count === undefined) return "not told";
  if (count < 1000) return `${count} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let value = count / 1000;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) { value /= 1000; unit += 1; }
  return `${value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 2 : 1 })} ${units[unit]}`;
}

const milliseconds = (value) => `${value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 })} ms`;

function hue(type) {
  if (type in HUES) return `hue-${HUES[type]}`;
  let sum = 0;
  for (const character of type) sum += character.charCodeAt(0);
  return `hue-${sum % 10}`;
}

// ---- access points and objects

function showPoints() {
  by("points").replaceChildren(...state.points.map((point) => element("li", {},
    element("button", { type: "button", "aria-current": String(point.name === state.point), "data-name": point.name, on: { click: () => go(point.name, state.key && point.name !== state.point ? state.key : "") } },
      element("span", { class: "name" }, point.name),
      element("span", { class: "badge" }, point.functions.join(" + ").replaceAll("_", " "))))));
}

function showCrumbs() {
  const parts = state.prefix.split("/").filter(Boolean);
  const nodes = [];
  if (parts.length) {
    nodes.push(element("button", { type: "button", on: { click: () => list("", "", true) } }, state.point));
    parts.forEach((part, index) => {
      nodes.push(" / ");
      const prefix = `${parts.slice(0, index + 1).join("/")}/`;
      nodes.push(element("button", { type: "button", on: { click: () => list(prefix, "", true) } }, part));
    });
  }
  by("crumbs").replaceChildren(...nodes);
}

function entry(name, note, key, choose) {
  const current = Boolean(key) && key === state.key;
  return element("li", {}, element("button", { type: "button", "aria-current": String(current), "data-key": key, on: { click: choose } },
    element("span", { class: "name" }, name), element("span", { class: "size" }, note)));
}

async function list(prefix, token = "", entered = false) {
  const parameters = { access_point: state.point, prefix };
  if (token) parameters.token = token;
  try {
    const page = await ask("objects", parameters);
    if (!token) by("find").value = "";
    state.prefix = prefix;
    const folders = page.folders.map((folder) => entry(folder.slice(prefix.length), "folder", "", () => list(folder, "", true)));
    const objects = page.objects.filter((object) => object.key !== prefix).map((object) =>
      entry(object.key.slice(prefix.length), bytes(object.size), object.key, () => go(state.point, object.key)));
    if (token) by("objects").append(...folders, ...objects);
    else by("objects").replaceChildren(...folders, ...objects);
    by("more").hidden = !page.next;
    by("more").onclick = () => list(prefix, page.next);
    showCrumbs();
    narrow();
    if (entered) (by("objects").querySelector("button") ?? by("find")).focus();
    if (!by("objects").childElementCount) say("There are no objects here.");
  } catch (error) {
    say(error.message, true);
  }
}

function narrow() {
  const wanted = by("find").value.toLowerCase();
  for (const item of by("objects").children) item.hidden = !item.firstChild.firstChild.textContent.toLowerCase().includes(wanted);
}

// ---- one object

function segments(target, side) {
  target.classList.toggle("binary", Boolean(side.binary));
  target.replaceChildren(...side.segments.map((segment) => {
    if (!segment.type) return document.createTextNode(segment.text);
    const named = segment.text.startsWith(`[${segment.type}`) ? " named" : "";
    return element("mark", { class: `entity ${hue(segment.type)}${named}`, "data-type": segment.type, title: `${segment.type}, score ${segment.score}` }, segment.text);
  }));
  target.scrollTop = 0;
}

function note(side, shown) {
  const kind = side.contentType.split(";")[0];
  return [side.binary ? "binary" : side.decompressed ? "shown decompressed" : kind, side.cut ? `first ${bytes(shown)}` : ""].filter(Boolean).join(" · ");
}

function fact(name, value) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value));
}

function showFacts(seen, roundTrip) {
  const { before, after } = seen;
  const facts = [fact("Stored size", bytes(before.size)), fact("Stored, first byte", milliseconds(before.firstByteMs))];
  if (!after.error) {
    facts.push(fact("Size when read", after.size === null ? "known at its end" : bytes(after.size)));
    facts.push(fact("Read, first byte", milliseconds(after.firstByteMs)));
    facts.push(fact("Read, as shown", milliseconds(after.totalMs)));
  }
  if (seen.detectionMs !== null) {
    const count = seen.types.reduce((sum, type) => sum + type.count, 0);
    facts.push(fact("Entities", `${count} in ${milliseconds(seen.detectionMs)}`));
  }
  facts.push(fact("Whole request", milliseconds(Math.max(0, roundTrip - seen.loadingMs))));
  if (seen.loadingMs >= 100) facts.push(fact("Detector loaded, once", milliseconds(seen.loadingMs)));
  by("facts").replaceChildren(...facts);
}

function showTypes(types) {
  state.hidden.clear();
  by("filter").hidden = !types.length;
  by("types").replaceChildren(...types.map(({ type, count }) => {
    const box = element("input", { type: "checkbox", "data-type": type, on: { change: filtered } });
    box.checked = true;
    return element("label", { class: `chip ${hue(type)}` }, box, type, element("span", { class: "count" }, String(count)));
  }));
}

function filtered() {
  state.hidden = new Set([...by("types").querySelectorAll("input")].filter((box) => !box.checked).map((box) => box.dataset.type));
  for (const mark of document.querySelectorAll(".entity")) mark.classList.toggle("off", state.hidden.has(mark.dataset.type));
}

function showMembers(members) {
  by("members").hidden = members.length < 2;
  by("members").replaceChildren(...members.map((name) =>
    element("button", { type: "button", class: "quiet", "aria-current": String(name === state.member), on: { click: () => go(state.point, state.key, name) } }, name)));
}

function showSeen(seen, title, through, roundTrip) {
  by("welcome").hidden = true;
  by("object").hidden = false;
  by("key").textContent = title;
  by("through").textContent = through;
  showMembers(seen.members);
  showFacts(seen, roundTrip);
  showTypes(seen.types);
  segments(by("before"), seen.before);
  by("before-note").textContent = note(seen.before, seen.shownBytes);
  const { error } = seen.after;
  by("refused").hidden = !error;
  by("after").hidden = Boolean(error);
  by("after-note").textContent = error ? "refused" : note(seen.after, seen.shownBytes);
  if (error) {
    by("refused-code").textContent = `${error.status} ${error.code}`;
    by("refused-message").textContent = error.message;
  } else segments(by("after"), seen.after);
  if (matchMedia("(max-width: 900px)").matches) by("object").scrollIntoView();
  say(error ? `${title} was refused with ${error.status} ${error.code}.` : `${title} is shown.`);
}

async function showAs(title, through, asking) {
  const mine = state.asked += 1;
  say(`Reading ${title} …`);
  const started = performance.now();
  try {
    const seen = await asking();
    if (mine !== state.asked) return;
    showSeen(seen, title, through, performance.now() - started);
  } catch (error) {
    if (mine !== state.asked) return;
    by("object").hidden = true;
    say(error.message, true);
  }
}

const chosenPoint = () => state.points.find((candidate) => candidate.name === state.point);
const throughPoint = (point) => `through ${point.name}: ${point.functions.join(", then ").replaceAll("_", " ")}`;

async function show() {
  const parameters = { access_point: state.point, key: state.key };
  if (state.member) parameters.member = state.member;
  showSnippet();
  by("snippets").hidden = false;
  by("paste").hidden = true;
  await showAs(state.member ? `${state.key}: ${state.member}` : state.key, throughPoint(chosenPoint()), () => ask("object", parameters));
}

// ---- a pasted text

function pastingPoint() {
  const chosen = chosenPoint();
  return chosen?.detects ? chosen : state.points.find((point) => point.detects);
}

function showPaste() {
  const point = pastingPoint();
  by("paste").hidden = !point;
  by("paste-point").textContent = point?.name ?? "";
}

async function paste(event) {
  event.preventDefault();
  const point = pastingPoint();
  const text = by("text").value;
  if (!point || !text) { by("text").focus(); return; }
  by("snippets").hidden = true;
  await showAs("The pasted text", throughPoint(point), () => ask("text", { access_point: point.name }, text));
}

// ---- snippets

const python = (text) => JSON.stringify(text);
const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function memberUrl() {
  const path = [state.point, ...state.key.split("/")].map(encodeURIComponent).join("/");
  return `${location.origin}/${path}?file_name=${encodeURIComponent(state.member)}`;
}

const SNIPPETS = {
  boto3() {
    const lines = ["import boto3"];
    if (!state.signed) lines.push("from botocore import UNSIGNED", "from botocore.config import Config");
    lines.push("", "s3 = boto3.client(", `    "s3",`, `    endpoint_url=${python(location.origin)},`, `    region_name=${python(state.region)},`);
    if (!state.signed) lines.push("    config=Config(signature_version=UNSIGNED),");
    lines.push(")");
    if (state.member) lines.push(`s3.meta.events.register("before-sign.s3.GetObject", lambda request, **_: request.params.update(file_name=${python(state.member)}))`);
    lines.push(`response = s3.get_object(Bucket=${python(state.point)}, Key=${python(state.key)})`);
    lines.push(`for line in response["Body"].iter_lines():`, "    print(line.decode())");
    return lines.join("\n");
  },
  cli() {
    if (state.member) {
      const signing = state.signed ? [`--aws-sigv4 'aws:amz:${state.region}:s3'`, `--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"`] : [];
      return ["curl", "--fail", ...signing, shell(memberUrl())].join(" ");
    }
    const words = ["aws", "--endpoint-url", shell(location.origin), "--region", state.region];
    if (!state.signed) words.push("--no-sign-request");
    return [...words, "s3", "cp", shell(`s3://${state.point}/${state.key}`), "-"].join(" ");
  },
  pandas() {
    const bare = (state.member || state.key).replace(/\.(gz|bz2|zst|zz|sz|snappy|zip)$/i, "");
    const call = /\.(jsonl|ndjson)$/i.test(bare) ? ["read_json", "    lines=True,"] : /\.json$/i.test(bare) ? ["read_json", ""]
      : /\.parquet$/i.test(bare) ? ["read_parquet", ""] : ["read_csv", ""];
    if (state.member && state.signed) return `${SNIPPETS.boto3().split("\nfor line")[0]}\n\nimport pandas as pd\n\nprint(pd.${call[0]}(response["Body"]).head())`;
    if (state.member) return `import pandas as pd\n\ntable = pd.${call[0]}(${python(memberUrl())})\nprint(table.head())`;
    const lines = ["import pandas as pd", "", `table = pd.${call[0]}(`, `    ${python(`s3://${state.point}/${state.key}`)},`];
    if (call[1]) lines.push(call[1]);
    if (call[0] !== "read_parquet") lines.push("    compression=None,");
    lines.push("    storage_options={", ...(state.signed ? [] : [`        "anon": True,`]));
    lines.push(`        "client_kwargs": {"endpoint_url": ${python(location.origin)}, "region_name": ${python(state.region)}},`, "    },", ")", "print(table.head())");
    return lines.join("\n");
  },
};

function showSnippet() {
  by("snippet").textContent = SNIPPETS[state.snippet]();
  by("snippet").setAttribute("aria-labelledby", `tab-${state.snippet}`);
}

function choose(tab) {
  state.snippet = tab.id.slice(4);
  for (const other of document.querySelectorAll('[role="tab"]')) {
    other.setAttribute("aria-selected", String(other === tab));
    other.tabIndex = other === tab ? 0 : -1;
  }
  showSnippet();
}

// ---- where one is, and the keyboard

function go(point, key = "", member = "") {
  location.hash = [point, key, member].filter(Boolean).map(encodeURIComponent).join("/");
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

async function arrive() {
  const [point, key = "", member = ""] = location.hash.slice(1).split("/").map(decoded);
  const moved = point !== state.point;
  state.point = state.points.some((candidate) => candidate.name === point) ? point : state.points[0]?.name ?? "";
  state.key = state.point === point ? key : "";
  state.member = state.key ? member : "";
  showPoints();
  const folder = state.key.includes("/") ? state.key.slice(0, state.key.lastIndexOf("/") + 1) : "";
  if (moved || !by("objects").childElementCount) await list(moved ? folder : state.prefix);
  for (const button of by("objects").querySelectorAll("button")) button.setAttribute("aria-current", String(button.dataset.key === state.key && Boolean(state.key)));
  if (state.key) await show();
  else { state.asked += 1; by("object").hidden = true; by("welcome").hidden = false; showPaste(); say(""); }
}

function stepped(event) {
  if (!["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
  const buttons = [...event.currentTarget.querySelectorAll("button")].filter((button) => button.offsetParent);
  const at = buttons.indexOf(document.activeElement);
  const next = { ArrowDown: Math.min(at + 1, buttons.length - 1), ArrowUp: Math.max(at - 1, 0), Home: 0, End: buttons.length - 1 }[event.key];
  if (at >= 0) { event.preventDefault(); buttons[next].focus(); }
}

function listen() {
  document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); by("main").focus(); });
  by("points").addEventListener("keydown", stepped);
  by("objects").addEventListener("keydown", stepped);
  by("find").addEventListener("input", narrow);
  by("labels").addEventListener("change", () => { for (const id of ["before", "after"]) by(id).classList.toggle("labelled", by("labels").checked); });
  for (const [id, checked] of [["all", true], ["none", false]]) {
    by(id).addEventListener("click", () => { for (const box of by("types").querySelectorAll("input")) box.checked = checked; filtered(); });
  }
  for (const tab of document.querySelectorAll('[role="tab"]')) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const tabs = [...document.querySelectorAll('[role="tab"]')];
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
      choose(next);
      next.focus();
    });
  }
  by("copy").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(by("snippet").textContent);
      say("The snippet is in the clipboard.");
    } catch {
      getSelection().selectAllChildren(by("snippet"));
      say("The browser keeps its clipboard to itself: the snippet is selected instead.");
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !["INPUT", "TEXTAREA"].includes(document.activeElement.tagName)) { event.preventDefault(); by("find").focus(); }
  });
  for (const [from, to] of [["before", "after"], ["after", "before"]]) {
    by(from).addEventListener("scroll", () => {
      if (document.activeElement !== by(from) && !by(from).matches(":hover")) return;
      const share = by(from).scrollTop / Math.max(1, by(from).scrollHeight - by(from).clientHeight);
      by(to).scrollTop = share * (by(to).scrollHeight - by(to).clientHeight);
    }, { passive: true });
  }
  by("paste").addEventListener("submit", paste);
  window.addEventListener("hashchange", arrive);
}

async function start() {
  by("endpoint").textContent = location.origin;
  for (const id of ["before", "after"]) by(id).classList.add("labelled");
  listen();
  try {
    const told = await ask("access-points");
    Object.assign(state, { points: told.accessPoints, region: told.region, signed: told.signed });
    await arrive();
  } catch (error) {
    say(error.message, true);
  }
}

start();
