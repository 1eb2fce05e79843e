package dev.sallyport.house;

import java.util.List;
import java.util.stream.Stream;

/** Command lines put together from parts. */
final class Stitch {

    private Stitch() {}

    @SafeVarargs
    static List<String> of(List<String>... parts) {
        return Stream.of(parts).flatMap(List::stream).toList();
    }
}
