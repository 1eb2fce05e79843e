package dev.sallyport.ledger.spec;

import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;

/**
 * One file and what a verifier says about it.
 *
 * @param name the folder; ends in {@code _fail} when the file is to be refused
 * @param about one sentence
 * @param options with the key when the case comes with one
 * @param expected the verdict that was written down by hand
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record VectorCase(String name, String about, VerifyOptions options, byte[] file, Expected expected) {
    /** A verdict without the words for people. */
    record Expected(String json) {
        static Expected fault(String code, long line) {
            return new Expected("{\"code\":\"" + code + "\",\"line\":" + line + ",\"verdict\":\"fault\"}\n");
        }

        static Expected of(Verdict verdict) {
            return switch (verdict) {
                case Verdict.Verified v ->
                    new Expected("{\"anchored\":" + v.anchored() + ",\"count\":" + v.count()
                            + ",\"origin\":\"" + v.origin() + "\",\"root\":\"" + v.root() + "\",\"signer\":\""
                            + (v.signer() == Verdict.SignerCheck.CHECKED ? "checked" : "unchecked")
                            + "\",\"verdict\":\"verified\"}\n");
                case Verdict.ChainOnly c ->
                    new Expected(
                            "{\"count\":" + c.count() + ",\"head\":\"" + c.head() + "\",\"verdict\":\"chain_only\"}\n");
                case Verdict.Fault f -> fault(f.code(), f.line());
            };
        }
    }
}
