"""HTTP in and out: a route parses, authorises, calls one function and shapes the answer."""
