package dev.sallyport.house;

import java.util.ArrayList;
import java.util.List;

/** Command lines put together from parts. */
final class Stitch {

    private Stitch() {}

    static List<String> of(List<String> first, List<String> then) {
        List<String> all = new ArrayList<>(first);
        all.addAll(then);
        return List.copyOf(all);
    }

    static List<String> of(List<String> first, List<String> then, List<String> last) {
        return of(of(first, then), last);
    }
}
