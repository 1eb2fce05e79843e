package dev.sallyport.provenance.delegation;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** The form in which values are compared: compatible characters, one case, single spaces, no quotes around, no scheme before. */
public final class Spelling {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern SCHEME = Pattern.compile("^(?:https?|mailto|tel)://?|^mailto:");

    private Spelling() {}

    /** Of a whole text. */
    public static String plain(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return SPACE.matcher(plain).replaceAll(" ").strip();
    }

    /** Of one value: what people write around a name, a handle or an address is not part of it. */
    public static String value(String text) {
        String value = plain(text);
        int from = 0;
        int to = value.length();
        while (from < to && "'\"`<([#@".indexOf(value.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && "'\"`>)]/.,;:!?".indexOf(value.charAt(to - 1)) >= 0) {
            to--;
        }
        return value.substring(from, to);
    }

    /** Of an address of the web: without scheme, {@code www.} and a closing slash. */
    public static String url(String text) {
        String url = SCHEME.matcher(value(text)).replaceFirst("");
        return url.startsWith("www.") ? url.substring(4) : url;
    }

    /** The host of an address of the web, empty if it has none. */
    public static String host(String text) {
        String url = url(text);
        int user = url.indexOf('@');
        int end = url.length();
        for (char stop : new char[] {'/', '?', '#', '\\'}) {
            int at = url.indexOf(stop);
            end = at >= 0 && at < end ? at : end;
        }
        // What stands before an @ in an address is a name and a password, not the host.
        String host = url.substring(user >= 0 && user < end ? user + 1 : 0, end);
        int port = host.indexOf(':');
        return port >= 0 ? host.substring(0, port) : host;
    }

    /** Where a text holds that value as a whole and not within a longer one, from there on; -1 if nowhere. */
    static int within(String text, String wanted, int from) {
        for (int at = text.indexOf(wanted, from); at >= 0; at = text.indexOf(wanted, at + 1)) {
            int end = at + wanted.length();
            boolean free = (at == 0 || !joins(text.charAt(at - 1), "-_@.+/"))
                    && (end == text.length() || !joins(text.charAt(end), "-_@+"));
            if (free && !(wanted.indexOf('.') < 0 && dotted(text, end))) {
                return at;
            }
        }
        return -1;
    }

    /** Whether a word goes on behind a dot. A value with a dot of its own may end a sentence whose next begins without a space. */
    private static boolean dotted(String text, int at) {
        return at + 1 < text.length() && text.charAt(at) == '.' && Character.isLetterOrDigit(text.charAt(at + 1));
    }

    private static boolean joins(char c, String more) {
        return Character.isLetterOrDigit(c) || more.indexOf(c) >= 0;
    }
}
