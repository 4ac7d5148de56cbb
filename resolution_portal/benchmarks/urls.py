"""The portal's map, and beside it the bare page that everything is compared with."""

from django.urls import URLPattern, URLResolver, include, path

from resolution_portal.benchmarks.bare import bare

handler400 = "resolution_portal.problems.handler400"
handler403 = "resolution_portal.problems.handler403"
handler404 = "resolution_portal.problems.handler404"
handler500 = "resolution_portal.problems.handler500"

urlpatterns: list[URLPattern | URLResolver] = [
    path("bare/", bare, name="bare"),
    path("", include("resolution_portal.urls")),
]
