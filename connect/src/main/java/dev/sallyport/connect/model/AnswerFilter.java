package dev.sallyport.connect.model;

import java.io.IOException;
import java.util.Optional;

/** Takes the tool calls out of an answer, has each judged, and puts back what may go on. Confined to one thread. */
interface AnswerFilter {
    /** Where events go on to. */
    interface Sink {
        /**
         * Takes an event.
         *
         * @param name of the event, where the dialect names events
         */
        void event(Optional<String> name, byte[] data) throws IOException;
    }

    /**
     * Takes an event of a streamed answer in.
     *
     * @throws ModelRefusal if the answer can't be passed on any further
     */
    void event(byte[] data, Sink sink) throws IOException;

    /** Whether the answer said that it is over. */
    boolean isOver();

    /**
     * The stream is over.
     *
     * @throws ModelRefusal if the answer was not
     */
    void ended();

    /** An answer that came whole, as it may go on. */
    byte[] whole(byte[] answer);

    /** The filter of that exchange's dialect. */
    static AnswerFilter of(ModelExchange exchange) {
        return switch (exchange.asked().route().dialect()) {
            case OPENAI -> new OpenAiFilter(exchange);
            case ANTHROPIC -> new AnthropicFilter(exchange);
        };
    }
}
