package dev.sallyport.shield.egress;

import dev.sallyport.shield.Span;
import dev.sallyport.shield.Verdict;
import dev.sallyport.text.host.AddressClass;
import dev.sallyport.text.host.AddressText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What speaks against one trip. Pure. */
final class Judging {
    private static final double ASIDE = 0.45;
    private static final int MOST_HOPS = 3;

    private final Places places;

    Judging(Places places) {
        this.places = places;
    }

    /** Whether it leaves the house: neither this machine, nor a name that only a house knows. */
    boolean isAway(Destination to) {
        return switch (to.address()) {
            case AddressText.Plain plain -> !isHome(AddressClass.of(plain.address()));
            case AddressText.Disguised disguised -> true;
            case AddressText.Broken broken -> true;
            case AddressText.Name name ->
                !to.name().isEmpty() && !places.kind(to.name()).equals("home");
        };
    }

    /** Whether nobody said what it is. */
    boolean isUnknown(Destination to) {
        return to.address() instanceof AddressText.Name
                && places.kind(to.name()).equals("unknown");
    }

    List<Sign> of(Trip trip, HostLists said) {
        return of(trip, said, 0);
    }

    private List<Sign> of(Trip trip, HostLists said, int hop) {
        Destination to = trip.to();
        String kind = to.name().isEmpty() ? "address" : places.kind(to.name());
        boolean allowed = said.allows(to.name());
        boolean known = allowed || Places.isKnown(kind);
        List<Sign> signs = new ArrayList<>(4);
        if (said.denies(to.name())) {
            signs.add(Sign.block("denied-host", 1));
        }
        signs.addAll(NameSigns.of(to, known, trip.asked()));
        signs.addAll(UrlSigns.of(to, known, isAway(to)));
        if (!allowed) {
            address(to, signs);
            service(kind, to, trip.sends(), signs);
        }
        boolean named = signs.stream().anyMatch(s -> s.verdict() != Verdict.ALLOW);
        if (kind.equals("unknown") && !allowed && !named) {
            signs.add(Sign.warn("unknown-external", trip.sends() ? ASIDE : 0.35));
        }
        if (hop < MOST_HOPS) {
            UrlSigns.onward(to).forEach(inner -> onward(inner, to, said, hop, signs));
        }
        return signs;
    }

    private void onward(String inner, Destination outer, HostLists said, int hop, List<Sign> signs) {
        Span span = outer.span();
        Optional<Destination> next = Destination.at(inner, 0, inner.length(), span);
        boolean other = next.isPresent()
                && !next.get().key().equals(outer.key())
                && !next.get().registered().equals(outer.registered());
        if (!other || (!isAway(next.get()) && next.get().name().equals("localhost"))) {
            return;
        }
        boolean known =
                Places.isKnown(places.kind(next.get().name())) && next.get().address() instanceof AddressText.Name;
        if (!known && !said.allows(next.get().name())) {
            signs.add(Sign.warn("redirect", 0.75));
        }
        of(new Trip(next.get(), false, false), said, hop + 1).stream()
                .filter(sign -> !sign.kind().equals("unknown-external"))
                .forEach(signs::add);
    }

    private static boolean isHome(AddressClass kind) {
        return kind == AddressClass.LOOPBACK || kind == AddressClass.PRIVATE;
    }

    private static void address(Destination to, List<Sign> signs) {
        switch (to.address()) {
            case AddressText.Name name -> {
                if (to.name().isEmpty() && !to.host().isEmpty()) {
                    signs.add(Sign.warn("malformed-host", 0.6));
                }
            }
            case AddressText.Broken broken -> signs.add(Sign.warn("malformed-host", 0.7));
            case AddressText.Disguised disguised -> {
                signs.add(Sign.block("disguised-address", 0.95));
                plain(AddressClass.of(disguised.address()), signs);
            }
            case AddressText.Plain plain -> plain(AddressClass.of(plain.address()), signs);
        }
    }

    private static void plain(AddressClass kind, List<Sign> signs) {
        switch (kind) {
            case PUBLIC -> signs.add(Sign.warn("public-address", 0.7));
            case LOOPBACK -> {}
            case PRIVATE, SHARED -> signs.add(Sign.warn("private-address", 0.5));
            case LINK_LOCAL -> signs.add(Sign.block("link-local-address", 0.8));
            case METADATA -> signs.add(Sign.block("metadata", 0.99));
            case MULTICAST, SPECIAL -> signs.add(Sign.warn("special-address", 0.6));
        }
    }

    private static void service(String kind, Destination to, boolean sends, List<Sign> signs) {
        switch (kind) {
            case "collector" -> signs.add(Sign.block("collector", 0.95));
            case "tunnel" -> signs.add(Sign.block("tunnel", 0.9));
            case "onion" -> signs.add(Sign.block("onion", 0.95));
            case "metadata" -> signs.add(Sign.block("metadata", 0.99));
            case "paste" -> signs.add(Sign.block("paste", 0.8));
            case "file-drop" -> signs.add(Sign.block("file-drop", 0.8));
            case "dynamic-dns" -> signs.add(Sign.block("dynamic-dns", 0.8));
            case "messenger" -> {
                boolean hook = to.rest().contains("webhook")
                        || to.rest().startsWith("/bot")
                        || to.name().startsWith("hooks.")
                        || sends;
                signs.add(hook ? Sign.block("messenger", 0.9) : Sign.warn("messenger", 0.5));
            }
            case "shortener" -> signs.add(Sign.warn("shortener", 0.7));
            case "address-lookup" -> signs.add(Sign.warn("address-lookup", 0.6));
            case "dns-over-https" -> signs.add(Sign.warn("dns-over-https", 0.7));
            default -> {}
        }
    }
}
