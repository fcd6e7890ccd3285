"""Access logs of AWS's load balancers: application, network and classic; their connection logs.

Columns: docs.aws.amazon.com/elasticloadbalancing, "Access logs" and "Connection logs" of each kind of load balancer.
"""

from __future__ import annotations

from objectlambda.pii.structure.logs.lines import columns_of
from objectlambda.pii.structure.logs.log_format import format_of_lines

_TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?"

FORMATS = (
    format_of_lines(
        "alb",
        rf"(?:https?|h2|grpcs?|wss?) {_TIME} \S+ \S+ \S+ -?[\d.]+ ",
        columns_of(
            "- time - endpoint:client endpoint:target -*7 free:request free:user_agent -*4 free - - time -"
            " free:redirect_url - endpoint:targets - - -"
        ),
    ),
    format_of_lines(
        "nlb",
        rf"tls \d\.\d {_TIME} net/\S+ \S+ \S+ \S+ ",
        columns_of("- - time - - endpoint:client endpoint:destination -*14 time"),
    ),
    format_of_lines(
        "clb",
        rf"{_TIME} [\w-]+ \S+:\d+ \S+ -?[\d.]+ -?[\d.]+ -?[\d.]+ (?:\d+|-) ",
        columns_of("time - endpoint:client endpoint:backend -*7 free:request free:user_agent - -"),
    ),
    format_of_lines(
        "alb_connections",
        rf"{_TIME} [\da-fA-F.:]+ \d+ \d+ \S+ \S+ \S+ \"",
        columns_of("time host:client -*5 free:subject - - - -"),
    ),
)
