// Package receipt checks what Sallyport writes about decisions and outcomes, offline, as spec/receipt writes it down.
//
// [Verify] reads an export or an aegis-1 chain to its end and names the first fault; [HashOf] reads one receipt;
// [Commitment] and [FactsDigest] show that erasable content is what a receipt committed to. Every function may be called
// from several goroutines.
package receipt
