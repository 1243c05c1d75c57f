"""Forms generated from a kind's fields: one control per value type, nothing per kind."""

from bilateral.web.forms.controls import CONTROLS, Control
from bilateral.web.forms.form import Field, Form, bound, prefilled, views_of

__all__ = ["CONTROLS", "Control", "Field", "Form", "bound", "prefilled", "views_of"]
