package dev.sallyport.gate.facts;

import dev.sallyport.gate.decision.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a door found of a call before it was judged: derived values, and at most one refusal that no policy can lift.
 *
 * @param categories of the destination, sorted, from closed sets of the configuration
 * @param refusal why the door may not let the call pass, whatever the policies say
 */
public record Screen(List<String> categories, Optional<ReasonCode> refusal) {
    private static final String RESTORE = "restore:";

    public Screen {
        categories = categories.stream().sorted().distinct().toList();
    }

    /** Nothing stands against it. */
    public static Screen clear(List<String> categories) {
        return new Screen(categories, Optional.empty());
    }

    /**
     * Nothing stands against it, and on its release the door will put that many secrets of those kinds back in place of its own placeholders:
     * categories {@code restore:KIND} and {@code restore:KIND:COUNT}.
     */
    public static Screen restoring(Map<String, Integer> kinds) {
        List<String> categories = new ArrayList<>();
        kinds.forEach((kind, count) -> {
            categories.add(RESTORE + kind);
            categories.add(RESTORE + kind + ":" + count);
        });
        return clear(categories);
    }

    /** What {@link #restoring} was told. */
    public SortedMap<String, Integer> restores() {
        SortedMap<String, Integer> kinds = new TreeMap<>();
        for (String category : categories) {
            int count = category.startsWith(RESTORE) ? category.indexOf(':', RESTORE.length()) : -1;
            if (count > 0) {
                kinds.put(category.substring(RESTORE.length(), count), Integer.valueOf(category.substring(count + 1)));
            }
        }
        return kinds;
    }

    /** The door may not let it pass. */
    public static Screen refused(ReasonCode refusal, List<String> categories) {
        return new Screen(categories, Optional.of(refusal));
    }
}
