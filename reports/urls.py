from django.urls import URLPattern, path

from reports.views.compare import compare
from reports.views.files import file, upload
from reports.views.fill import fill, fill_block
from reports.views.fill_send import fill_send
from reports.views.form import report_form
from reports.views.missing import missing
from reports.views.receipt import receipt
from reports.views.report import report
from reports.views.review import review
from reports.views.summary import summary
from reports.views.uploads import UploadPart, Uploads

urlpatterns: list[URLPattern] = [
    path("task/<int:task>/", report_form, name="report_form"),
    path("fill/<int:resolution>/<str:first_due_on>/", fill, name="fill"),
    path("fill/<int:resolution>/<str:first_due_on>/send/", fill_send, name="fill_send"),
    path("fill/blocks/<int:task>/", fill_block, name="fill_block"),
    path("files/", upload, name="upload"),
    path("files/<int:pk>/", file, name="file"),
    path("uploads/", Uploads.as_view(), name="uploads"),
    path("uploads/<uuid:pk>/", UploadPart.as_view(), name="upload_part"),
    path("receipts/<int:number>/", receipt, name="receipt"),
    path("review/", review, name="review"),
    path("review/missing/", missing, name="missing"),
    path("summary/", summary, name="summary"),
    path("<int:pk>/", report, name="report"),
    path("<int:pk>/compare/", compare, name="compare"),
]
