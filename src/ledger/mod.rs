//! THE RECORD: the only writer.
