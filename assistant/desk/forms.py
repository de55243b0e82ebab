"""How forms are drawn: a label, its control, help and errors, bound together for screen readers."""

from django.forms.renderers import TemplatesSetting


class DeskForms(TemplatesSetting):
    """Draws every form by the desk's templates."""

    form_template_name = "desk/form.html"
    field_template_name = "desk/field.html"
