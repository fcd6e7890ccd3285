"""Documents without personal data, full of look-alikes: no dates, no addresses, no links."""

# ruff: noqa: E501 (a line of a document stays one line here)

from __future__ import annotations

from evaluation.documents import identifiers as ids
from evaluation.documents.catalogue import skeleton
from evaluation.documents.marks import to_json
from evaluation.documents.scene import Scene
from evaluation.documents.tables import rows_as


@skeleton(clean=True)
def product_catalogue_csv(s: Scene) -> str:
    rows = [["sku", "title", "ean", "price", "stock", "warehouse_bin"]]
    for _ in range(s.n(5, 10)):
        rows.append(
            [
                ids.sku(s.r),
                s.pick(
                    "Walnut serving board",
                    "Braided USB-C cable",
                    "Ceramic pour-over",
                    "Merino beanie",
                    "Folding trestle",
                ),
                ids.digits(s.r, 13),
                f"{s.n(3, 120)}.{s.pick('00', '50', '99')}",
                str(s.n(0, 900)),
                f"{s.pick(*'ABCD')}{s.n(1, 40)}-{s.n(1, 9)}",
            ]
        )
    return rows_as(rows)


@skeleton(clean=True)
def metrics_jsonl(s: Scene) -> str:
    return (
        "\n".join(
            to_json(
                {
                    "metric": s.pick("cpu.user", "heap.used", "queue.depth"),
                    "value": s.n(0, 10**6) / 100,
                    "shard": s.n(0, 63),
                    "span_id": ids.hexa(s.r, 16),
                    "trace_id": ids.hexa(s.r, 32),
                }
            )
            for _ in range(s.n(5, 10))
        )
        + "\n"
    )


@skeleton(clean=True)
def object_manifest(s: Scene) -> str:
    return (
        "\n".join(f"{ids.hexa(s.r, 64)}  part-{i:05d}-{ids.uuid(s.r)}.snappy.parquet" for i in range(s.n(5, 9))) + "\n"
    )


@skeleton(clean=True)
def lock_file(s: Scene) -> str:
    return "\n".join(
        f'[[package]]\nname = "{s.pick("serde", "tokio", "memchr", "libc", "rayon")}"\nversion = "{s.n(0, 4)}.{s.n(0, 40)}.{s.n(0, 20)}"\nchecksum = "{ids.hexa(s.r, 64)}"\n'
        for _ in range(s.n(4, 7))
    )


@skeleton(clean=True)
def kubernetes_manifest(s: Scene) -> str:
    return f"""apiVersion: apps/v1
kind: Deployment
metadata:
  name: pricing-api
  labels: {{app: pricing, tier: backend}}
spec:
  replicas: {s.n(2, 12)}
  template:
    spec:
      containers:
        - name: pricing
          image: registry/pricing:{s.n(1, 9)}.{s.n(0, 30)}.{s.n(0, 9)}
          ports: [{{containerPort: {s.n(3000, 9000)}}}]
          resources: {{limits: {{cpu: "2", memory: 1536Mi}}}}
          livenessProbe: {{httpGet: {{path: /healthz, port: 8080}}, periodSeconds: {s.n(5, 30)}}}
"""


@skeleton(clean=True)
def sql_schema(s: Scene) -> str:
    return f"""CREATE TABLE shipments (
  shipment_id   bigint GENERATED ALWAYS AS IDENTITY,
  order_no      varchar(20) NOT NULL,
  first_name    text,
  email         text CHECK (email LIKE '%@%'),
  phone         varchar(32),
  ssn_hash      char({s.pick(40, 64)}),
  weight_grams  integer DEFAULT {s.n(1, 900)},
  PRIMARY KEY (shipment_id)
);
CREATE INDEX CONCURRENTLY shipments_order_no ON shipments USING btree (order_no) WITH (fillfactor = {s.n(70, 95)});
"""


