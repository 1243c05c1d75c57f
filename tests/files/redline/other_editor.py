"""What another official does to a redline in LibreOffice, as keys and menus would.

Run by test_libreoffice.py with the Python that Debian's python3-uno belongs to: ``other_editor.py PIPE IN OUT STEPS``.
Steps are JSON: [["accept", n], ["reject", n], ["track", true], ["type", cell, words], ["cut", cell, words],
["comment", cell, words, said]]; changes are counted as they stand at that moment.
"""

import json
import sys
import time
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def connected(pipe: str) -> Any:
    """The office program at the other end, once it listens; whoever started us ends us if it never does."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.2)


def setting(name: str, value: Any) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


class Editor:
    def __init__(self, context: Any, source: str) -> None:
        self.context = context
        self.desktop = self.service("com.sun.star.frame.Desktop")
        self.document = self.desktop.loadComponentFromURL(source, "_blank", 0, (setting("Hidden", True),))

    def service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def _settle(self, number: int, command: str) -> None:
        """Put the cursor on a tracked change and choose the menu's command."""
        changes = self.document.Redlines.createEnumeration()
        for _ in range(number):
            changes.nextElement()
        change = changes.nextElement()
        controller = self.document.CurrentController
        cursor = controller.ViewCursor
        cursor.gotoRange(change.RedlineStart, False)
        cursor.gotoRange(change.RedlineEnd, True)
        self.service("com.sun.star.frame.DispatchHelper").executeDispatch(controller.Frame, command, "", 0, ())

    def accept(self, number: int) -> None:
        self._settle(number, ".uno:AcceptTrackedChange")

    def reject(self, number: int) -> None:
        self._settle(number, ".uno:RejectTrackedChange")

    def track(self, on: bool) -> None:
        self.document.RecordChanges = on

    def type(self, cell: str, words: str) -> None:
        text = self._cell(cell)
        text.insertString(text.End, words, False)

    def cut(self, cell: str, words: str) -> None:
        self._found(cell, words).String = ""

    def comment(self, cell: str, words: str, said: str) -> None:
        note = self.document.createInstance("com.sun.star.text.textfield.Annotation")
        note.Author, note.Content = "Otra oficina", said
        note.DateTimeValue = uno.createUnoStruct("com.sun.star.util.DateTime", 0, 0, 30, 9, 27, 11, 2026, False)
        place = self._found(cell, words)
        place.Text.insertTextContent(place, note, True)

    def _cell(self, cell: str) -> Any:
        return self.document.TextTables.getByIndex(0).getCellByName(cell)

    def _found(self, cell: str, words: str) -> Any:
        text = self._cell(cell)
        at = text.String.index(words)
        cursor = text.createTextCursorByRange(text.Start)
        cursor.goRight(at, False)
        cursor.goRight(len(words), True)
        return cursor

    def save(self, target: str) -> None:
        self.document.storeToURL(target, (setting("FilterName", "MS Word 2007 XML"),))
        self.document.close(True)


def main(pipe: str, source: str, target: str, steps: str) -> None:
    editor = Editor(connected(pipe), source)
    try:
        for name, *arguments in json.loads(steps):
            getattr(editor, name)(*arguments)
        editor.save(target)
    finally:
        editor.desktop.terminate()


if __name__ == "__main__":
    main(*sys.argv[1:])
