package dev.sallyport.ledger.verify;

/** Ends a check at the first fault. Never leaves this package. */
final class Found extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Verdict.Fault fault;

    Found(String code, long line, String message) {
        super(message, null, false, false);
        this.fault = new Verdict.Fault(code, line, message);
    }

    Verdict.Fault fault() {
        return fault;
    }
}
