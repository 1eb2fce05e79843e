package dev.sallyport.shield.packages;

import dev.sallyport.shield.Verdict;
import java.util.Locale;

/** Why a package is answered as it is. The names are fixed: rows, findings and documents use them. */
public enum Reason {
    /** A list of malicious packages has it: the name, or the name with this version. */
    KNOWN_MALICIOUS(Verdict.BLOCK),
    /** The list has other versions of it, and nobody said which one is meant. */
    VERSION_LEFT_OPEN(Verdict.WARN),
    /** The list has other versions of it; this is none of them. */
    OTHER_VERSIONS_LISTED(Verdict.ALLOW),
    /** It is written to look like a well-known name, with letters that look alike. */
    HOMOGLYPH(Verdict.BLOCK),
    /** It is a slip of the hand away from a well-known name. */
    TYPOSQUAT(Verdict.BLOCK),
    /** It is a well-known name with a word put on. */
    COMBOSQUAT(Verdict.WARN),
    /** The registry has no such name, by what was imported of it. */
    NOT_IN_REGISTRY(Verdict.BLOCK),
    /** The registry took it away and holds the name. */
    REMOVED(Verdict.BLOCK),
    /** It is not among the names the registry had on the day of the list. */
    UNKNOWN_NAME(Verdict.WARN),
    /** Its name was first published less than two days ago. */
    NEWBORN(Verdict.BLOCK),
    /** Its name was first published less than thirty days ago. */
    YOUNG(Verdict.WARN),
    /** A release is less than two days old: nobody had time to look at it. */
    FRESH_RELEASE(Verdict.WARN),
    /** Installing it runs code of its own, and few know it. */
    INSTALL_SCRIPT(Verdict.WARN),
    /** One person alone may publish it, and few know it. */
    LONE_MAINTAINER(Verdict.ALLOW),
    /** A version that the registry has not, by what was imported of it. */
    UNKNOWN_VERSION(Verdict.WARN),
    /** A version far from any that is in use: a placeholder, or one made to win against all others. */
    ODD_VERSION(Verdict.WARN),
    /** A name of the operator's own that somebody else's registry would answer. */
    DEPENDENCY_CONFUSION(Verdict.BLOCK),
    /** It comes from an index or registry that nobody listed. */
    FOREIGN_INDEX(Verdict.WARN),
    /** It comes from a repository, an address or an archive and not from a registry. */
    DIRECT_SOURCE(Verdict.WARN),
    /** No registry takes such a name. */
    INVALID_NAME(Verdict.WARN),
    /** It is among the registry's well-known names. */
    WELL_KNOWN(Verdict.ALLOW),
    /** The registry had the name on the day of the list, or when it was last asked. */
    REGISTERED(Verdict.ALLOW),
    /** Nothing here says whether the registry has such a name. */
    EXISTENCE_UNASSESSED(Verdict.ALLOW),
    /** The name is made when the line runs, or stands in a file that is not in the call. */
    NAME_UNASSESSED(Verdict.ALLOW);

    private final Verdict verdict;

    Reason(Verdict verdict) {
        this.verdict = verdict;
    }

    /** The most it can lead to by itself. */
    public Verdict verdict() {
        return verdict;
    }

    /** Lower case with hyphens: the kind in categories and rows. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
