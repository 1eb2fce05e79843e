package dev.sallyport.connect.egress.wire;

import java.util.List;
import java.util.Optional;

/**
 * The head of an HTTP/1.1 request.
 *
 * @param target as it was written
 * @param fields in their order
 */
public record Head(String method, String target, List<Field> fields) {
    /** One header field; the name as it was written. */
    public record Field(String name, String value) {}

    public Head {
        fields = List.copyOf(fields);
    }

    /** All values of the fields of that name. */
    public List<String> values(String name) {
        return fields.stream()
                .filter(f -> f.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /**
     * The value of the field of that name, if it is there.
     *
     * @throws WireBroken if it is there more than once: two readers could choose differently
     */
    public Optional<String> one(String name) throws WireBroken {
        List<String> all = values(name);
        if (all.size() > 1) {
            throw new WireBroken("the field " + name + " came more than once");
        }
        return all.stream().findFirst();
    }
}
