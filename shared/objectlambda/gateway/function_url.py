"""The gateway behind a function URL, under the name that deployed handlers import."""

from objectlambda.aws.function_url import handler_for

__all__ = ["handler_for"]
