"""`bilateral listen`: submissions in, what people read out. Works without a node."""

from bilateral.cli.listening.listen import register

__all__ = ["register"]
