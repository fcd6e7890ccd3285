"""Renders the Helm chart by Helm's own engine; run by the interpreter of .venv-deploy, which has it.

Reads {"values": …} as JSON from standard input for each line; writes the manifests, or the error, as JSON.
"""

from __future__ import annotations

import json
import sys

import helm_python

with helm_python.Chart.load(sys.argv[1]) as chart:
    for line in sys.stdin:
        try:
            print(json.dumps({"manifests": chart.render(json.loads(line), name="objects", namespace="storage")}))
        except helm_python.HelmError as error:
            print(json.dumps({"error": str(error)}))
report = helm_python.lint(sys.argv[1], strict=True)
print(json.dumps([message for message in report["messages"] if message["severity"] > 1]))
