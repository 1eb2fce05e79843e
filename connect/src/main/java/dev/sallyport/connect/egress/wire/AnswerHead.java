package dev.sallyport.connect.egress.wire;

import java.util.List;

/**
 * The head of an HTTP/1.1 answer.
 *
 * @param status 100 to 599
 * @param fields in their order
 */
public record AnswerHead(int status, List<Head.Field> fields) {
    public AnswerHead {
        fields = List.copyOf(fields);
    }

    /** All values of the fields of that name. */
    public List<String> values(String name) {
        return new Head("", "", fields).values(name);
    }
}
