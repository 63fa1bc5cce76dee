//! Text from outside: the one place that makes it harmless.