@skeleton(clean=True)
def compiler_output(s: Scene) -> str:
    return (
        "\n".join(
            f"src/{s.pick('lexer', 'arena', 'pager')}.c:{s.n(1, 900)}:{s.n(1, 80)}: {s.pick('warning', 'note', 'error')}: {s.pick('unused variable', 'implicit conversion loses precision', 'comparison of distinct pointer types')} [-W{s.pick('unused', 'conversion', 'all')}]"
            for _ in range(s.n(5, 9))
        )
        + f"\n{s.n(1, 9)} warnings generated.\nmake: *** [Makefile:{s.n(10, 90)}: all] Error 1\n"
    )


@skeleton(clean=True)
def python_source(s: Scene) -> str:
    return f'''"""Ring buffer with a fixed capacity."""


class Ring:
    __slots__ = ("_items", "_head", "_size")

    def __init__(self, capacity: int = {s.n(16, 4096)}) -> None:
        self._items = [None] * capacity
        self._head = self._size = 0

    def push(self, item: object) -> None:
        """Overwrite the oldest item when full."""
        self._items[(self._head + self._size) % len(self._items)] = item
        if self._size == len(self._items):
            self._head = (self._head + 1) % len(self._items)
            return
        self._size += 1


MAGIC = 0x{ids.hexa(s.r, 8).upper()}
SEED = {ids.digits(s.r, 10)}
'''


@skeleton(clean=True)
def orders_without_customers_csv(s: Scene) -> str:
    rows = [["order_id", "invoice_no", "batch", "sku", "qty", "unit_price", "tracking"]]
    for _ in range(s.n(5, 9)):
        rows.append(
            [
                ids.order_id(s.r),
                f"INV-{ids.digits(s.r, 6)}",
                ids.code(s.r, 8),
                ids.sku(s.r),
                str(s.n(1, 12)),
                f"{s.n(1, 90)}.{s.n(0, 99):02d}",
                ids.not_a_card(s.r),
            ]
        )
    return rows_as(rows)


@skeleton(clean=True)
def science_explainer(s: Scene) -> str:
    return s.pick(
        "Sourdough rises because wild yeast and lactic bacteria share a bowl of flour and water. The yeast makes gas, the bacteria make acid, and the gluten holds both. Warm dough moves faster than cold dough: at 26 degrees it doubles in about five hours, at 20 degrees in nine.\n",
        "A lever trades distance for force. If the load sits 20 cm from the fulcrum and the hand 100 cm from it, the hand pushes one fifth as hard but travels five times as far. Nothing is gained for free; friction takes its share.\n",
        "Granite cools slowly, deep below the surface, so its crystals have time to grow. Basalt cools fast and its crystals stay small. Both hold feldspar; only granite shows the quartz that makes it sparkle and lasts 3 to 5 times longer underfoot.\n",
    ) + s.pick("Try it with a ruler and two coins.\n", "The same holds for most other kinds.\n", "")


@skeleton(clean=True)
def software_readme(s: Scene) -> str:
    return f"""# sift

Sort very large files in little memory.

## Install

    make && make install PREFIX=/opt/sift

## Use

    sift --key 2 --memory {s.n(64, 2048)}M --tmp /var/tmp < input.tsv > output.tsv

Options: `-r` reverse, `-n` numeric, `-u` unique. Exit status 2 when a line is longer than 65536 bytes.
Tested with GCC {s.n(9, 14)}.{s.n(1, 4)} and Clang {s.n(14, 19)}. Version {ids.version(s.r)}.
"""


@skeleton(clean=True)
def changelog(s: Scene) -> str:
    return f"""Changes in {s.n(2, 9)}.{s.n(0, 9)}.0
 * Reader: accept files without a trailing newline (issue {s.n(100, 9999)})
 * Writer: checksum is now xxh3, was crc32; old value {ids.hexa(s.r, 8)} is refused
 * Drop support for libfoo 1.{s.n(1, 9)}

Changes in {s.n(0, 1)}.{s.n(0, 9)}.{s.n(1, 9)}
 * Fix a leak of {s.n(8, 900)} bytes in the parser
"""


