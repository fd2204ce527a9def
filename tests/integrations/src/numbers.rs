//! Numbers of 128 bits and of other crates: each function gives back what it was given, converted twice.

use half::{bf16, f16};
use num_bigint::{BigInt, BigUint};
use num_complex::Complex;
use pydust as py;

#[py::module]
pub mod numbers {
    use super::*;

    pub fn i128_(x: i128) -> i128 {
        x
    }
    pub fn u128_(x: u128) -> u128 {
        x
    }
    pub fn i128s(x: Vec<i128>) -> Vec<i128> {
        x
    }
    pub fn big(x: BigInt) -> BigInt {
        x
    }
    pub fn big_unsigned(x: BigUint) -> BigUint {
        x
    }
    pub fn bigs(x: Vec<BigInt>) -> Vec<BigInt> {
        x
    }
    pub fn half(x: f16) -> f16 {
        x
    }
    pub fn brain(x: bf16) -> bf16 {
        x
    }
    pub fn complex(x: Complex<f64>) -> Complex<f64> {
        x
    }
    pub fn complex32(x: Complex<f32>) -> Complex<f32> {
        x
    }
    pub fn decimal(x: rust_decimal::Decimal) -> rust_decimal::Decimal {
        x
    }
    pub fn decimals(x: Vec<rust_decimal::Decimal>) -> Vec<rust_decimal::Decimal> {
        x
    }
    pub fn big_decimal(x: bigdecimal::BigDecimal) -> bigdecimal::BigDecimal {
        x
    }
    pub fn uuid_(x: uuid::Uuid) -> uuid::Uuid {
        x
    }
}
