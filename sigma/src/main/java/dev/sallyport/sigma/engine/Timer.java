package dev.sallyport.sigma.engine;

import dev.sallyport.sigma.state.Group;

/** When something is to be decided about a group. Void if the group has another deadline by then. */
record Timer(long deadline, Group group) implements Comparable<Timer> {

    boolean isVoid() {
        return group.gone() || group.deadline() != deadline;
    }

    @Override
    public int compareTo(Timer other) {
        int byTime = Long.compare(deadline, other.deadline);
        int byRule = byTime != 0 ? byTime : Integer.compare(group.rule(), other.group.rule());
        return byRule != 0 ? byRule : group.key().compareTo(other.group.key());
    }
}
