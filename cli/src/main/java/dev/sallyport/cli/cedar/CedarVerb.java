package dev.sallyport.cli.cedar;

import dev.sallyport.cedar.PolicySet;
import dev.sallyport.cedar.error.CedarError;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A verb that reads Cedar; text that is not Cedar is bad input, named by file, line and column. */
abstract class CedarVerb extends Verb {
    CedarVerb(Terminal terminal) {
        super(terminal);
    }

    /** The verb's work. */
    abstract Exit work();

    @Override
    protected final Exit run() {
        try {
            return work();
        } catch (CedarError refused) {
            throw Complaint.usage("cedar_refused", String.valueOf(refused.getMessage()));
        }
    }

    final PolicySet policies(String file) {
        return PolicySet.parse(terminal().readText(file), file);
    }

    /** A schema in Cedar's own syntax, or in its JSON form if the file is called so. */
    final Optional<Schema> schema(@Nullable String file) {
        if (file == null) {
            return Optional.empty();
        }
        String text = terminal().readText(file);
        return Optional.of(file.endsWith(".json") ? Schema.parseJson(text) : Schema.parse(text, file));
    }
}
