//! IN: documents become proposals and problems; nothing is written here.
