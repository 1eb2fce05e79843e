package dev.sallyport.sigma.event;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Windows event's fields as Sigma names them: what stands below {@code System}, {@code EventData} and {@code UserData} by its own name,
 * attributes as {@code Provider_Name}, and a name with blanks also without them.
 */
final class WindowsEvent {
    private static final String ATTRIBUTES = "#attributes";
    private static final String TEXT = "#text";

    private final Map<String, @Nullable Object> flat = new LinkedHashMap<>();

    private WindowsEvent() {}

    static Recorded read(Map<?, ?> object) {
        if (!(object.get("Event") instanceof Map<?, ?> event)) {
            throw new IllegalArgumentException("a Windows event is an object with `Event`");
        }
        WindowsEvent windows = new WindowsEvent();
        if (event.get("System") instanceof Map<?, ?> system) {
            windows.members(system);
        }
        if (event.get("EventData") instanceof Map<?, ?> data) {
            windows.members(data);
        }
        if (event.get("UserData") instanceof Map<?, ?> user) {
            user.forEach((name, content) -> {
                if (content instanceof Map<?, ?> data) {
                    windows.members(data);
                }
            });
        }
        Map<String, Value> fields = Fields.of(windows.flat);
        String channel = word(fields, "Channel");
        long time = Times.parse(word(fields, "TimeCreated_SystemTime")).orElse(0);
        return new Recorded(fields, WindowsSources.of(channel, word(fields, "EventID")), time);
    }

    private static String word(Map<String, Value> fields, String name) {
        return fields.getOrDefault(name, Value.ABSENT).text().orElse("");
    }

    private void members(Map<?, ?> of) {
        of.forEach((key, content) -> {
            String name = String.valueOf(key);
            if (name.equals(ATTRIBUTES)) {
                return;
            }
            if (content instanceof Map<?, ?> element && isElement(element)) {
                if (element.get(ATTRIBUTES) instanceof Map<?, ?> attributes) {
                    attributes.forEach((attribute, value) -> put(name + "_" + attribute, value));
                }
                if (element.containsKey(TEXT)) {
                    put(name, element.get(TEXT));
                }
            } else {
                put(name, content);
            }
        });
    }

    private static boolean isElement(Map<?, ?> element) {
        return element.containsKey(ATTRIBUTES) || element.containsKey(TEXT);
    }

    private void put(String name, @Nullable Object value) {
        flat.put(name, value);
        String bare = name.replace(" ", "");
        if (!bare.equals(name)) {
            flat.putIfAbsent(bare, value);
        }
    }
}
