"""Blocks built with the typed models of Slack's SDK are accepted."""

import inspect

import pytest
from slack_sdk.models import blocks as models
from slack_sdk.models.blocks import block_elements
from slack_sdk.models.views import View

from sandbox.blockkit.elements import ELEMENTS
from sandbox.blockkit.validation import check, check_view

# Slack's reference for the element has no such property: it is for assistants.
BEYOND_THE_REFERENCE = {"button": {"agent_prompt"}}


def properties_by_kind() -> dict[str, set[str]]:
    """Every element of the SDK with what its model is built from."""
    found = {}
    for model in vars(block_elements).values():
        if isinstance(model, type) and issubclass(model, block_elements.BlockElement):
            kind = str(getattr(model, "type", None))
            found[kind] = set(inspect.signature(model).parameters) - {"others"}
    return found


PROPERTIES = properties_by_kind()


@pytest.mark.parametrize("kind", ELEMENTS)
def test_every_property_of_the_model_of_an_element_is_known(kind: str) -> None:
    element = dict.fromkeys(PROPERTIES[kind] - BEYOND_THE_REFERENCE.get(kind, set()), None) | {"type": kind}
    found = list(ELEMENTS[kind].rule(element, ""))
    assert not [problem for problem in found if "additional property" in problem]


def test_blocks_from_slacks_typed_models_are_taken() -> None:
    question = models.ConfirmObject(title="Resolve", text="This ends the nudges.", confirm="Yes", deny="No")
    choices = [models.Option(value=f"sev{n}", label=f"SEV{n}") for n in range(1, 5)]
    built = [
        models.HeaderBlock(text="SEV1"),
        models.SectionBlock(
            text=models.MarkdownTextObject(text="*Payments*"),
            fields=["*Commander* Jane", models.PlainTextObject(text="22 min")],
            accessory=models.OverflowMenuElement(action_id="more", options=choices[:2]),
        ),
        models.ActionsBlock(
            elements=[
                models.ButtonElement(text="Post update", action_id="u", value="42", style="primary"),
                models.ButtonElement(text="Resolve", action_id="r", style="danger", confirm=question),
                models.StaticSelectElement(placeholder="Severity", action_id="s", options=choices),
                models.UserSelectElement(placeholder="Commander", action_id="c", initial_user="U1"),
                models.DatePickerElement(action_id="d", initial_date="2024-01-15"),
            ]
        ),
        models.ContextBlock(
            elements=[
                models.MarkdownTextObject(text="#42"),
                models.ImageElement(image_url="https://example.com/a.png", alt_text="phases"),
            ]
        ),
        models.DividerBlock(),
        models.MarkdownBlock(text="# Review"),
        models.ImageBlock(image_url="https://example.com/a.png", alt_text="phases"),
    ]
    assert check([block.to_dict() for block in built], "message") == []


def test_a_modal_from_slacks_typed_models_is_taken() -> None:
    choices = [models.Option(value=f"sev{n}", label=f"SEV{n}", description="why") for n in range(1, 5)]
    inputs = [
        models.PlainTextInputElement(action_id="title", max_length=200, focus_on_load=True),
        models.StaticSelectElement(action_id="severity", options=choices, initial_option=choices[1]),
        models.StaticMultiSelectElement(action_id="services", options=choices),
        models.UserMultiSelectElement(action_id="people"),
        models.RadioButtonsElement(action_id="how", options=choices, initial_option=choices[0]),
        models.CheckboxesElement(action_id="private", options=choices[:1]),
        models.DateTimePickerElement(action_id="when", initial_date_time=1705327380),
        models.TimePickerElement(action_id="time", initial_time="14:05"),
        models.NumberInputElement(action_id="users", is_decimal_allowed=False, min_value="0"),
        models.UrlInputElement(action_id="link"),
        models.EmailInputElement(action_id="mail"),
        models.ConversationSelectElement(action_id="where", default_to_current_conversation=True),
    ]
    view = View(
        type="modal",
        callback_id="declare",
        title="Declare an incident",
        submit="Declare",
        close="Cancel",
        notify_on_close=True,
        private_metadata="{}",
        blocks=[
            models.InputBlock(label="Label", element=element, optional=True, hint="Hint", block_id=f"b{n}")
            for n, element in enumerate(inputs)
        ],
    )
    assert check_view(view.to_dict()) == []
