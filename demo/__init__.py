"""Bot and sandbox in one process: replay, the first look, and what tests stand on."""
