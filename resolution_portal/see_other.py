from django.http import HttpResponseRedirect


class SeeOther(HttpResponseRedirect):
    """On to a page after a form was done: 303, so that every client fetches it by GET."""

    status_code = 303
