"""Addresses of duplicates and merging."""

from django.urls import path

from ..views import merging, twins

urlpatterns = [
    path("twins/", twins.pairs, {"kind": "person"}, name="register_twins_desk"),
    path("twins/<slug:kind>/", twins.pairs, name="register_twins"),
    path("twins/<slug:kind>/search/", twins.search, name="register_twins_search"),
    path("twins/<slug:kind>/similar/", twins.similar, name="register_similar"),
    path("twins/searches/<int:pk>/", twins.progress, name="register_twins_progress"),
    path("twins/searches/<int:pk>/stop/", twins.stop, name="register_twins_stop"),
    path("twins/pairs/<int:pk>/later/", twins.put_off, name="register_twins_put_off"),
    path(
        "twins/<slug:kind>/<int:first>/<int:second>/different/",
        twins.different,
        name="register_twins_different",
    ),
    path("merge/<slug:kind>/<int:kept>/<int:gone>/", merging.merge, name="register_merge"),
    path("merges/", merging.merges, name="register_merges"),
    path("merges/<int:pk>/", merging.made, name="register_merge_made"),
    path("merges/<int:pk>/undo/", merging.undo, name="register_undo_merge"),
]
