"""What is not proven yet, row by row: the feature that brings the proof (ids as in the list of features)."""

#: Rows of level 1 that no test proves; none may be left.
LEVEL_1_OPEN = 0
#: Rows of level 2 that tests prove at least.
LEVEL_2_FLOOR = 90
MISSING = {
    "11.4.4": "U1: keys that can be replaced – keys from passwords are stretched",
    "16.2.3": "U2: the trail and the log – logs go where is written down",
    "16.2.4": "U2: the trail and the log – logs have one format",
    "16.3.2": "U2: the trail and the log – refusals are recorded",
    "16.3.3": "U2: the trail and the log – attempts to pass controls are recorded",
}
