"""The first screen: what to do first, by what goes wrong when it waits."""
