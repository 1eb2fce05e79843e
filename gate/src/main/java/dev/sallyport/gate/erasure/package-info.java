/** Payloads that go while every receipt and proof stays: whose, why, and the receipt that says so. */
@NullMarked
package dev.sallyport.gate.erasure;

import org.jspecify.annotations.NullMarked;
