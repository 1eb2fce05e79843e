package dev.sallyport.action.json;

/**
 * A document, or a value made in code, that Sallyport refuses. The message names what, where and what to do, and repeats
 * at most a few characters of the document.
 */
public final class MalformedJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The offset of a fault that no single byte shows. */
    public static final int NOWHERE = -1;

    private static final int QUOTED_CHARS = 32;

    private final Refusal refusal;
    private final int offset;
    private final String what;

    /** A refusal with what was wrong: a lower-case fragment without content beyond {@link #quoted}. */
    public MalformedJson(Refusal refusal, int offset, String what) {
        super(null, null, false, false); // no stack trace: strangers cause these by the thousand
        this.what = what;
        this.refusal = refusal;
        this.offset = offset;
    }

    /** What, where and what to do, for example {@code negative zero at byte 5: send 0, or a string if the sign matters}. */
    @Override
    public String getMessage() {
        return what + (offset == NOWHERE ? "" : " at byte " + offset) + ": " + refusal.advice();
    }

    /** The stable code, for example {@code duplicate_name}. */
    public String code() {
        return refusal.code();
    }

    /** The reason as a value. */
    public Refusal refusal() {
        return refusal;
    }

    /** The byte where reading stopped, counted from 0, or {@link #NOWHERE} when no byte is to blame. */
    public int offset() {
        return offset;
    }

    /** A name in backticks for a message: printable ASCII, cut after 32 characters. */
    public static String quoted(String name) {
        var out = new StringBuilder("`");
        for (int i = 0; i < Math.min(name.length(), QUOTED_CHARS); i++) {
            char c = name.charAt(i);
            boolean plain = c >= ' ' && c < 0x7f && c != '`';
            out.append(plain ? c : '?');
        }
        return out.append(name.length() > QUOTED_CHARS ? "…`" : "`").toString();
    }
}
