package dev.sallyport.connect.preview;

import dev.sallyport.connect.egress.wire.Head;
import java.util.List;

/** A service's answer, whole. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ServiceAnswer(int status, List<Head.Field> fields, byte[] body) {
    public ServiceAnswer {
        fields = List.copyOf(fields);
    }
}
