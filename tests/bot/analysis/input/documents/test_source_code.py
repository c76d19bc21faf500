"""Code that was pasted by mistake is refused; what only quotes some is read."""

from pathlib import Path

import pytest

from bot.analysis.input.documents import document
from bot.analysis.input.reading import read_input
from bot.errors import InputError


@pytest.mark.parametrize(
    "text",
    [
        "def read(path):\n    with open(path) as f:\n        return f.read()\n\nclass Foo:\n    x = 1\n",
        "import React from 'react';\n\nconst App = () => {\n  return <b>Production is down</b>;\n};\n",
        "#!/bin/bash\nset -euo pipefail\nfor f in *.log; do\n  wc -l $f\ndone\n",
        'package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Println("hello")\n}\n',
        "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n-a\n+b\n c\n",
        Path(document.__file__).read_text(),
    ],
)
def test_code_is_refused_as_what_it_is(text: str) -> None:
    with pytest.raises(InputError, match="is source code, which Muster doesn't read"):
        read_input(text, "x.txt")


@pytest.mark.parametrize(
    "text",
    [
        "Checkout fails for all users\n\n```\nimport os\nraise ValueError(x)\n```\n\nRolled back at 10:05.\nFine.\n",
        "Traceback (most recent call last):\n  File 'app.py', line 3, in <module>\nValueError: checkout failed\n",
        "2025-03-04 10:00 class Foo: restarted;\n2025-03-04 10:05 const let = 1;\nAll users were hit.\nBye.\n",
        "import failed\nThe nightly import of orders failed for all customers.\n",
    ],
)
def test_what_tells_of_a_failure_is_read(text: str) -> None:
    assert read_input(text, "x.txt").cases
