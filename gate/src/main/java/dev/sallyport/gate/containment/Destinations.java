package dev.sallyport.gate.containment;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.text.decode.Decoder;
import dev.sallyport.text.host.AddressText;
import dev.sallyport.text.host.HostName;
import dev.sallyport.text.normal.Fold;
import dev.sallyport.text.shell.Reading;
import dev.sallyport.text.shell.Shell;
import dev.sallyport.text.shell.SimpleCommand;
import java.net.InetAddress;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds which blocked places a call could lead to, as the strictest of its readers would take its texts. A text's words count as
 * destinations behind {@code / \ @ : =} and quotes, before a slash, in a text without spaces, and in a shell line; so userinfo, ports, paths
 * and schemes need no reading of their own. Texts are read as they stand, without tabs and line ends (WHATWG URL), decoded up to four
 * times, and in compatibility form without what nobody sees (UTS #46 maps names so). Linear in the texts, and in the distinct addresses
 * among them times the blocked ranges. Confined to one thread.
 */
public final class Destinations {
    private static final int DECODINGS = 4;
    private static final int LONGEST_WORD = 1 << 10;
    /** A name has up to 253 characters (RFC 1035); what stands before them is of no blocked one. */
    private static final int LONGEST_NAME = 254;

    private static final List<Decoder> DECODERS = List.of(Decoder.PERCENT, Decoder.ESCAPE, Decoder.ENTITY);
    private static final String POINTING = "/\\@:='\"";

    /**
     * What is looked at.
     *
     * @param texts the arguments, what is sent beside them, the resource, the server's address
     * @param shell whether the arguments may hold a shell line
     */
    public record Sought(List<Json> texts, boolean shell) {
        public Sought {
            texts = List.copyOf(texts);
        }
    }

    private final boolean shell;
    private final Map<String, Containment> names = new HashMap<>();
    private final List<Containment> ranges = new ArrayList<>();
    private final Set<InetAddress> looked = new HashSet<>();
    private final NavigableMap<String, Containment> found = new TreeMap<>();

    private Destinations(boolean shell, List<Containment> blocks) {
        this.shell = shell;
        for (Containment block : blocks) {
            if (block.measure() instanceof Measure.BlockDestination blocked) {
                switch (blocked.place()) {
                    case Place.Domain domain -> names.put(domain.name(), block);
                    case Place.Range range -> ranges.add(block);
                }
            }
        }
    }

    /** The blocks that the call meets, in order of their keys, whether they count still or not. */
    public static List<Containment> met(Sought call, List<Containment> blocks) {
        if (blocks.isEmpty()) {
            return List.of();
        }
        Destinations here = new Destinations(call.shell(), blocks);
        call.texts().forEach(here::value);
        return List.copyOf(here.found.values());
    }

    private void value(Json value) {
        switch (value) {
            case JsonString text -> leaf(text.value());
            case JsonNumber number -> {
                if (number.isInteger()) {
                    words(Long.toString((long) number.value()), true); // an address can be one number
                }
            }
            case JsonArray array -> array.items().forEach(this::value);
            case JsonObject object ->
                object.members().forEach((name, inner) -> {
                    leaf(name);
                    value(inner);
                });
            case JsonBoolean b -> {}
            case JsonNull n -> {}
        }
    }

    private void leaf(String text) {
        String plain = text.strip();
        boolean all = shell || plain.chars().noneMatch(Character::isWhitespace);
        layers(plain, all);
        if (plain.indexOf('\t') >= 0 || plain.indexOf('\n') >= 0 || plain.indexOf('\r') >= 0) {
            layers(plain.replace("\t", "").replace("\n", "").replace("\r", ""), all);
        }
        if (shell) {
            words(plain.replaceAll("['\"\\\\]", ""), true); // what the line is if it can't be read
            if (text.length() <= Shell.MAX_CHARS && Shell.read(text) instanceof Reading.Read line) {
                line.commands().forEach(this::command);
            }
        }
    }

    /** A shell takes quotes and backslashes out of its words. */
    private void command(SimpleCommand command) {
        command.words().forEach(word -> layers(word.literal(), true));
        command.redirections()
                .forEach(redirection -> layers(redirection.target().literal(), true));
    }

    private void layers(String text, boolean all) {
        Optional<String> layer = Optional.of(text);
        for (int i = 0; i <= DECODINGS && layer.isPresent(); i++) {
            words(layer.get(), all);
            String folded = folded(layer.get());
            if (!folded.equals(layer.get())) {
                words(folded, all);
            }
            layer = decoded(layer.get());
        }
    }

    private static Optional<String> decoded(String text) {
        return DECODERS.stream().flatMap(one -> one.decode(text).stream()).findFirst();
    }

    /** As a client would map a name: compatibility forms composed, and without what nobody sees. */
    private static String folded(String text) {
        if (text.chars().allMatch(c -> c <= 0x7f)) {
            return text;
        }
        StringBuilder seen = new StringBuilder(text.length());
        text.codePoints().filter(c -> !Fold.of(c).isEmpty()).forEach(seen::appendCodePoint);
        return Normalizer.normalize(seen, Normalizer.Form.NFKC).replace('\u3002', '.');
    }

    private void words(String text, boolean all) {
        int i = 0;
        while (i < text.length()) {
            if (!isPart(text.charAt(i))) {
                i++;
                continue;
            }
            int from = i;
            while (i < text.length() && isPart(text.charAt(i))) {
                i++;
            }
            boolean counts = all || isPointedAt(text, from) || (i < text.length() && text.charAt(i) == '/');
            if (counts && i - from <= LONGEST_WORD) {
                word(text.substring(from, i));
            }
        }
        if (!ranges.isEmpty() && text.indexOf(':') >= 0) {
            sixth(text);
        }
    }

    /** Behind a character that points at it, or behind a colon and spaces, as in a header. */
    private static boolean isPointedAt(String text, int from) {
        int before = from;
        while (before > 0 && text.charAt(before - 1) == ' ') {
            before--;
        }
        if (before == 0) {
            return false;
        }
        char last = text.charAt(before - 1);
        return before == from ? POINTING.indexOf(last) >= 0 : last == ':';
    }

    /** Letters beyond ASCII, among them other scripts' full stops and characters nobody sees, are part of a name. */
    private static boolean isPart(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_'
                || (c > 0x7f && !Character.isWhitespace(c) && !Character.isSpaceChar(c));
    }

    private void word(String word) {
        name(word);
        if (shell && word.startsWith("-") && word.length() > 2) {
            name(word.substring(2)); // an option and its value in one word
        }
    }

    private void name(String word) {
        int end = word.length();
        while (end > 0 && word.charAt(end - 1) == '.') {
            end--;
        }
        String plain = word.substring(0, end);
        if (plain.isEmpty()) {
            return;
        }
        boolean ascii = plain.chars().allMatch(c -> c <= 0x7f);
        String name = ascii
                ? plain.toLowerCase(Locale.ROOT)
                : HostName.of(plain).orElseGet(() -> plain.toLowerCase(Locale.ROOT));
        String tail = name.length() > LONGEST_NAME ? name.substring(name.length() - LONGEST_NAME) : name;
        for (String above = names.isEmpty() ? "" : tail; !above.isEmpty(); above = parent(above)) {
            Containment block = names.get(above);
            if (block != null) {
                found.put(block.measure().key(), block);
            }
        }
        if (!ranges.isEmpty()) {
            address(AddressText.of(name));
        }
    }

    private static String parent(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    /** Runs of what IPv6 is written with. */
    private void sixth(String text) {
        int i = 0;
        while (i < text.length()) {
            int from = i;
            while (i < text.length()
                    && (Character.digit(text.charAt(i), 16) >= 0 || ":.".indexOf(text.charAt(i)) >= 0)) {
                i++;
            }
            String run = text.substring(from, Math.min(i, from + LONGEST_WORD));
            if (run.indexOf(':') != run.lastIndexOf(':')) {
                address(AddressText.of("[" + run + "]"));
            }
            i++;
        }
    }

    private void address(AddressText text) {
        switch (text) {
            case AddressText.Plain plain -> address(plain.address());
            case AddressText.Disguised disguised -> address(disguised.address());
            case AddressText.Name name -> {}
            case AddressText.Broken broken -> {}
        }
    }

    private void address(InetAddress address) {
        if (!looked.add(address)) {
            return;
        }
        List<InetAddress> carried = Carried.all(address);
        for (Containment block : ranges) {
            if (block.measure() instanceof Measure.BlockDestination blocked
                    && blocked.place() instanceof Place.Range range
                    && carried.stream().anyMatch(range.network()::contains)) {
                found.put(block.measure().key(), block);
            }
        }
    }
}
