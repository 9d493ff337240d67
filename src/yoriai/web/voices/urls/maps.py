"""Addresses of maps and snapshots."""

from django.urls import URLPattern, path

from ..views import maps_computing, maps_results

urlpatterns: list[URLPattern] = [
    path("c/<slug:slug>/map/", maps_results.latest, name="voices_map"),
    path("c/<slug:slug>/map/<int:number>/", maps_results.by_number, name="voices_map_number"),
    path("c/<slug:slug>/statements/<int:number>/", maps_results.statement, name="voices_statement"),
    path("desk/<slug:slug>/maps/", maps_computing.maps, name="voices_maps"),
    path("desk/<slug:slug>/maps/compute/", maps_computing.compute, name="voices_compute_map"),
    path("desk/<slug:slug>/maps/compare/", maps_computing.compare, name="voices_compare_maps"),
    path(
        "desk/<slug:slug>/maps/computations/<int:pk>/", maps_computing.computation, name="voices_computation"
    ),
    path(
        "desk/<slug:slug>/maps/computations/<int:pk>/stop/",
        maps_computing.stop,
        name="voices_stop_computation",
    ),
    path("desk/<slug:slug>/maps/<int:number>/publish/", maps_computing.publish, name="voices_publish_map"),
]
