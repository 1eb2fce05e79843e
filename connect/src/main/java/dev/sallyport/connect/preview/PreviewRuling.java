package dev.sallyport.connect.preview;

import dev.sallyport.connect.egress.wire.Head.Field;
import java.util.List;
import java.util.Optional;

/** What becomes of a request at the preview door. */
public sealed interface PreviewRuling {
    /** The service answered, and the preview was still open then. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answered(int status, List<Field> fields, byte[] body) implements PreviewRuling {
        public Answered {
            fields = List.copyOf(fields);
        }
    }

    /**
     * It was refused, or the service failed.
     *
     * @param code stable
     * @param why one plain sentence
     * @param receipt that attests it, where it was recorded
     * @param approval that it waits for, if people are asked
     * @param waitSeconds after which it makes sense to come again; 0 if that is nobody's guess
     */
    record Stopped(
            int status, String code, String why, Optional<String> receipt, Optional<String> approval, long waitSeconds)
            implements PreviewRuling {}
}
