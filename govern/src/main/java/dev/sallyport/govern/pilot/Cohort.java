package dev.sallyport.govern.pilot;

/** Who joined when, and under which terms. */
public enum Cohort {
    /** Weeks 1 to 4: three to five customers, everything advisory. */
    A(1, 4, 3, 5),
    /** Weeks 5 to 12: five to ten, those of A among them. */
    B(5, 12, 5, 10),
    /** From week 13 on: ten or more of its own, blocking where the customer says so. */
    C(13, 16, 10, 1000);

    private final int firstWeek;
    private final int lastWeek;
    private final int least;
    private final int most;

    Cohort(int firstWeek, int lastWeek, int least, int most) {
        this.firstWeek = firstWeek;
        this.lastWeek = lastWeek;
        this.least = least;
        this.most = most;
    }

    /** The week of the pilot in which it begins, from 1. */
    public int firstWeek() {
        return firstWeek;
    }

    /** The week with whose end it is planned to end. */
    public int lastWeek() {
        return lastWeek;
    }

    /** How many customers it needs. */
    public int least() {
        return least;
    }

    /** How many it may have. */
    public int most() {
        return most;
    }

    /** The customers that its size counts: those of A go on in B. */
    boolean counts(Cohort joined) {
        return joined == this || (this == B && joined == A);
    }
}
