"""Requests as OpenTelemetry spans, where tracing is on: the only part that knows of OpenTelemetry."""
