"""The node's Django app."""

from django.apps import AppConfig


class NodeConfig(AppConfig):
    name = "bilateral.node"
    label = "node"
    default_auto_field = "django.db.models.BigAutoField"
