"""Addresses of the whole product: each room lists its own."""

from django.urls import include, path

from shuniu.kernel.platform.api.urls import api_urls
from shuniu.kernel.platform.screens import views as screens

urlpatterns = [
    path("matters/<row:pk>/", screens.matter),
    path("matters/<row:pk>/print/<str:form>.pdf", screens.print_form),
    path("act/<str:name>/", screens.act),
    path("api/", api_urls),
    path("choose/<str:name>/", screens.choose),
    path("", include("shuniu.desk.signing_in.urls")),
    path("", include("shuniu.desk.console.urls")),
    path("", include("shuniu.demo.urls")),
    path("", include("shuniu.desk.urls")),
    path("", include("shuniu.modules.documents.incoming.urls")),
    path("", include("shuniu.modules.documents.outgoing.urls")),
    path("", include("shuniu.modules.documents.seals.urls")),
    path("", include("shuniu.modules.confidential.incidents.urls")),
    path("", include("shuniu.modules.confidential.reviews.urls")),
    path("", include("shuniu.modules.confidential.room.urls")),
]

handler400 = "shuniu.desk.faults.bad_request"
handler403 = "shuniu.desk.faults.forbidden"
handler404 = "shuniu.desk.faults.not_found"
handler500 = "shuniu.desk.faults.failed"
