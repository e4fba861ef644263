"""What is not proven yet, row by row: the feature that brings the proof (ids as in the list of features)."""

#: Rows of level 1 that no test proves; none may be left.
LEVEL_1_OPEN = 0
#: Rows of level 2 that tests prove at least.
LEVEL_2_FLOOR = 88
MISSING = {
    "6.3.3": "U1: OIDC single sign-on – a second factor for every role; a code is asked of three today",
    "6.5.5": "U1: TOTP for privileged roles – codes of this half minute only; its neighbours count too today",
    "11.4.4": "U7: backup – the key of an encrypted copy is stretched from its password",
    "16.2.3": "U7: structured logs – logs go where is written down",
    "16.2.4": "U7: structured logs – logs have one format",
    "16.3.2": "U7: structured logs – refusals are recorded",
    "16.3.3": "U7: structured logs – attempts to pass controls are recorded",
}