@skeleton(clean=True)
def recipe(s: Scene) -> str:
    return f"""Lentil soup, serves {s.n(2, 8)}

{s.n(150, 400)} g red lentils
1 onion, 2 carrots, 3 cloves of garlic
1.{s.n(0, 9)} litres of stock
1 tsp cumin, salt, lemon

Soften the onion, add everything but the lemon, simmer until the lentils fall apart. Blend half of it. Finish with lemon and black pepper.
"""


@skeleton(clean=True)
def legal_boilerplate(s: Scene) -> str:
    return (
        s.pick(
            'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT.\n',
            "Neither party shall be liable for indirect or consequential loss. The aggregate liability of the Supplier under clause 14.2 shall not exceed the Charges paid under the Order Form. If any provision is held invalid, the remainder continues in force.\n",
            "The Borrower shall deliver to the Administrative Agent a Compliance Certificate substantially in the form of Exhibit C. Capitalized terms used and not defined herein have the meanings given in Section 1.01 of the Credit Agreement.\n",
        )
        + f"Schedule {s.n(1, 9)}.{s.n(1, 9)}, paragraph {s.n(2, 40)}({s.pick('a', 'b', 'c')}).\n"
    )


@skeleton(clean=True)
def sensor_readings_csv(s: Scene) -> str:
    rows = [["seq", "sensor", "temp_c", "humidity", "battery_mv", "crc"]]
    for i in range(s.n(6, 12)):
        rows.append(
            [
                str(400100 + i),
                f"node{s.n(1, 30)}",
                f"{s.n(-10, 35)}.{s.n(0, 9)}",
                str(s.n(10, 99)),
                str(s.n(2900, 3700)),
                ids.hexa(s.r, 4),
            ]
        )
    return rows_as(rows)


@skeleton(clean=True)
def translations_json(s: Scene) -> str:
    return to_json(
        {
            "login.title": "Sign in",
            "login.password": "Password",
            "login.username": "User name",
            "form.email": "E-mail address",
            "form.phone": "Phone number",
            "form.dob": "Date of birth",
            "error.card": "Card number is not valid",
            "cart.items": "{n} items",
            "rev": s.n(1, 900),
        },
        indent=2,
    )


@skeleton(clean=True)
def html_template(s: Scene) -> str:
    return f"""<form method="post" action="/profile" id="f{s.n(1, 99)}">
  <label for="fn">First name</label><input id="fn" name="first_name" placeholder="Your first name" maxlength="{s.n(40, 80)}">
  <label for="ph">Phone</label><input id="ph" type="tel" pattern="[0-9]{{10}}">
  <label for="pw">Password</label><input id="pw" type="password" minlength="12" autocomplete="new-password">
  <button class="btn-{ids.hexa(s.r, 6)}">Save {{{{ user.name }}}}</button>
</form>
"""


@skeleton(clean=True)
def terraform_plan(s: Scene) -> str:
    return f"""# aws_sqs_queue.jobs will be updated in-place
  ~ resource "aws_sqs_queue" "jobs" {{
      ~ visibility_timeout_seconds = {s.n(30, 90)} -> {s.n(100, 900)}
        max_message_size           = 262144
        tags                       = {{ "team" = "pricing", "tier" = "backend" }}
    }}

Plan: 0 to add, 1 to change, 0 to destroy.
"""


@skeleton(clean=True)
def benchmark_table(s: Scene) -> str:
    out = ["case                 mean        p99     ops/s"]
    for name in ("parse_small", "parse_large", "encode_utf8", "hash_blocks"):
        out.append(f"{name:18s} {s.n(1, 900):6d} us {s.n(1, 9000):7d} us {s.n(100, 900000):9d}")
    return "\n".join(out) + "\n"


@skeleton(clean=True)
def environment_without_secrets(s: Scene) -> str:
    return f"""LOG_LEVEL=debug
MAX_CONNECTIONS={s.n(10, 500)}
FEATURE_NEW_CART=true
RELEASE={ids.hexa(s.r, 40)}
PASSWORD_MIN_LENGTH={s.n(8, 16)}
SESSION_TTL_SECONDS={s.n(600, 86400)}
USER_AGENT_SUFFIX=checkout/{s.n(1, 9)}.{s.n(0, 9)}
DB_PASSWORD=${{DB_PASSWORD}}
"""


