"""Everything that Muster refuses, as one tree.

MusterError              str() is the sentence that a person reads
├─ Refused               what was asked can't be done; says what to do instead
│  ├─ NotUnderstood      the words could not be read: unknown verb, wrong argument
│  │  └─ Unclear         an argument, before it is said what to type instead
│  ├─ Unconfirmed        it can be done, once the person has confirmed it
│  ├─ IllegalTransition  the incident's status does not allow it
│  └─ NotFound           no such incident, entry or person here
├─ ConfigurationError    a variable or a key of the TOML file is missing or wrong
└─ InputError            a file handed to the command line can't be used
"""


class MusterError(Exception):
    """The root: `str(error)` is one whole sentence for the person who asked."""


class Refused(MusterError):
    pass


class NotUnderstood(Refused):
    pass


class Unclear(NotUnderstood):
    pass


class Unconfirmed(Refused):
    pass


class IllegalTransition(Refused):
    pass


class NotFound(Refused):
    pass


class ConfigurationError(MusterError):
    pass


class InputError(MusterError):
    pass
