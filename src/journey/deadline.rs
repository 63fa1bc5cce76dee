//! Dates as people and inspectorates write them.
