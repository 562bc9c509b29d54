"""Who hears of it: letters and the channels that carry them."""
