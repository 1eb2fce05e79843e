package dev.sallyport.connect.mcp.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** What is answered to one HTTP request. */
public sealed interface HttpAnswer {
    /** HTTP status code. */
    int status();

    /** Header fields besides those of every answer. */
    Map<String, String> fields();

    /** Nothing but a status. */
    record Bare(int status, Map<String, String> fields) implements HttpAnswer {
        public Bare {
            fields = Map.copyOf(fields);
        }
    }

    /** One frame as JSON. */
    @SuppressWarnings("ArrayRecordComponent") // written at once
    record Whole(int status, byte[] frame, Map<String, String> fields) implements HttpAnswer {
        public Whole {
            fields = Map.copyOf(fields);
        }
    }

    /** An event stream, status 200. */
    record Events(Writer writer, Map<String, String> fields) implements HttpAnswer {
        public Events {
            fields = Map.copyOf(fields);
        }

        @Override
        public int status() {
            return 200;
        }
    }

    /** Writes an event stream until it ends or the client is gone. */
    @FunctionalInterface
    interface Writer {
        /** Writes and flushes each event; blocks while there is none. */
        void writeTo(OutputStream out) throws IOException;
    }
}
