package dev.sallyport.shield.secret;

import dev.sallyport.action.json.Json;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A value into which secrets were put back. Its text says how many of which kind, and nothing of them. Immutable. */
public final class Restoration {
    /** One secret that was put back. */
    record Put(String kind, String original) {
        @Override
        public String toString() {
            return kind;
        }
    }

    private final Json value;
    private final List<Put> put;

    Restoration(Json value, List<Put> put) {
        this.value = value;
        this.put = List.copyOf(put);
    }

    /** The value with secrets in it, for the one place they may go to. */
    public Json value() {
        return value;
    }

    /** How often a secret of each kind was put back; empty if none was. */
    public SortedMap<String, Integer> kinds() {
        SortedMap<String, Integer> kinds = new TreeMap<>();
        put.forEach(one -> kinds.merge(one.kind(), 1, Integer::sum));
        return kinds;
    }

    /** The secrets, to be taken out of whatever comes back. */
    public List<String> originals() {
        return put.stream().map(Put::original).distinct().toList();
    }

    @Override
    public String toString() {
        return "restored " + kinds();
    }
}
