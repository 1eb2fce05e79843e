package dev.sallyport.sigma.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All groups of all rules of one engine: found by rule and key, and known from the stalest to the freshest, of each rule and of all.
 * Confined to the engine's writer.
 */
public final class Groups {
    private static final int FIRST_BUCKETS = 1024;

    private final boolean[] numeric;
    private final int[] sizes;
    private final @Nullable Group[] stalestOfRule;
    private final @Nullable Group[] freshestOfRule;
    private @Nullable Group stalest;
    private @Nullable Group freshest;
    private @Nullable Group[] buckets = new Group[FIRST_BUCKETS];
    private int size;

    /**
     * @param numeric for each rule whether its hits have a number
     */
    public Groups(boolean[] numeric) {
        this.numeric = numeric.clone();
        this.sizes = new int[numeric.length];
        this.stalestOfRule = new Group[numeric.length];
        this.freshestOfRule = new Group[numeric.length];
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** How many a rule has. */
    public int size(int rule) {
        return sizes[rule];
    }

    /** The one that was longest not touched, or null. */
    public @Nullable Group stalest() {
        return stalest;
    }

    /** The one of a rule that was longest not touched, or null. */
    public @Nullable Group stalest(int rule) {
        return stalestOfRule[rule];
    }

    /** The group with that key, or null. */
    public @Nullable Group find(int rule, String key) {
        int hash = hash(rule, key);
        @Nullable Group at = buckets[hash & (buckets.length - 1)];
        while (at != null && (at.hash != hash || at.rule != rule || !at.key.equals(key))) {
            at = at.chain;
        }
        return at;
    }

    /** A new group, the freshest; there must be none with that key. */
    public Group create(int rule, String key) {
        if (size >= buckets.length) {
            grow();
        }
        Group group = new Group(rule, key, hash(rule, key), numeric[rule]);
        int bucket = group.hash & (buckets.length - 1);
        group.chain = buckets[bucket];
        buckets[bucket] = group;
        link(group);
        size++;
        sizes[rule]++;
        return group;
    }

    /** Makes a group the freshest. */
    public void touch(Group group) {
        if (freshest != group) {
            unlink(group);
            link(group);
        }
    }

    /** Takes a group out. */
    public void remove(Group group) {
        int bucket = group.hash & (buckets.length - 1);
        @Nullable Group at = buckets[bucket];
        if (at == group) {
            buckets[bucket] = group.chain;
        } else {
            while (at != null && at.chain != group) {
                at = at.chain;
            }
            if (at != null) {
                at.chain = group.chain;
            }
        }
        unlink(group);
        group.leave();
        size--;
        sizes[group.rule]--;
    }

    /** Writes them from the stalest to the freshest. */
    public void write(StateWriter out) {
        out.number(size);
        for (Group group = stalest; group != null; group = group.newer) {
            group.write(out);
        }
    }

    /**
     * Reads one group, the freshest from now on.
     *
     * @param rule its rule, or less than zero if that is no longer there: then it is read and not kept
     * @return the group, or null if it was not kept
     */
    public @Nullable Group read(StateReader in, int rule, boolean wasNumeric) {
        String key = in.text();
        if (rule < 0) {
            new Group(0, key, 0, wasNumeric).read(in);
            return null;
        }
        if (find(rule, key) != null) {
            throw new BrokenState("a group stands twice before byte " + in.position());
        }
        Group group = create(rule, key);
        group.read(in);
        return group;
    }

    /** The stalest of all, then each fresher one. */
    public List<Group> inOrder() {
        List<Group> all = new ArrayList<>(size);
        for (Group group = stalest; group != null; group = group.newer) {
            all.add(group);
        }
        return all;
    }

    private static int hash(int rule, String key) {
        int mixed = (key.hashCode() + rule * 0x9E3779B9) * 0x85EBCA6B;
        return mixed ^ (mixed >>> 15);
    }

    private void grow() {
        @Nullable Group[] greater = new Group[buckets.length * 2];
        for (Group group = stalest; group != null; group = group.newer) {
            int bucket = group.hash & (greater.length - 1);
            group.chain = greater[bucket];
            greater[bucket] = group;
        }
        buckets = greater;
    }

    private void link(Group group) {
        group.older = freshest;
        group.newer = null;
        if (freshest == null) {
            stalest = group;
        } else {
            freshest.newer = group;
        }
        freshest = group;
        @Nullable Group last = freshestOfRule[group.rule];
        group.olderOfRule = last;
        group.newerOfRule = null;
        if (last == null) {
            stalestOfRule[group.rule] = group;
        } else {
            last.newerOfRule = group;
        }
        freshestOfRule[group.rule] = group;
    }

    private void unlink(Group group) {
        if (group.older == null) {
            stalest = group.newer;
        } else {
            group.older.newer = group.newer;
        }
        if (group.newer == null) {
            freshest = group.older;
        } else {
            group.newer.older = group.older;
        }
        if (group.olderOfRule == null) {
            stalestOfRule[group.rule] = group.newerOfRule;
        } else {
            group.olderOfRule.newerOfRule = group.newerOfRule;
        }
        if (group.newerOfRule == null) {
            freshestOfRule[group.rule] = group.olderOfRule;
        } else {
            group.newerOfRule.olderOfRule = group.olderOfRule;
        }
    }
}
