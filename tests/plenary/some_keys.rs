//! Public keys for tests, with their fingerprints; nothing can be signed with them, because their secret halves are gone.

pub const ONE: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGshZ0g0cu+y/561FYlBZU9sasE79W7RfWH+Vg00esRt";
pub const ONE_PRINT: &str = "SHA256:Ccnp6fixjuhrLkE1YEwWCYJFMAdrRWXsbVsgf/uLnFI";
pub const TWO: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINwYxrwrYk0MOi0VwBWsF2RFQcEC7PoBBfBbvxxVQf/O";
pub const TWO_PRINT: &str = "SHA256:vRNYkYMkK5NAa8euMHzeITQy1Mq2rj33CgiOQNWIgwY";
pub const P384: &str = "ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBA6ogg04N7nMKklxGvElAZtOj0By5X1mnt1msN2iFN5BAY21/mSaQ1XekGTpl6nwVydWOPvdwFrJi9elFpQpS5SW+LvAl/RDIiQzZmyuMugCznX15npD3eq2BI1Nz98x0Q==";
