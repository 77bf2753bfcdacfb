"""Last days in one's own calendar: links to make and take back, and the feed behind them."""
