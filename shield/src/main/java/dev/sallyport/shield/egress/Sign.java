package dev.sallyport.shield.egress;

import dev.sallyport.shield.Verdict;

/** One thing that speaks against a destination or what goes there. */
record Sign(Verdict verdict, String kind, double confidence) {
    static Sign block(String kind, double confidence) {
        return new Sign(Verdict.BLOCK, kind, confidence);
    }

    static Sign warn(String kind, double confidence) {
        return new Sign(Verdict.WARN, kind, confidence);
    }
}
