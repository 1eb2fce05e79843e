package dev.sallyport.house;

import java.util.ArrayList;
import java.util.List;

/** Command lines put together from parts. */
final class Stitch {

    private Stitch() {}

    @SafeVarargs
    static List<String> of(List<String>... parts) {
        List<String> all = new ArrayList<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return List.copyOf(all);
    }
}
