"""Headers that Django and django-csp don't write: what a page may use of the device, and how long it may be kept."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_OFF = ("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
        "microphone", "midi", "payment", "screen-wake-lock", "usb", "xr-spatial-tracking")  # fmt: skip
PERMISSIONS = ", ".join(f"{name}=()" for name in _OFF)
OPEN = ("/api/", "/log/")


class HeadersMiddleware:
    """Pages are asked for again each time (304 when nothing changed); any site may read the record and the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.endswith("/2fa/totp/activate/"):
            response._csp_update = {"img-src": ["data:"]}  # type: ignore[attr-defined]  # the code to scan, and nothing else
        response.headers["Permissions-Policy"] = PERMISSIONS
        response.headers["X-Frame-Options"] = "DENY"
        mine = getattr(getattr(request, "user", None), "is_authenticated", False)
        response.headers.setdefault("Cache-Control", "no-store" if mine else "no-cache")
        if request.path_info.startswith(OPEN):
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        else:
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
