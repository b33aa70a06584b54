"""Header words of what is no log: inventories, ledgers, surveys. By the value of ``columns.Part``, best first.

Words for a part that ``columns.WORDS`` has as well are further ones, and less trusted.
"""

from __future__ import annotations

FURTHER_WORDS: dict[str, str] = {
    "user": (
        "sis id; sis user id; student id; clever user id; login id; loginid; user login; primary user; "
        "primary user upn; primary user email address; correo del alumno; id del usuario; inicio de sesion"
    ),
    "app_name": (
        "application name; applicationname; displayname; display name; app title; application title; extension name; "
        "software name; product name; product; software; program; resource name; title; name; nombre para mostrar; "
        "nombre de la app; nombre; titulo; programa; nom; anwendung; aplicativo"
    ),
    "app_id": (
        "appid; extension id; chrome app id; bundle id; bundle identifier; identifier; id; id de la extension; "
        "identificador; resource id"
    ),
    "homepage": "homepage; homepage url; homepageuri; home page; website; url; pagina principal; sitio web",
    "users": (
        "users; user count; osusercount; number of users; users count; total users; installed users; usuarios; "
        "numero de usuarios; cantidad de usuarios; utilisateurs; nutzer; benutzer"
    ),
    "devices": (
        "devices; device count; devicecount; browserdevicecount; number of devices; installs; installed devices; "
        "installations; install count; installed on; number of installations; installed; browsers; computers; "
        "computer count; number of computers; installed browsers; dispositivos; numero de dispositivos; instalaciones; "
        "equipos; appareils; gerate"
    ),
    "device": (
        "device name; devicename; deviceid; device id; computer name; computer; serial number; serialnumber; "
        "serial; udid; nombre del dispositivo; numero de serie; equipo"
    ),
    "access": (
        "access; app access; access control; state; status; account enabled; accountenabled; enabled; installation "
        "policy; install policy; policy; acceso; estado; politica"
    ),
    "scopes": (
        "requested services with scopes; requested services; servicios solicitados con alcances; servicios "
        "solicitados con permisos; servicios solicitados; permisos solicitados"
    ),
    "place": (
        "school; school name; location; location name; campus; site; site name; building; building name; ship to; "
        "organizational unit; org unit; ou; org unit path; orgunitpath; department; escuela; nombre de la escuela; "
        "plantel; ubicacion; edificio; centro; sede; sitio; unidad organizativa; unidad organizacional; departamento; "
        "which school do you work at; where do you work; en que escuela trabaja; ecole; schule"
    ),
    "publisher": "publisher; publisher name; applicationpublisher; application publisher; developer; editor; vendor",
    "vendor": (
        "vendor name; vendor; supplier; supplier name; payee; payee name; merchant; merchant name; pay to; paid to; "
        "company; vendor desc; proveedor; nombre del proveedor; beneficiario; comercio; empresa; fournisseur; "
        "lieferant; fornecedor"
    ),
    "description": (
        "description; item description; line description; line item description; invoice description; po description; "
        "item; items; memo; details; detail; purpose; comment; comments; transaction description; product; product "
        "description; descripcion; descripcion del articulo; articulo; concepto; detalle; detalles; glosa; "
        "observaciones; beschreibung; descricao"
    ),
    "amount": (
        "amount; invoice amount; line amount; check amount; payment amount; amount paid; total amount; total; net "
        "amount; extended amount; extended price; ext price; po amount; transaction amount; line total; debit; cost; "
        "total cost; importe; monto; importe total; monto total; cantidad pagada; total pagado; valor; montant; betrag"
    ),
    "fund": (
        "fund; fund name; funding source; fund code; gl account; account code; account; account number; budget code; "
        "budget account; object code; gl code; fondo; fuente de financiamiento; cuenta; cuenta contable; partida; "
        "codigo presupuestario; programa presupuestario"
    ),
    "order": (
        "po number; po no; po; purchase order; purchase order number; po num; order number; requisition; requisition "
        "number; orden de compra; numero de orden; numero de orden de compra; pedido; numero de pedido"
    ),
    "paid_on": (
        "invoice date; check date; payment date; paid date; date paid; posting date; posted date; post date; posted; "
        "transaction date; trans date; gl date; purchase date; fecha de factura; fecha de pago; fecha de cheque; fecha "
        "de la factura; fecha de transaccion; date; fecha; datum"
    ),
    "ordered_on": (
        "po date; order date; purchase order date; date ordered; requisition date; created date; fecha de orden; fecha "
        "de la orden; fecha de pedido; fecha del pedido; fecha de orden de compra"
    ),
    "role": (
        "role; your role; position; job title; job; what is your role; what best describes your role; which best "
        "describes your role; i am a; puesto; cargo; rol; funcion; cual es su puesto; cual es su rol; cual es su "
        "funcion"
    ),
    "tools": (
        "tools; ai tools; tools used; ai tools used; apps used; which tools do you use; which ai tools do you use; "
        "herramientas; herramientas de ia; que herramientas usa; que herramientas de ia usa"
    ),
}
