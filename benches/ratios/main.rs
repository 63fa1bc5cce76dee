//! scratch
mod chance;
mod history;
mod registers;
fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    for size in sizes {
        println!("{:?}", registers::register(std::path::Path::new("target/registers"), size));
    }
}
