"""The shapes as JSON: one rule for all, so that no surface forgets a field. Texts carry both languages."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from bilateral.values import EntryRef, Name, Text


def to_json(shape: Any) -> Any:
    """Plain values of a shape: names as text, references as objects, dates as ISO text in UTC."""
    if isinstance(shape, Text):
        return shape.to_dict()
    if isinstance(shape, Name):
        return str(shape)
    if isinstance(shape, EntryRef):
        return shape.to_json()
    if isinstance(shape, datetime):
        return shape.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(shape, date):
        return shape.isoformat()
    if is_dataclass(shape) and not isinstance(shape, type):
        return {field.name: to_json(getattr(shape, field.name)) for field in fields(shape)}
    if isinstance(shape, Mapping):
        return {str(key): to_json(value) for key, value in shape.items()}
    if isinstance(shape, (list, tuple)):
        return [to_json(item) for item in shape]
    return shape
