"""The same visits as further products write them: those that name people, and those that name devices.

Every line follows the maker's published format; none of these is from a real file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from made_visits import Visit, as_csv, either, email, local, url, username, utc

Dress = Callable[[Sequence[Visit]], str]
UMBRELLA_HEADER = [
    "Timestamp", "Most Granular Identity", "Identities", "Internal IP", "External IP", "Action", "Query Type",
    "Response Code", "Domain", "Categories", "Most Granular Identity Type", "Identity Types", "Blocked Categories",
    "Rule ID", "Destination Countries", "Organization ID",
]  # fmt: skip
MONTHS = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]


def _lines(line: Callable[[Visit], str]) -> Dress:
    return lambda made: "".join(line(visit) + "\n" for visit in made)


def _objects(thing: Callable[[Visit], object]) -> Dress:
    return _lines(lambda visit: json.dumps(thing(visit), ensure_ascii=False))


def device(visit: Visit) -> str:
    """The address of somebody's device: the same for the same person."""
    number = int(visit.person.username[-3:]) + 60 * int(visit.person.username[-5:-3])
    return f"10.0.{number // 250}.{number % 250}"


def address_book(made: Sequence[Visit]) -> str:
    """A list that ties each device to its person."""
    return "ip,user\n" + "".join(sorted({f"{device(visit)},{visit.person.username}\n" for visit in made}))


def _umbrella(visit: Visit) -> list[str]:
    who = f"Núñez, Ana ({visit.person.email})"
    return [
        utc("%Y-%m-%d %H:%M:%S")(visit), who, f"{who},Pine,Office", "10.1.2.3", "203.0.113.9",
        either("Blocked", "Allowed")(visit), "1 (A)", "NOERROR", f"{visit.host}.", "Chat", "AD Users", "AD Users,Sites",
        "", "4417", "US", "1234567",
    ]  # fmt: skip


def _french(visit: Visit) -> str:
    return f"{visit.at.day} {MONTHS[visit.at.month - 1]} {visit.at.year} à {visit.at:%H:%M:%S}"


