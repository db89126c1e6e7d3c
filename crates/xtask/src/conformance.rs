//! Compares Instantly's actions with the vendor's description.
