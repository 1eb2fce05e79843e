package dev.sallyport.sigma.engine;

import dev.sallyport.sigma.alert.Signal;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What an engine holds.
 *
 * @param groups in all
 * @param held events that wait for the watermark
 * @param steps that flows remember
 * @param watermark in event time, empty before the first event
 * @param suppressed matches kept back since the beginning
 * @param signals how often each kind was raised since the beginning
 */
public record Gauges(
        int groups, int held, int steps, OptionalLong watermark, long suppressed, Map<Signal.Kind, Long> signals) {
    public Gauges {
        signals = Map.copyOf(signals);
    }
}
