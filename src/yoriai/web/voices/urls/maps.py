"""Addresses of maps and snapshots."""

from django.urls import URLPattern, path

from ..views import maps_computing, maps_results

_PUBLIC = "c/<slug:slug>/"
_OWN = "voices/<slug:slug>/maps/"
_COMPUTATION = _OWN + "computations/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(_PUBLIC + "map/", maps_results.latest, name="voices_map"),
    path(_PUBLIC + "map/<int:number>/", maps_results.by_number, name="voices_map_number"),
    path(_PUBLIC + "statements/<int:number>/", maps_results.statement, name="voices_statement"),
    path(_OWN, maps_computing.maps, name="voices_maps"),
    path(_OWN + "compute/", maps_computing.compute, name="voices_compute_map"),
    path(_OWN + "compare/", maps_computing.compare, name="voices_compare_maps"),
    path(_COMPUTATION, maps_computing.computation, name="voices_computation"),
    path(_COMPUTATION + "stop/", maps_computing.stop, name="voices_stop_computation"),
    path(_OWN + "<int:number>/publish/", maps_computing.publish, name="voices_publish_map"),
]
