package dev.sallyport.shield.egress;

import dev.sallyport.action.Capability;
import dev.sallyport.shield.Leaf;
import dev.sallyport.shield.Span;
import dev.sallyport.shield.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The addresses among a call's arguments: a whole argument that is one, or a host where an argument is named for it. */
final class Addresses {
    private static final Set<String> NAMES = Set.of(
            "url",
            "uri",
            "urls",
            "host",
            "hostname",
            "domain",
            "endpoint",
            "server",
            "address",
            "webhook",
            "webhook_url",
            "base_url",
            "baseurl",
            "target",
            "destination",
            "callback",
            "callback_url",
            "remote",
            "href",
            "link",
            "location",
            "proxy",
            "site",
            "ip");
    private static final Set<String> TEXTS = Set.of(
            "content",
            "text",
            "body",
            "new_string",
            "old_string",
            "description",
            "message",
            "comment",
            "title",
            "prompt",
            "query",
            "_simulated_response",
            "new_str",
            "old_str",
            "file_text",
            "data",
            "input",
            "markdown",
            "html");

    private static final Set<String> BODIES = Set.of("body", "data", "json", "form", "payload");

    private Addresses() {}

    static void of(Subject.Call call, List<Trip> trips) {
        boolean local = call.capability() == Capability.READ || call.capability() == Capability.WRITE;
        List<Leaf> values =
                call.leaves().stream().filter(leaf -> !leaf.isName()).toList();
        List<String> names = values.stream().map(Addresses::named).toList();
        boolean sends = names.stream().anyMatch(BODIES::contains);
        for (int i = 0; i < values.size(); i++) {
            Leaf leaf = values.get(i);
            String name = names.get(i);
            String text = leaf.text().strip();
            boolean place = NAMES.contains(name) || name.endsWith("url") || name.endsWith("uri");
            boolean prose = TEXTS.contains(name);
            boolean whole = isAddress(text) && !prose && (place || !local);
            boolean host = place && !local && !text.isEmpty() && text.length() < 512 && text.indexOf(' ') < 0;
            if (whole || host) {
                Destination.at(text, 0, text.length(), Span.of(leaf))
                        .ifPresent(to -> trips.add(new Trip(to, false, sends)));
            } else if (prose && !local && text.indexOf("](http") >= 0) {
                images(leaf, trips);
            }
        }
    }

    /** The name of the argument; of the list, for what stands in one. */
    private static String named(Leaf leaf) {
        String name = leaf.member().toLowerCase(Locale.ROOT);
        if (isNumber(name)) {
            String above = leaf.pointer().substring(0, leaf.pointer().lastIndexOf('/'));
            return above.substring(above.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        }
        return name;
    }

    private static boolean isNumber(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isAddress(String text) {
        int colon = text.indexOf("://");
        if (colon <= 0 || colon > 12) {
            return text.startsWith("//") && text.length() > 3 && text.indexOf(' ') < 0;
        }
        for (int i = 0; i < colon; i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '+' && c != '-' && c != '.') {
                return false;
            }
        }
        return text.indexOf(' ') < 0 || text.indexOf(' ') > colon + 3;
    }

    /** Pictures in a text for people: whoever shows it fetches them, with what stands in their address. */
    private static void images(Leaf leaf, List<Trip> trips) {
        String text = leaf.text();
        int most = 32;
        for (int at = text.indexOf("](http"); at >= 0 && most-- > 0; at = text.indexOf("](http", at + 1)) {
            int mark = text.lastIndexOf('[', at);
            int end = text.indexOf(')', at);
            if (mark > 0 && text.charAt(mark - 1) == '!' && end > 0) {
                Destination.at(text, at + 2, end, new Span(leaf.pointer(), at + 2, end))
                        .ifPresent(to -> trips.add(new Trip(to, false, false)));
            }
        }
    }
}
