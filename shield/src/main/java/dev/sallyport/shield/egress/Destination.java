package dev.sallyport.shield.egress;

import dev.sallyport.shield.Span;
import dev.sallyport.text.decode.Decoder;
import dev.sallyport.text.host.AddressText;
import dev.sallyport.text.host.HostName;
import java.util.Locale;
import java.util.Optional;

/**
 * Where something goes, as the strictest of its readers would take it (RFC 3986; WHATWG URL for backslashes, tabs and line ends).
 *
 * @param scheme lower case; empty for a bare host
 * @param host as written, without credentials and port, lower case
 * @param name the host in its one spelling, or empty for an address or what is no name
 * @param user what stands before an at sign
 * @param rest path, query and fragment
 */
record Destination(String scheme, String host, String name, AddressText address, String user, String rest, Span span) {
    private static final int LONGEST = 1 << 13;
    private static final int LONGEST_SCHEME = 12;

    /** The address that begins at that place of a text; empty if none does. */
    static Optional<Destination> at(String text, int from, int to, Span span) {
        int end = Math.min(to, from + LONGEST);
        String raw = text.substring(from, end);
        String url = raw.indexOf('\t') >= 0 || raw.indexOf('\n') >= 0 || raw.indexOf('\r') >= 0
                ? raw.replace("\t", "").replace("\n", "").replace("\r", "")
                : raw;
        int colon = url.indexOf("://");
        boolean schemed = colon > 0 && colon <= LONGEST_SCHEME;
        String scheme = schemed ? url.substring(0, colon).toLowerCase(Locale.ROOT) : "";
        int begin = schemed ? colon + 3 : url.startsWith("//") ? 2 : 0;
        while (schemed && begin < url.length() && (url.charAt(begin) == '/' || url.charAt(begin) == '\\')) {
            begin++;
        }
        boolean file = scheme.equals("file");
        int authority = file ? begin : authorityEnd(url, begin);
        String whole = url.substring(begin, authority);
        int at = whole.lastIndexOf('@');
        String host = withoutPort(whole.substring(at + 1)).toLowerCase(Locale.ROOT);
        String shown = Decoder.PERCENT.decode(host).orElse(host);
        if (shown.isEmpty() && !file) {
            return Optional.empty();
        }
        String plain = shown.startsWith("[") ? shown : HostName.of(shown).orElse(shown);
        AddressText address = AddressText.of(plain);
        String name = address instanceof AddressText.Name ? HostName.of(shown).orElse("") : "";
        return Optional.of(new Destination(
                scheme, shown, name, address, at < 0 ? "" : whole.substring(0, at), url.substring(authority), span));
    }

    private static int authorityEnd(String url, int from) {
        int i = from;
        while (i < url.length() && "/?#\\".indexOf(url.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    private static String withoutPort(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    /** The registered part of a name: its last two labels, or three where the second is one of a country's. */
    String registered() {
        String[] labels = name.split("\\.");
        int n = labels.length;
        boolean second =
                n >= 3 && labels[n - 1].length() == 2 && (labels[n - 2].length() <= 3 || labels[n - 2].equals("gouv"));
        int keep = Math.min(n, second ? 3 : 2);
        return String.join(".", java.util.Arrays.copyOfRange(labels, n - keep, n));
    }

    /** What it is known by: its name, or its address as written. */
    String key() {
        return name.isEmpty() ? host : name;
    }
}
