//! A public key in the form in which OpenSSH writes it, and whether a signature was made with it.
//! Making a signature is left to OpenSSH itself, so that a secret key never comes into this program.

use ssh_key::public::{EcdsaPublicKey, KeyData};
use ssh_key::{HashAlg, SshSig};

/// What signatures are made for: none that was made for anything else counts here, and the other way round.
pub const NAMESPACE: &str = "plenary";

/// Set by a hardware key that was touched (PROTOCOL.u2f of OpenSSH).
const TOUCHED: u8 = 0x01;
/// Set by a hardware key whose PIN was given or whose holder's finger it knew.
const HOLDER_VERIFIED: u8 = 0x04;
/// A hardware key's signature ends with one byte of flags and four of a counter.
const TRAILER: usize = 5;

/// A public key of a kind that is taken here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(ssh_key::PublicKey);

impl PublicKey {
    /// Reads the one line that OpenSSH writes into a file ending with `.pub`; the comment behind the key is passed over.
    ///
    /// # Errors
    /// What was found in its place, in words.
    pub fn read(said: &str) -> Result<PublicKey, String> {
        if said.contains("PRIVATE KEY-----") {
            return Err("this is a secret key, which stays with its holder".into());
        }
        let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
        let (line, more) = (lines.next().unwrap_or_default(), lines.next());
        if more.is_some() {
            return Err("these are several lines, and a public key is one".into());
        }
        let key = ssh_key::PublicKey::from_openssh(line)
            .map_err(|_| "this is no public key as OpenSSH writes one".to_string())?;
        let taken = matches!(
            key.key_data(),
            KeyData::Ed25519(_)
                | KeyData::Ecdsa(EcdsaPublicKey::NistP256(_))
                | KeyData::SkEd25519(_)
                | KeyData::SkEcdsaSha2NistP256(_)
        );
        match taken {
            true => Ok(PublicKey(ssh_key::PublicKey::from(key.key_data().clone()))),
            false => Err(format!("keys of the kind `{}` are not taken", key.algorithm())),
        }
    }

    /// The key on one line, without a comment.
    pub fn line(&self) -> String {
        // Only a key of a kind that is taken is in here, and each of them can be written.
        self.0.to_openssh().map(|line| line.trim_end().to_string()).unwrap_or_default()
    }

    /// Its fingerprint as `ssh-keygen -l` prints it: `SHA256:` and 43 letters.
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint(HashAlg::Sha256).to_string()
    }

    /// Whether the key is in a piece of hardware, which says how it was used.
    pub fn is_hardware(&self) -> bool {
        matches!(self.0.key_data(), KeyData::SkEd25519(_) | KeyData::SkEcdsaSha2NistP256(_))
    }

    /// Checks an armoured signature over a statement. A hardware key must have been touched, and where `holder_verified`
    /// is asked for its PIN given: OpenSSH's own verifier takes signatures that were made without them.
    ///
    /// # Errors
    /// Why the signature does not count, in words.
    pub fn verify(&self, statement: &str, armoured: &str, holder_verified: bool) -> Result<(), String> {
        let signature =
            SshSig::from_pem(armoured).map_err(|_| "it is no signature that OpenSSH made".to_string())?;
        if signature.public_key() != self.0.key_data() {
            return Err("it was made with another key".into());
        }
        if signature.namespace() != NAMESPACE {
            return Err(format!("it was made for `{}`, not for `{NAMESPACE}`", signature.namespace()));
        }
        self.0
            .verify(NAMESPACE, statement.as_bytes(), &signature)
            .map_err(|_| "it does not fit the statement".to_string())?;
        if self.is_hardware() {
            check_flags(signature.signature_bytes(), holder_verified)?;
        }
        Ok(())
    }
}

/// Whether a hardware key's signature says that it was touched, and its holder verified where that is asked for.
fn check_flags(signature: &[u8], holder_verified: bool) -> Result<(), String> {
    let flags = signature.len().checked_sub(TRAILER).map_or(0, |at| signature[at]);
    if flags & TOUCHED == 0 {
        return Err("the hardware key was not touched".into());
    }
    if holder_verified && flags & HOLDER_VERIFIED == 0 {
        return Err("the hardware key did not verify its holder, by PIN or finger".into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ED25519: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJdD7y3aLq454yWBdwLWbieU1ebz9/cu7/QEXn9OIeZJ";

    #[test]
    fn a_key_is_read_without_its_comment_and_written_on_one_line() {
        let key = PublicKey::read(&format!("\n{ED25519} tdeputy@desk-4\n")).unwrap();
        assert_eq!(key.line(), ED25519);
        assert!(key.fingerprint().starts_with("SHA256:"), "{}", key.fingerprint());
        assert!(!key.is_hardware());
    }

    #[test]
    fn what_is_no_key_that_is_taken_is_refused_in_words() {
        let rsa = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAQQDZ";
        for (said, why) in [
            ("", "this is no public key as OpenSSH writes one"),
            ("hello", "this is no public key as OpenSSH writes one"),
            (rsa, "this is no public key as OpenSSH writes one"),
            (
                "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl",
                "this is a secret key, which stays with its holder",
            ),
            (&format!("{ED25519}\n{ED25519}"), "these are several lines, and a public key is one"),
        ] {
            assert_eq!(PublicKey::read(said).unwrap_err(), why, "{said}");
        }
    }

    #[test]
    fn a_hardware_key_must_be_touched_and_where_it_is_asked_for_verify_its_holder() {
        let flagged = |flags: u8| [vec![0; 64], vec![flags], vec![0; 4]].concat();
        assert_eq!(check_flags(&flagged(TOUCHED), false), Ok(()));
        assert_eq!(check_flags(&flagged(TOUCHED | HOLDER_VERIFIED), true), Ok(()));
        assert!(check_flags(&flagged(0), false).is_err());
        assert!(check_flags(&flagged(HOLDER_VERIFIED), true).is_err());
        assert!(check_flags(&flagged(TOUCHED), true).is_err());
        assert!(check_flags(&[], false).is_err());
    }
}
