package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.delegation.Addresses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether the user speaks of a link without giving it. "Post the link from Bob's message" leaves open which one; "post it with the link
 * https://intranet.example/lunch" does not, and no other link is meant by it. Owned by the session's writer.
 */
final class SpokenLinks {
    /** Words for what is opened by an address. */
    private static final Set<String> WORDS = Set.of(
            "link",
            "links",
            "url",
            "urls",
            "website",
            "websites",
            "webpage",
            "webpages",
            "page",
            "pages",
            "site",
            "article",
            "articles",
            "blog",
            "invitation",
            "document",
            "form",
            "survey",
            "attachment",
            "address");

    /** Between the word and its address stand at most so many others. */
    private static final int NEAR = 4;

    /** Of these words nobody makes names. */
    private static final Set<String> PLAIN = Set.of("link", "links", "url", "urls");

    /** A name in quotes speaks of nothing else. */
    private static final Pattern QUOTED = Pattern.compile("(?<!\\p{L})'[^'\\n]{1,100}'|\"[^\"\\n]{1,100}\"");

    private final Set<String> urls = new HashSet<>();
    private boolean open;
    private boolean vague;
    private boolean gave;

    /** Takes in what the user said. */
    void add(String text) {
        urls.addAll(SpelledAddresses.in(text));
        String prompt =
                QUOTED.matcher(text).replaceAll(m -> Addresses.urls(m.group()).isEmpty() ? "''" : "$0");
        List<String> words = new ArrayList<>();
        List<Boolean> addresses = new ArrayList<>();
        for (String word : prompt.split("\\s+")) {
            words.add(word.toLowerCase(Locale.ROOT).replaceAll("^\\P{L}+|\\P{L}+$", ""));
            addresses.add(!Addresses.urls(word).isEmpty());
        }
        for (int i = 0; i < words.size(); i++) {
            boolean word = WORDS.contains(words.get(i)) && !addresses.get(i);
            boolean given = word && given(addresses, i);
            gave |= given;
            vague |= word && !given;
            open |= word && !given && PLAIN.contains(words.get(i));
        }
    }

    private static boolean given(List<Boolean> addresses, int at) {
        int from = Math.max(0, at - NEAR);
        int to = Math.min(addresses.size(), at + NEAR + 1);
        return addresses.subList(from, to).contains(true);
    }

    /** Whether the user wrote that address, in any spelling; in the form of {@link Addresses#urls}. */
    boolean gives(String url) {
        return urls.contains(url);
    }

    /** Whether a link is spoken of that the user did not give. */
    boolean open() {
        return open || (vague && !gave);
    }
}
