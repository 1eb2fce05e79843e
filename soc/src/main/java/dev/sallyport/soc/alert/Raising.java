package dev.sallyport.soc.alert;

import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.soc.detect.Match;
import dev.sallyport.soc.event.Seen;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** Makes alerts of matches. */
public final class Raising {
    private static final byte[] DOMAIN = Sha256.domain("sallyport/alert/1");
    private static final int ID_DIGITS = 32;

    private Raising() {}

    /**
     * The alert of a match.
     *
     * @param last the event it matched with
     * @param nowMillis when it matched
     * @param receipts the receipt at a place, if the event there has one
     */
    public static Alert of(Match match, Seen last, long nowMillis, LongFunction<Optional<String>> receipts) {
        List<Long> places = match.places();
        List<String> named = places.subList(Math.max(0, places.size() - Alert.MOST_RECEIPTS), places.size()).stream()
                .flatMap(place -> receipts.apply(place).stream())
                .distinct()
                .toList();
        return new Alert(
                id(match, last),
                last.tenant(),
                match.rule(),
                places.getLast(),
                match.firstMillis(),
                match.lastMillis(),
                nowMillis,
                About.of(last, match.group()),
                named,
                Optional.empty(),
                match.late());
    }

    /** By what it rests on: where it stands in the record, and when it happened, since places without a receipt come again. */
    private static String id(Match match, Seen last) {
        MessageDigest digest = Sha256.digest();
        digest.update(DOMAIN);
        add(digest, last.tenant().value());
        add(digest, match.rule().id());
        add(digest, match.rule().digest());
        add(digest, match.firstMillis() + "-" + match.lastMillis());
        new TreeMap<>(match.group()).forEach((field, value) -> {
            add(digest, field);
            add(digest, value);
        });
        match.places().forEach(place -> add(digest, Long.toString(place)));
        return "alr_" + Hex.of(digest.digest()).substring(0, ID_DIGITS);
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) (bytes.length >>> 8));
        digest.update((byte) bytes.length);
        digest.update(bytes);
    }
}
