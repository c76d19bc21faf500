"""A person using the page: counts what they do and finds elements. No expectations here."""

from playwright.async_api import Locator, Page


class Hands:
    """One person's actions. `steps` counts them: each click, key, typed line and choice."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.steps = 0

    # --- doing

    async def open(self, address: str) -> None:
        self.steps += 1
        await self.page.goto(address)

    async def click(self, target: Locator) -> None:
        self.steps += 1
        await target.click()

    async def hover(self, target: Locator) -> None:
        self.steps += 1
        await target.hover()

    async def fill(self, target: Locator, text: str) -> None:
        self.steps += 1
        await target.fill(text)

    async def key(self, key: str) -> None:
        self.steps += 1
        await self.page.keyboard.press(key)

    async def type(self, text: str) -> None:
        self.steps += 1
        await self.page.keyboard.type(text)

    async def say(self, text: str, box: str = "Message ") -> None:
        """Types into a message box, of the conversation or the thread (`Reply`), and sends it."""
        await self.fill(self.box(box), text)
        await self.key("Enter")

    async def react(self, message: Locator, emoji: str) -> None:
        """Reacts with the picker in the message's toolbar."""
        await self.hover(message)
        await self.click(message.get_by_role("button", name="Find another reaction", exact=True))
        await self.click(
            self.page.get_by_role("dialog", name="Emoji").get_by_role("button", name=emoji, exact=True).first
        )

    async def act_as(self, name: str) -> None:
        await self.click(self.page.get_by_role("button", name="Acting as"))
        await self.click(self.page.get_by_role("menuitemradio", name=name))
        await self.page.get_by_role("button", name=f"Acting as {name}").wait_for()

    async def go_to(self, conversation: str) -> None:
        await self.click(self.entry(conversation))

    # --- finding

    def box(self, name: str = "Message ") -> Locator:
        return self.page.get_by_role("textbox", name=name)

    def entry(self, conversation: str) -> Locator:
        """In the list of conversations."""
        return self.page.get_by_role("navigation", name="Conversations").get_by_role("button", name=conversation)

    def message(self, text: str) -> Locator:
        """The newest message of the conversation with that text in it."""
        return self.page.get_by_role("main").get_by_role("article").filter(has_text=text).last

    @property
    def card(self) -> Locator:
        """The incident's card: the message with a header."""
        return self.page.get_by_role("main").get_by_role("article").filter(has=self.page.get_by_role("heading")).first

    def in_thread(self, text: str) -> Locator:
        return self.page.get_by_role("complementary").get_by_role("article").filter(has_text=text).last

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")
