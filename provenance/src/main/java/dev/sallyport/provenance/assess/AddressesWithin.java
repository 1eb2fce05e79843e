package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.delegation.Addresses;
import dev.sallyport.text.decode.Decoder;
import dev.sallyport.text.decode.Decodings;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses that another address carries: a host that the user named may send on to them, whatever it is itself. They are looked
 * for behind the host, through percent signs and encodings. Linear; deeper than {@value #LAYERS} layers of percent signs nothing is read.
 */
final class AddressesWithin {
    private static final int LAYERS = 3;
    private static final int LONGEST = 8000;

    /** Anything that begins as an address does; two slashes are enough for a browser. */
    private static final Pattern STARTED =
            Pattern.compile("(?i)(?:[a-z][a-z0-9+.-]{1,11}:)?[/\\\\]{2,}([^\\s/?#&\\\\][^\\s&#]*)");

    /** What a parameter holds. */
    private static final Pattern VALUE = Pattern.compile("[=,;|]([^&#=,;|\\s]{4,2000})");

    private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9+_-]{12,2000}={0,2}");

    /** A parameter's value that is a host itself, with or without what follows. */
    private static final Pattern HOST = Pattern.compile(
            "(?i)(?:[^@/\\s]+@)?(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[\\p{L}\\p{N}_-]+(?:\\.[\\p{L}\\p{N}_-]+)*\\.[a-z]{2,24})(?::[0-9]{1,5})?(?:[/?#].*)?");

    private AddressesWithin() {}

    /** The addresses behind that one's host. */
    static Set<String> in(String url) {
        String plain = url.strip();
        if (plain.length() > LONGEST) {
            plain = plain.substring(0, LONGEST);
        }
        int scheme = plain.indexOf("://");
        int host = scheme >= 0 && scheme < 12 ? scheme + 3 : 0;
        int rest = host;
        while (rest < plain.length() && "/?#\\".indexOf(plain.charAt(rest)) < 0) {
            rest++;
        }
        Set<String> found = new LinkedHashSet<>();
        String text = plain.substring(rest);
        for (int layer = 0; layer <= LAYERS; layer++) {
            plainly(text, found);
            encoded(text, found);
            Optional<String> decoded = Decoder.PERCENT.decode(text);
            if (decoded.isEmpty()) {
                break;
            }
            text = decoded.get();
        }
        return found;
    }

    private static void plainly(String text, Set<String> found) {
        Matcher started = STARTED.matcher(text);
        while (started.find()) {
            found.add(started.group(1));
        }
        Matcher value = VALUE.matcher(text);
        while (value.find()) {
            if (HOST.matcher(value.group(1)).matches()
                    && !Addresses.urls(value.group(1)).isEmpty()) {
                found.add(value.group(1));
            }
        }
    }

    private static void encoded(String text, Set<String> found) {
        Matcher word = ENCODED.matcher(text);
        while (word.find()) {
            for (String decoded : Decodings.of(word.group())) {
                plainly(decoded.contains("//") ? decoded : "=" + decoded, found);
            }
        }
    }
}
