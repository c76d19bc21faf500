"""The timeline: entries, the reactions behind them, and how they are shown."""
