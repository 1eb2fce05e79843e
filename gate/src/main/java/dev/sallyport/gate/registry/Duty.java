package dev.sallyport.gate.registry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How far one version of a rule or of a playbook of the second plane may go in a tenant, and what speaks for it. The gate itself reads
 * none of it.
 *
 * @param name the rule's id, the playbook's name, or what else the kind names
 * @param digest SHA-256 of the version it is about, 64 hexadecimal digits
 * @param canary the share of agents for which it goes that far, 0 to 100 percent
 * @param recordedMillis since when this version is recorded at least; 0 if it never was
 * @param proof that a dry run of this version passed
 */
public record Duty(
        Kind kind, String name, String digest, Stage stage, int canary, long recordedMillis, Optional<Proof> proof) {
    /** All agents. */
    public static final int WHOLE = 100;

    private static final int LONGEST_NAME = 256;

    /** What it is about. */
    public enum Kind {
        /** A detection rule. */
        RULE,
        /** A playbook. */
        PLAYBOOK,
        /** All rules and playbooks that a gateway runs, under the name {@code detection}. */
        SET;

        /** The word in receipts. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind of that word. */
        public static Optional<Kind> byWire(String wire) {
            return Arrays.stream(values()).filter(k -> k.wire().equals(wire)).findFirst();
        }
    }

    /** How far it may go, least first. */
    public enum Stage {
        /** It runs in dry runs alone. */
        EXPERIMENTAL,
        /** What it finds, or would do, is recorded. */
        LOG_ONLY,
        /** People are told. */
        ALERT,
        /** Something is done about it. */
        RESPOND;

        /** The word in receipts and answers. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The stage of that word. */
        public static Optional<Stage> byWire(String wire) {
            return Arrays.stream(values()).filter(s -> s.wire().equals(wire)).findFirst();
        }

        /** The one that goes less far. */
        public Stage atMost(Stage other) {
            return compareTo(other) <= 0 ? this : other;
        }
    }

    /** By what act it came to stand so. */
    public enum Act {
        /** A gateway met it for the first time. */
        ADMIT,
        /** A gateway met another version. */
        REVISE,
        /** A dry run passed. */
        PROVE,
        /** It may go further. */
        PROMOTE,
        /** It may go less far. */
        DEMOTE,
        /** A gateway began to run it. */
        LOAD;

        /** The word in receipts. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The act of that word. */
        public static Optional<Act> byWire(String wire) {
            return Arrays.stream(values()).filter(a -> a.wire().equals(wire)).findFirst();
        }
    }

    /**
     * That a dry run passed.
     *
     * @param digest SHA-256 of its result
     * @param atMillis when it ran
     * @param receipts how many receipts it read
     */
    public record Proof(String digest, long atMillis, long receipts) {}

    public Duty {
        if (name.isEmpty() || name.length() > LONGEST_NAME || canary < 0 || canary > WHOLE || recordedMillis < 0) {
            throw new IllegalArgumentException("a duty has a name of 1 to " + LONGEST_NAME
                    + " characters and a canary of 0 to 100 percent, not " + canary);
        }
    }

    /** The same at another stage, for another share of agents. */
    public Duty at(Stage other, int share, long recorded) {
        return new Duty(kind, name, digest, other, share, recorded, proof);
    }

    /** The same with another's proof, if that is of this version: a proof changes no stage that was set meanwhile. */
    Duty provenAs(Duty other) {
        return other.digest().equals(digest) && other.proof().isPresent()
                ? proven(other.proof().get())
                : this;
    }

    /** The same, proven. */
    public Duty proven(Proof by) {
        return new Duty(kind, name, digest, stage, canary, recordedMillis, Optional.of(by));
    }
}
