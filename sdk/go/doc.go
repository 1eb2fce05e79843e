// Package sallyport lets an agent's host ask a Sallyport gateway before it acts, and proves that what runs is what was
// allowed.
//
// A [Client] speaks the gateway's API. [Protect] wraps a function: its arguments are frozen and hashed, the gateway decides,
// people approve where they must, and the function runs with exactly the bytes that were hashed, or does not run. Failures
// are [Denied], [Rejected], [Expired], [HashMismatch] and [Unavailable], each with the gateway's stable code.
//
// Package canon holds the strict parser and the canonical forms, package receipt checks exports offline, and package tlog
// checks transparency logs. None needs anything outside Go's standard library.
package sallyport
