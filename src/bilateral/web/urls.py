"""Every address of the site. Pages live under a language; machines' addresses have none."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path

from bilateral.web import faults
from bilateral.web.accounts import views as accounts
from bilateral.web.views import (
    api,
    clearance,
    decisions,
    documents,
    home,
    plan,
    record,
    released,
    slipped,
    texts,
    withheld,
    write,
)
from bilateral.web.views.rooms import acts as in_room
from bilateral.web.views.rooms import exchange, private, public
from bilateral.web.views.work import answers as answering
from bilateral.web.views.work import clearing, files, inbox, proposing, releasing
from bilateral.web.views.work import papers as work

urlpatterns = [
    path("", home.front, name="front"),
    path("healthz", released.health, name="health"),
    path("favicon.ico", released.favicon),
    path("robots.txt", released.robots),
    path("api/plan", api.plan, name="api-plan"),
    path("api/proposals", api.proposals, name="api-proposals"),
    path("api/record", api.record, name="api-record"),
    path("api/slipped", slipped.as_json, name="api-slipped"),
    path("api/slipped.csv", slipped.as_csv, name="api-slipped-csv"),
    path("api/withheld", withheld.as_json, name="api-withheld"),
    path("api/withheld.csv", withheld.as_csv, name="api-withheld-csv"),
    path("api/documents/<path:name>", api.document, name="api-document"),
    path("api/entries/<slug:party>/<int:seq>", api.entry, name="api-entry"),
    path("api/entries/<slug:party>/<int:turn>/<int:seq>", api.entry, name="api-entry"),
    path("api/rooms/<str:pk>", public.as_json, name="api-room"),
    path("api/<path:rest>", api.nothing),
    path("exchange/", exchange.exchange, name="exchange"),
    path("log/", released.index, name="log"),
    path("log/<path:place>", released.file, name="log-file"),
    path("evidence/<str:name>", released.evidence, name="evidence"),
    path("account/oidc/", include("allauth.socialaccount.providers.openid_connect.urls")),  # servers know this address
    *i18n_patterns(
        path("", home.home, name="home"),
        path("plan/", plan.plan, name="plan"),
        path("decisions/", decisions.decisions, name="decisions"),
        path("record/", record.record, name="record"),
        path("record/<slug:party>/<int:seq>/", record.entry, name="entry"),
        path("record/<slug:party>/<int:turn>/<int:seq>/", record.entry, name="entry"),
        path("slipped/", slipped.slipped, name="slipped"),
        path("slipped/feed.atom", slipped.feed, name="slipped-feed"),
        path("withheld/", withheld.withheld, name="withheld"),
        path("about/", texts.about, name="about"),
        path("accessibility/", texts.accessibility, name="accessibility"),
        path("privacy/", texts.privacy, name="privacy"),
        path("write/", write.choose, name="write"),
        path("write/<slug:kind>/", write.write, name="write-kind"),
        path("rooms/<str:pk>/", public.page, name="public-room"),
        path("private/", private.index, name="private-rooms"),
        path("private/new/", private.new, name="private-new"),
        path("private/<str:pk>/", private.room, name="private-room"),
        path("private/<str:pk>/act/", in_room.act, name="private-act"),
        path("private/<str:pk>/send/", in_room.send, name="private-send"),
        path("private/<str:pk>/prepare/", in_room.prepare, name="private-prepare"),
        path("private/<str:pk>/record/", in_room.record, name="private-record"),
        path("private/<str:pk>/work/<str:digest>/", in_room.work, name="private-work"),
        path("inbox/", inbox.page, name="inbox"),
        path("work/", work.index, name="work-papers"),
        path("work/new/<slug:kind>/", work.new, name="work-new"),
        path("work/<int:pk>/", work.paper, name="work-paper"),
        path("work/<int:pk>/<int:number>/", work.text, name="work-text"),
        path("work/<int:pk>/change/", work.change, name="work-change"),
        path("work/<int:pk>/redline.docx", files.download, name="work-docx"),
        path("work/<int:pk>/files/", files.bring, name="work-files"),
        path("work/<int:pk>/files/<int:number>/", files.brought, name="work-file"),
        path("work/<int:pk>/propose/", proposing.propose, name="work-propose"),
        path("work/<int:pk>/clearance/", clearing.ask, name="work-ask"),
        path("work/<int:pk>/clearance/<int:turn>/", clearing.round_, name="work-round"),
        path("work/<int:pk>/clearance/change/", clearing.change, name="work-clearance-change"),
        path("work/<int:pk>/clearance.csv", clearing.table, name="work-clearance-csv"),
        path("clearance/", clearance.by_link, name="clearance-none"),
        path("clearance/<str:token>/", clearance.by_link, name="clearance"),
        path("record/<slug:party>/<int:seq>/counter/", proposing.counter, name="counter"),
        path("record/<slug:party>/<int:turn>/<int:seq>/counter/", proposing.counter, name="counter"),
        path("record/<slug:party>/<int:seq>/release/", releasing.release, name="release"),
        path("record/<slug:party>/<int:turn>/<int:seq>/release/", releasing.release, name="release"),
        path("record/<slug:party>/<int:seq>/<slug:act>/", answering.answer, name="answer"),
        path("record/<slug:party>/<int:turn>/<int:seq>/<slug:act>/", answering.answer, name="answer"),
        path("welcome/<str:token>/", accounts.welcome, name="welcome"),
        path("account/", accounts.account, name="account"),
        path("account/", include("allauth.account.urls")),
        path("account/2fa/", include("allauth.mfa.urls")),
        path("account/social/", include("allauth.socialaccount.urls")),
        path("people/", accounts.people, name="people"),
        path("people/invite/", accounts.invite, name="people-invite"),
        path("people/settings/", clearing.own_rules, name="party-settings"),
        path("people/end/", accounts.end_role, name="people-end"),
        path("people/signing/", accounts.signing, name="people-signing"),
        path("people/hand-over/", accounts.hand_over, name="people-hand-over"),
        path("pillar/<slug:party>/<slug:id>/", plan.pillar, name="pillar"),
        path("pillar/<slug:party>/<int:turn>/<slug:id>/", plan.pillar, name="pillar"),
        path("<slug:kind>/<slug:party>/<slug:id>/", documents.document, name="document"),
        path("<slug:kind>/<slug:party>/<int:turn>/<slug:id>/", documents.document, name="document"),
    ),
    re_path(r"^(?!en/|es/|api/|log/|static/)(?P<rest>.+/)$", home.unprefixed),
]

handler400 = faults.bad_request
handler403 = faults.forbidden
handler404 = faults.not_found
handler500 = faults.broken