@skeleton(clean=True)
def support_macro(s: Scene) -> str:
    return s.pick(
        "Thanks for reaching out! To reset the device, hold the power button for 12 seconds until the light turns amber. If that does not help, reply to this message and a colleague will arrange a replacement under warranty plan B.\n",
        "Hello {{customer.first_name}}, we received your return {{rma}}. Refunds are paid to the original payment method within 5 business days. Please keep the packing slip.\n",
        "We are sorry the tent arrived with a bent pole. No need to send it back: the spare part TX-440 is on its way, and you can use the tape in the bag in the meantime.\n",
    )


@skeleton(clean=True)
def game_log(s: Scene) -> str:
    return f"1. e4 c5 2. Nf3 d6 3. d4 cxd4 4. Nxd4 Nf6 5. Nc3 a6 6. Be2 e5 7. Nb3 Be7 8. O-O O-O {s.pick('9. Kh1', '9. Be3')} {s.pick('1-0', '0-1', '1/2-1/2')}\nElo {s.n(1200, 2700)} vs {s.n(1200, 2700)}, ECO B{s.n(80, 99)}\n"


@skeleton(clean=True)
def worker_log_without_times(s: Scene) -> str:
    return (
        "\n".join(
            f"[{s.pick('INFO', 'DEBUG', 'WARN')}] worker-{s.n(0, 15)} job={ids.uuid(s.r)} attempt={s.n(1, 5)} bytes={s.n(10**3, 10**9)} rc={s.n(0, 3)} {s.pick('done', 'retrying', 'skipped: checksum ' + ids.hexa(s.r, 32))}"
            for _ in range(s.n(5, 9))
        )
        + "\n"
    )


@skeleton("es", clean=True)
def receta(s: Scene) -> str:
    return f"""Tortilla de patatas para {s.n(2, 6)}

{s.n(400, 900)} g de patatas, {s.n(4, 8)} huevos, 1 cebolla, aceite de oliva y sal.

Se cortan las patatas en láminas finas y se pochan a fuego lento con la cebolla. Se baten los huevos, se mezcla todo y se cuaja por ambos lados. Reposar antes de servir.
"""


@skeleton("es", clean=True)
def condiciones_generales(s: Scene) -> str:
    return f"""CONDICIONES GENERALES

{s.n(1, 9)}. El vendedor entregará la mercancía en el plazo pactado. El retraso imputable a causas de fuerza mayor no dará derecho a indemnización.
{s.n(10, 19)}. La factura {s.pick("A", "B")}-{s.n(1000, 9999)} forma parte del presente documento. Las partes renuncian a cualquier otro fuero.
Referencia interna {ids.code(s.r, 10)}, revisión {s.n(1, 9)}.
"""


@skeleton("es", clean=True)
def inventario_csv(s: Scene) -> str:
    rows = [["codigo", "articulo", "cantidad", "precio", "lote"]]
    for _ in range(s.n(5, 9)):
        rows.append(
            [
                ids.sku(s.r),
                s.pick("Martillo de carpintero", "Lija grano fino", "Cola blanca", "Broca para madera"),
                str(s.n(1, 400)),
                f"{s.n(1, 90)},{s.n(0, 99):02d}",
                ids.code(s.r, 7),
            ]
        )
    return rows_as(rows, delimiter=";")


@skeleton("es", clean=True)
def manual_de_uso(s: Scene) -> str:
    return f"""Antes de encender la máquina, compruebe que el depósito esté lleno. Pulse el botón verde durante {s.n(2, 9)} segundos. Si la luz parpadea {s.n(2, 6)} veces, revise el filtro (pieza {ids.sku(s.r)}). No use disolventes. Código de error E{s.n(10, 99)}: contacte con el servicio técnico.
"""
