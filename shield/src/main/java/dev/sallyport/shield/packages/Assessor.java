package dev.sallyport.shield.packages;

import dev.sallyport.shield.Verdict;
import dev.sallyport.shield.packages.Assessment.Evidence;
import dev.sallyport.shield.packages.list.KnownNames;
import dev.sallyport.shield.packages.list.Malicious;
import dev.sallyport.shield.packages.list.Versions;
import dev.sallyport.shield.packages.name.Ecosystem;
import dev.sallyport.shield.packages.name.Squat;
import dev.sallyport.shield.packages.registry.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says of a package by its name, version and what is known whether it is what it seems. Pure; safe for many threads.
 *
 * <p>Exact rules come first: a listed name and version, a name that is not in its registry. Likeness to a well-known name is evidence with a
 * confidence; a name that the registry had long since is believed sooner than one nobody has seen.
 */
public final class Assessor {
    /** Above this a likeness alone blocks. */
    private static final double SURE = 0.85;

    /** Above this it is worth a person's look. */
    private static final double WORTH_A_LOOK = 0.55;

    private final Knowledge knowledge;

    /** One that knows that. */
    public Assessor(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** What it knows. */
    public Knowledge knowledge() {
        return knowledge;
    }

    /**
     * What is to be said of a package.
     *
     * @param name as written
     * @param version as written: a version, a range, a tag, or empty
     * @param timeMillis now, milliseconds since 1970
     */
    public Assessment assess(Ecosystem ecosystem, String name, String version, long timeMillis) {
        String normal = ecosystem.normal(name);
        List<Evidence> found = new ArrayList<>();
        Optional<Squat> squat = Optional.empty();
        if (knowledge.own().owns(normal)) {
            own(ecosystem, normal, found);
            return new Assessment(found, squat);
        }
        if (!isName(normal)) {
            found.add(new Evidence(
                    Reason.INVALID_NAME, Verdict.WARN, 0.9, "no " + ecosystem.wire() + " package can be called so"));
        }
        listed(ecosystem, normal, version, found);
        boolean popular = knowledge.wellKnown(ecosystem, normal);
        Optional<Facts> facts = knowledge.facts(ecosystem, normal);
        existence(ecosystem, normal, facts, found);
        if (!popular) {
            squat = squat(ecosystem, normal);
            squat.ifPresent(s -> likeness(s, believed(ecosystem, normal, facts), found));
        }
        facts.filter(Facts::exists).ifPresent(f -> Ages.look(f, popular, version, timeMillis, found));
        oddVersion(ecosystem, normal, version, found);
        return new Assessment(found, squat);
    }

    private static boolean isName(String normal) {
        if (normal.isEmpty() || normal.length() > 214 || normal.startsWith("-")) {
            return false;
        }
        return normal.chars().noneMatch(c -> c <= ' ' || "\"'`\\;|&<>(){}*?#%,".indexOf(c) >= 0);
    }

    private void own(Ecosystem ecosystem, String normal, List<Evidence> found) {
        boolean there = knowledge.facts(ecosystem, normal).map(Facts::exists).orElse(false)
                || knowledge.registered(ecosystem, normal).orElse(false);
        if (there) {
            found.add(new Evidence(
                    Reason.DEPENDENCY_CONFUSION,
                    Verdict.BLOCK,
                    1,
                    "a name of your own that the public registry has too"));
        }
        listed(ecosystem, normal, "", found);
    }

    private void listed(Ecosystem ecosystem, String normal, String version, List<Evidence> found) {
        Optional<Malicious.Entry> entry = knowledge.listed(ecosystem, normal);
        if (entry.isEmpty()) {
            return;
        }
        // Releases of a package that the registry still has were somebody else's work; a package that was bad from the
        // start is gone from it.
        boolean still = !entry.get().versions().all()
                && knowledge.registered(ecosystem, normal).orElse(false);
        boolean honest = entry.get().taken() || still || knowledge.wellKnown(ecosystem, normal);
        found.add(onList(entry.get(), Asked.of(version), honest));
    }

    private static Evidence onList(Malicious.Entry entry, Asked asked, boolean honest) {
        Versions versions = entry.versions();
        String where = entry.id().isEmpty() ? "" : " (" + entry.id() + ")";
        if (versions.all() && !honest) {
            return new Evidence(Reason.KNOWN_MALICIOUS, Verdict.BLOCK, 1, "listed as malicious" + where);
        }
        if (asked.exact().filter(versions::contains).isPresent() && !versions.all()) {
            return new Evidence(
                    Reason.KNOWN_MALICIOUS, Verdict.BLOCK, 1, "this version is listed as malicious" + where);
        }
        if (honest) {
            // The name is an honest package's. A listed release is gone from the registry within hours; what a range or
            // no version at all gets
            // today is another one.
            boolean range =
                    asked.exact().isEmpty() && versions.listed().stream().anyMatch(asked::couldMean);
            Reason reason = range || versions.all() ? Reason.VERSION_LEFT_OPEN : Reason.OTHER_VERSIONS_LISTED;
            Verdict verdict = range ? Verdict.WARN : Verdict.ALLOW;
            return new Evidence(reason, verdict, 0.6, "some releases are listed as malicious" + where);
        }
        if (asked.exact().isEmpty()) {
            return new Evidence(Reason.KNOWN_MALICIOUS, Verdict.BLOCK, 0.97, "listed as malicious" + where);
        }
        return new Evidence(
                Reason.VERSION_LEFT_OPEN, Verdict.WARN, 0.9, "other versions are listed as malicious" + where);
    }

    private void existence(Ecosystem ecosystem, String normal, Optional<Facts> facts, List<Evidence> found) {
        if (facts.isPresent()) {
            Facts said = facts.get();
            found.add(
                    !said.exists()
                            ? new Evidence(
                                    Reason.NOT_IN_REGISTRY, Verdict.BLOCK, 0.99, "the registry has no such package")
                            : said.removed()
                                    ? new Evidence(Reason.REMOVED, Verdict.BLOCK, 0.98, "the registry took it away")
                                    : new Evidence(Reason.REGISTERED, Verdict.ALLOW, 1, "the registry has it"));
        } else if (knowledge.wellKnown(ecosystem, normal)) {
            found.add(new Evidence(Reason.WELL_KNOWN, Verdict.ALLOW, 1, "among the well-known names"));
        } else {
            found.add(byList(ecosystem, normal));
        }
    }

    private Evidence byList(Ecosystem ecosystem, String normal) {
        Optional<Boolean> registered = knowledge.registered(ecosystem, normal);
        if (registered.isEmpty()) {
            return new Evidence(
                    Reason.EXISTENCE_UNASSESSED, Verdict.ALLOW, 1, "nothing here says whether there is such a package");
        }
        if (registered.get()) {
            return new Evidence(Reason.REGISTERED, Verdict.ALLOW, 1, "the registry had it when the list was made");
        }
        long least = Optional.ofNullable(knowledge.known().get(ecosystem))
                .map(KnownNames::atLeast)
                .orElse(0L);
        String among = least == 0 ? "the names the registry had" : "the names with " + least + " downloads a month";
        int slash = normal.indexOf('/');
        boolean scopeKnown = ecosystem == Ecosystem.NPM
                && slash > 0
                && knowledge
                        .registered(ecosystem, normal.substring(0, slash + 1))
                        .orElse(false);
        return scopeKnown
                ? new Evidence(
                        Reason.EXISTENCE_UNASSESSED,
                        Verdict.ALLOW,
                        1,
                        "not among " + among + ", in a scope that is; only its owner can publish there")
                : new Evidence(
                        Reason.UNKNOWN_NAME,
                        Verdict.WARN,
                        least == 0 ? 0.8 : 0.7,
                        "not among " + among + " when the list was made: made up, new, or hardly used");
    }

    /** Whether the name has stood in its registry for a while; empty if nobody knows. */
    private Optional<Boolean> believed(Ecosystem ecosystem, String normal, Optional<Facts> facts) {
        Optional<Boolean> registered = knowledge.registered(ecosystem, normal);
        if (facts.isPresent() && !facts.get().exists()) {
            return Optional.of(false);
        }
        return registered;
    }

    private Optional<Squat> squat(Ecosystem ecosystem, String normal) {
        return Optional.ofNullable(knowledge.popular().get(ecosystem))
                .flatMap(list -> list.squats().find(normal));
    }

    private static void likeness(Squat squat, Optional<Boolean> believed, List<Evidence> found) {
        double confidence = confidence(squat, believed);
        if (confidence < WORTH_A_LOOK) {
            return;
        }
        Reason reason = switch (squat.kind()) {
            case HOMOGLYPH -> Reason.HOMOGLYPH;
            case COMBOSQUAT -> Reason.COMBOSQUAT;
            case TRANSPOSITION,
                    REPETITION,
                    OMISSION,
                    NEIGHBOUR,
                    VOWEL,
                    REPLACEMENT,
                    ADDITION,
                    DELIMITER,
                    WORD_ORDER,
                    PLURAL,
                    NUMERAL,
                    SCOPE,
                    TWO_SLIPS -> Reason.TYPOSQUAT;
        };
        Verdict verdict = confidence >= SURE && reason.verdict() == Verdict.BLOCK ? Verdict.BLOCK : Verdict.WARN;
        found.add(new Evidence(
                reason,
                verdict,
                confidence,
                "could be taken for " + squat.target() + " (" + squat.kind().wire() + ")"));
    }

    /** Names that nobody has seen are more likely made to mislead; those that stood for long mostly are what they are. */
    static double confidence(Squat squat, Optional<Boolean> believed) {
        double strength = squat.strength();
        if (believed.isEmpty()) {
            return strength;
        }
        return believed.get() ? strength * 0.68 : 1 - (1 - strength) * 0.5;
    }

    private void oddVersion(Ecosystem ecosystem, String normal, String version, List<Evidence> found) {
        Optional<String> exact = Asked.of(version).exact();
        if (exact.isEmpty()) {
            return;
        }
        long asked = Asked.major(exact.get());
        int major = Optional.ofNullable(knowledge.popular().get(ecosystem))
                .map(list -> list.major(normal).orElse(-1))
                .orElse(-1);
        boolean placeholder =
                major >= 1 && (exact.get().startsWith("0.0.0") || exact.get().equals("0.0.1"));
        boolean overbid = major >= 0 ? asked > major + 20L && asked < 1_900 : asked >= 99 && asked < 1_000;
        if (placeholder || overbid) {
            found.add(new Evidence(
                    Reason.ODD_VERSION, Verdict.WARN, 0.7, "version " + exact.get() + " is far from those in use"));
        }
    }
}
