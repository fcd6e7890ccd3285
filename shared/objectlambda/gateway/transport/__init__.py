"""Connections and bytes: ASGI over uvicorn, the server, and the sending of bodies."""
