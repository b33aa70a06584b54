"""Log formats, one file each. To add one: a file with its ``SHAPE``, and its line here.

Every shape looks at the content, and the surest one reads it. Those that give themselves away come first,
which saves the guessing.
"""

from __future__ import annotations

from chalkline.discover.sources.shapes.address_list import SHAPE as ADDRESS_LIST
from chalkline.discover.sources.shapes.adguard import SHAPE as ADGUARD
from chalkline.discover.sources.shapes.besides import BESIDES
from chalkline.discover.sources.shapes.dnsmasq import SHAPE as DNSMASQ
from chalkline.discover.sources.shapes.filter_csv import SHAPE as FILTER_CSV
from chalkline.discover.sources.shapes.filter_json import SHAPE as FILTER_JSON
from chalkline.discover.sources.shapes.filter_pairs import SHAPE as FILTER_PAIRS
from chalkline.discover.sources.shapes.google_oauth_csv import SHAPE as GOOGLE_OAUTH_CSV
from chalkline.discover.sources.shapes.google_token import SHAPE as GOOGLE_TOKEN
from chalkline.discover.sources.shapes.pihole import SHAPE as PIHOLE
from chalkline.discover.sources.shapes.shape import Kind, Missing, Plan, Setting, Shape, Tells
from chalkline.discover.sources.shapes.squid import SHAPE as SQUID
from chalkline.discover.sources.shapes.umbrella_dns import SHAPE as UMBRELLA_DNS
from chalkline.discover.sources.shapes.umbrella_proxy import SHAPE as UMBRELLA_PROXY
from chalkline.discover.sources.shapes.unbound import SHAPE as UNBOUND
from chalkline.discover.sources.shapes.zeek import SHAPE as ZEEK

SHAPES: dict[str, Shape] = {
    shape.name: shape
    for shape in (
        GOOGLE_TOKEN, ADGUARD, PIHOLE, ZEEK, SQUID, DNSMASQ, UNBOUND, UMBRELLA_DNS, UMBRELLA_PROXY, GOOGLE_OAUTH_CSV,
        ADDRESS_LIST, FILTER_CSV, FILTER_JSON, FILTER_PAIRS, *BESIDES,
    )
}  # fmt: skip

__all__ = ["SHAPES", "Kind", "Missing", "Plan", "Setting", "Shape", "Tells"]
