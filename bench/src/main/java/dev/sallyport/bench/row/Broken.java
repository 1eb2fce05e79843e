package dev.sallyport.bench.row;

/** A measurement that shows something wrong: an error answer, a lost record. Its figures are not worth printing alone. */
public final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, in one line. */
    public Broken(String what) {
        super(what);
    }
}
