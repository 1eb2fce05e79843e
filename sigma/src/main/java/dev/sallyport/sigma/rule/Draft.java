package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.pattern.Part;
import dev.sallyport.sigma.pattern.Regex;
import dev.sallyport.sigma.rule.Criterion.Comparison;
import dev.sallyport.sigma.rule.Criterion.TimePart;
import dev.sallyport.text.host.Network;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A value on its way through the modifiers of its field. */
sealed interface Draft {
    /**
     * Strings, of which there are several after a modifier that writes one value in several ways.
     *
     * @param source the value as it was written, for modifiers that read it otherwise
     */
    record Text(String source, List<List<Part>> spellings, boolean several, boolean cased, boolean touched)
            implements Draft {}

    /** Bytes that base64 has to make text again. */
    record Encoded(byte[] bytes) implements Draft {}

    record Numeral(BigDecimal number, String source) implements Draft {}

    record Bool(boolean truth, String source) implements Draft {}

    record Null() implements Draft {}

    record Exists(boolean there) implements Draft {}

    record Expressed(String source, Set<Regex.Flag> flags) implements Draft {}

    record Net(String source, Network network) implements Draft {}

    record Compared(Optional<TimePart> part, Optional<Comparison> comparison, BigDecimal number) implements Draft {}

    record Reference(String field, boolean start, boolean end, boolean cased) implements Draft {}
}
