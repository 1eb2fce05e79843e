package dev.sallyport.text.shell;

/** Reading stops here. */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;

    Unreadable(String why, int offset) {
        super(why, null, false, false);
        this.offset = offset;
    }

    int offset() {
        return offset;
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
