"""How each product takes its lists: a sheet in, files out. Pure; no product is called from here."""

from chalkline.publish.filter_lists.forms import browsers, dns, plain, signing_in, squid
from chalkline.publish.filter_lists.forms.shape import TRIED_NAMES, File, Form, Head, Tried

FORMS: dict[str, Form] = {
    form.id: form for form in (*plain.FORMS, *dns.FORMS, *squid.FORMS, *browsers.FORMS, *signing_in.FORMS)
}

__all__ = ["FORMS", "TRIED_NAMES", "File", "Form", "Head", "Tried"]
