package dev.sallyport.bench;

import dev.sallyport.bench.row.Bench;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every benchmark by its name. */
final class Benches {
    static final Map<String, Entry> ALL = all();

    private Benches() {}

    record Entry(String measures, Bench bench) {}

    private static Map<String, Entry> all() {
        Map<String, Entry> all = new LinkedHashMap<>();
        return all;
    }
}
