package dev.sallyport.sigma.rule;

/**
 * Which reading of Sigma a rule asks for by {@code sigma-version}. A later one includes the earlier.
 *
 * @param major 2 or 3
 * @param minor from 0
 */
public record SigmaVersion(int major, int minor) implements Comparable<SigmaVersion> {
    /** What a rule means that does not say: Sigma 2.1. */
    public static final SigmaVersion DEFAULT = new SigmaVersion(2, 1);

    /** From here a correlation may say {@code not}. */
    public static final SigmaVersion ABSENCE = new SigmaVersion(2, 2);

    /** From here a field may select members of a list. */
    public static final SigmaVersion ARRAYS = new SigmaVersion(3, 0);

    /** Whether this is that version or a later one. */
    public boolean atLeast(SigmaVersion other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(SigmaVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