NAMED: dict[str, Dress] = {
    "umbrella dns, sixteen columns below a header": lambda made: as_csv(
        made, [(name, lambda visit, at=at: _umbrella(visit)[at]) for at, name in enumerate(UMBRELLA_HEADER)]
    ),
    "zscaler, columns chosen, no header": lambda made: as_csv(
        made,
        [
            ("", local("%a %b %d %H:%M:%S %Y")),
            ("", email),
            ("", lambda _: "HTTPS"),
            ("", lambda visit: f"{visit.host}/search?q=how%20to"),
            ("", either("Blocked", "Allowed")),
            ("", lambda _: "General Browsing"),
            ("", lambda visit: str(visit.bytes_out)),
            ("", lambda _: "Default Department"),
            ("", lambda _: "203.0.113.9"),
            ("", lambda _: "curl/7.68.0"),
        ],
        delimiter="\t",
        header=False,
    ),
    "zscaler, JSON": _objects(
        lambda visit: {
            "sourcetype": "zscalernss-web",
            "event": {
                "datetime": utc("%Y-%m-%d %H:%M:%S")(visit) + " UTC",
                "reason": "Not allowed here",
                "action": either("Blocked", "Allowed")(visit),
                "user": visit.person.email,
                "hostname": visit.host,
                "url": f"{visit.host}/search?q=cheat",
                "requestsize": str(visit.bytes_out),
                "ClientIP": "10.1.2.3",
                "urlcategory": "AI",
                "location": "Pine",
            },
        }
    ),
    "zscaler, pairs": _lines(
        lambda visit: "\t".join(
            (
                local("%Y-%m-%d %H:%M:%S")(visit),
                "reason=Not allowed to browse this",
                "event_id=7",
                "protocol=HTTPS",
                f"action={either('Blocked', 'Allowed')(visit)}",
                f"requestsize={visit.bytes_out}",
                f"hostname={visit.host}",
                f"user={visit.person.email}",
                f"url={visit.host}/s?q=a=b&c=d",
                "useragent=Mozilla/5.0 (X11; k=v)",
            )
        )
    ),
    "CEF behind syslog": _lines(
        lambda visit: (
            f"<134>{visit.at:%b %d %H:%M:%S} nss CEF:0|Zscaler|NSSWeblog|5.7|403|Access|3|"
            f"act={either('Blocked', 'Allowed')(visit)} app=HTTPS cat=Chat tools suser={visit.person.email} "
            f"src=10.1.2.3 request={url(visit)} out={visit.bytes_out} in=9"
        )
    ),
    "firewall pairs, date and clock apart": _lines(
        lambda visit: (
            f'date={visit.at:%Y-%m-%d} time={visit.at:%H:%M:%S} devname="pine fw" type="utm" srcip=10.1.2.3 '
            f'user="{visit.person.username}" action="{either("blocked", "passthrough")(visit)}" '
            f'hostname="{visit.host}" '
            f'sentbyte={visit.bytes_out} url="/search?q=1"'
        )
    ),
    "squid, combined": _lines(
        lambda visit: (
            f"10.1.2.3 - {visit.person.username} [{visit.at:%d/%b/%Y:%H:%M:%S %z}] "
            f'"CONNECT {visit.host}:443 HTTP/1.1" {"403" if visit.blocked else "200"} 881 "-" "Mozilla/5.0" '
            f"{'TCP_DENIED' if visit.blocked else 'TCP_TUNNEL'}:HIER_DIRECT"
        )
    ),
    "squid, behind syslog": _lines(
        lambda visit: (
            f"{visit.at:%b %e %H:%M:%S} proxy (squid-1): {visit.at.timestamp():.3f} 12 10.1.2.3 "
            f"{'TCP_DENIED/403' if visit.blocked else 'TCP_MISS/200'} 881 GET http://{visit.host}/x "
            f"{visit.person.username} "
            "HIER_DIRECT/198.51.100.9 text/html"
        )
    ),
    "french, month in words": lambda made: as_csv(
        made,
        [
            ("Horodatage", _french),
            ("Utilisateur", username),
            ("Adresse URL", url),
            ("Statut", either("Bloqué", "Autorisé")),
        ],
        delimiter=";",
    ),
    "german, bytes with dots": lambda made: as_csv(
        made,
        [
            ("Zeitpunkt", local("%d.%m.%Y %H:%M:%S")),
            ("Anmeldename", email),
            ("Zieladresse", url),
            ("Aktion", either("Gesperrt", "Zugelassen")),
            ("Gesendete Bytes", lambda visit: f"{visit.bytes_out:,}".replace(",", ".")),
        ],
        delimiter=";",
    ),
    "portuguese, yes and no": lambda made: as_csv(
        made,
        [
            ("Data e hora", local("%d/%m/%Y %H:%M:%S")),
            ("Utilizador", username),
            ("Endereço", url),
            ("Bloqueado", either("Sim", "Não")),
        ],
    ),
}

DEVICES: dict[str, Dress] = {
    "pi-hole, API": lambda made: json.dumps(
        {
            "queries": [
                {
                    "id": 1,
                    "time": visit.at.timestamp(),
                    "type": "A",
                    "domain": visit.host,
                    "cname": None,
                    "status": "GRAVITY" if visit.blocked else "FORWARDED",
                    "client": {"ip": device(visit), "name": None},
                }
                for visit in made
            ],
            "cursor": 1,
            "recordsTotal": len(made),
        }
    ),
    "pi-hole, plain": _lines(
        lambda visit: f"{visit.at.timestamp():.0f} AAAA {visit.host} {device(visit)} {1 if visit.blocked else 2} 0 3 11"
    ),
    "pi-hole, table": lambda made: as_csv(
        made,
        [
            ("id", lambda _: "1"),
            ("timestamp", lambda visit: f"{visit.at.timestamp():.0f}"),
            ("type", lambda _: "1"),
            ("status", either("4", "3")),
            ("domain", lambda visit: visit.host),
            ("client", device),
            ("forward", lambda _: ""),
        ],
    ),
    "adguard, API": lambda made: json.dumps(
        {
            "data": [
                {
                    "answer": [],
                    "client": device(visit),
                    "question": {"class": "IN", "host": visit.host, "type": "A"},
                    "reason": "FilteredBlackList" if visit.blocked else "NotFilteredNotFound",
                    "time": visit.at.isoformat(),
                }
                for visit in made
            ],
            "oldest": "",
        }
    ),
    "unbound": _lines(
        lambda visit: f"[{visit.at.timestamp():.0f}] unbound[417:0] info: {device(visit)} {visit.host}. A IN"
    ),
    "unbound behind syslog, with answers": _lines(
        lambda visit: "\n".join(
            f"{visit.at:%b %e %H:%M:%S} gate unbound[417]: [417:0] info: {device(visit)} {visit.host}. A IN{answer}"
            for answer in ("", " NOERROR 0.000012 1 61")
        )
    ),
}
