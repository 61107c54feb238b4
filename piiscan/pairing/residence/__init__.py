"""Where a person lives (SPEC §4). The way in is `evidence`; what a unit's evidence comes to is said by `verdict`.

Where it is sought. `around`, `columns`, `distant`, `residing`, `homes`, `household`, `listed`
Addresses that are nobody's home, and the towns of Massachusetts. `offices`, `events`, `places`
"""
