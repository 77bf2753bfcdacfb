"""The front door: a resident files a complaint and hears at once what happens next."""
