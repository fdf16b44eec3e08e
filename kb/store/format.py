"""How a compiled base is told from other files, and its version from others."""

APPLICATION_ID = 0x636C6772
"""Marks the file as ours: the letters `clgr`."""
FORMAT = 6
"""Version of these tables; raised with every change that an older or newer program could misread."""
